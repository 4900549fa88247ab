"""A record while it is being drafted: what it is made of, and what has been written on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..facts import Fact
from ..text import Span
from .doubts import doubt
from .known import Known
from .ledger import Ledger
from .naming import Ids, own
from .papers import Paper
from .wording import Label, Titled, Value, label

Node = dict[str, Any]

_SPANS = "evidence"
_LISTS = frozenset({_SPANS, "ballotFor", "ballotAgainst", "ballotAbstaining"})
"""Keys that have a list even where it is of one."""
_LAST = ("basis", "basisNote", "readBy", "verified", "doubt", _SPANS)
"""What a node says last: how it is known."""
_ANCHOR_WORDS = 3
_ANCHOR_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Sitting:
    """Before which body, when and under which item something happened; ids where they are known."""

    body: str
    date: str | None = None
    number: str | None = None
    item: str | None = None
    base: str = ""
    """What the slugs of its things begin with."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A fact that is in no record, and why."""

    start: int
    end: int
    fact: str
    reason: str


@dataclass(slots=True)
class Sheet:
    """A record being drafted."""

    paper: Paper
    slug: str
    municipality: str
    known: Known
    ledger: Ledger
    ids: Ids = field(default_factory=Ids)
    nodes: list[Node] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def place(self) -> str:
        """The municipality's part of slugs."""
        return own(self.municipality)

    def claim(self, thing: str) -> bool:
        """Whether this record is the one to describe a thing."""
        return self.ledger.claim(thing, self.slug)

    def what(self, number: str | None) -> Value:
        """What is treated: the title, else the item by its number."""
        if self.paper.title:
            return Titled(self.paper.title, self.paper.language)
        return label("item.numbered", number=number) if number else label("item.untitled")

    def stated(self, fact: Fact, name: str, type_: str, label_: Label | None, /, **keys: Any) -> Node:
        """A node that a fact states, with the rule that read it, the checks' result and the place."""
        node = described(name, type_, label_, **keys)
        node["readBy"] = f"{self.paper.profile}: {fact.rule}"
        if fact.verified is not None:
            node["verified"] = fact.verified
        if fact.verified is False:
            node["doubt"] = doubt(fact.notes, self.paper.language)
        node["evidence"] = [self.span(fact.start, fact.end)]
        return node

    def span(self, start: int, end: int) -> Node:
        """A span of the text, with its first words."""
        words = self.paper.source.text[start:end].split()
        anchor = ""
        for word in words[:_ANCHOR_WORDS]:
            longer = f"{anchor} {word}".strip()
            if len(longer) > _ANCHOR_LENGTH:
                break
            anchor = longer
        anchor = anchor.rstrip(",;:") or words[0][:_ANCHOR_LENGTH]
        return {"start": start, "end": end, "anchor": anchor}

    def find(self, wording: str, within: Span) -> Span:
        """Where a wording stands within a span, whatever its line breaks; the span where it does not."""
        pattern = r"\s+".join(re.escape(word).replace(r"\-", r"-\s?") for word in wording.split())
        found = re.compile(rf"(?<!\w){pattern}").search(self.paper.source.text, *within) if pattern else None
        return found.span() if found else within

    def leave(self, fact: Fact, reason: str) -> None:
        """Say that a fact is in no record."""
        self.left_out.append(LeftOut(fact.start, fact.end, fact.fact, reason))


def described(name: str, type_: str, label_: Label | None, /, **keys: Any) -> Node:
    """A node with what is known of it; a single value stands without a list."""
    node: Node = {"id": name, "type": type_}
    if label_ is not None:
        node["label"] = label_
    return node | filled(keys)


def filled(keys: Mapping[str, Any]) -> Node:
    """Keys that have a value; a list of one is that one, but of spans."""
    return {
        key: value if key in _LISTS else _one(value)
        for key, value in keys.items()
        if value not in (None, "", [], (), {})
    }


def _one(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return value[0] if len(value) == 1 else list(value)
    return value


def wide(node: Node, name: str, value: Any) -> None:
    """Add a value to a key that may have several; a new key stands before what is said of its reading."""
    if name in node:
        before = node[name] if isinstance(node[name], list) else [node[name]]
        node[name] = before if value in before else [*before, value]
        return
    last = [(key, node.pop(key)) for key in _LAST if key in node]
    node[name] = [value] if name == _SPANS else value
    node.update(last)
