"""The numbers of cases and of printed documents, and the schemes they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ..facts import Identifier
from .naming import slug
from .papers import Paper
from .sheet import Node

_HEAD = 400
"""A case number stands in the head of a document: within so many characters."""
_PAPERS = frozenset({"documents", "recipients"})
"""Sections that name the printed documents of the item."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a scheme, and the fact that read it."""

    fact: Identifier
    scheme: str
    of: str

    def node(self, place: str) -> Node:
        """The identifier as a record has it."""
        value = slug(self.fact.value)
        scheme = "" if value.startswith(f"{self.scheme}-") else self.scheme
        return {
            "id": f"identifier/{slug(place, scheme, value)}",
            "type": "Identifier",
            "notation": self.fact.value,
            "identifierScheme": self.scheme,
        }


def case_number(paper: Paper) -> Number | None:
    """The number of the case that a document is about: the first in its head."""
    found = (number for number in _numbers(paper, "case") if number.fact.start < max(_HEAD, paper.heading[1]))
    return next(found, None)


def printed(paper: Paper) -> Sequence[Number]:
    """The printed documents that are treated, once each."""
    spans = [span for kind, span in paper.sections if kind in _PAPERS]
    found = {
        number.fact.value: number
        for number in _numbers(paper, "document")
        if any(start <= number.fact.start < end for start, end in spans)
    }
    return list(found.values())


def _numbers(paper: Paper, of: str) -> Iterator[Number]:
    for fact in (fact for part in paper.parts for fact in part.facts):
        if isinstance(fact, Identifier):
            entry = next((each for each in _schemes() if _fits(each, fact)), None)
            if entry is not None and entry["of"] == of:
                yield Number(fact, entry["scheme"], of)


def _fits(entry: dict[str, Any], fact: Identifier) -> bool:
    return entry["reads"] == fact.scheme and bool(re.search(entry["form"], fact.value))


@cache
def _schemes() -> list[dict[str, Any]]:
    text = files(__package__).joinpath("schemes.yaml").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = yaml.safe_load(text)
    return entries
