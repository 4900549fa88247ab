"""Answers as stories read them: lines whose terms are named and linked."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...asking import Row, about, place, rank_of
from ...sketch import Group, Sketch, Value
from ..telling import Teller

_WHOLE = re.compile(r"-?[0-9]{1,18}")
_COUNTS = ("municipality-decisions-by-year", "body-decisions-by-year", "party-ballots")
"""These go through thousands of things and come to a few numbers, which stay what they are in a release."""
_UNNAMED = ("membership", "mandate", "ballot", "graph")
"""What these stand for is never shown by its own name, so none is looked up."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of an answer."""

    row: Row
    sketch: Sketch

    def __contains__(self, name: str) -> bool:
        return name in self.row

    def __getitem__(self, name: str) -> Value:
        """What a variable stands for; a KeyError where it is not bound."""
        return self.sketch.value(self.row[name])

    def get(self, name: str) -> Value | None:
        return self[name] if name in self.row else None

    def text(self, name: str) -> str:
        """The text of a literal or an IRI as it is; empty where there is none."""
        return self.row[name]["value"] if name in self.row else ""

    def number(self, name: str) -> int:
        """A whole number; 0 where there is none, or one that nothing is ever counted to."""
        text = self.text(name)
        return int(text) if _WHOLE.fullmatch(text) else 0


@dataclass(frozen=True, slots=True)
class Told:
    """The answers to all that a story asks, by the names of the questions."""

    lines: Mapping[str, tuple[Line, ...]]
    sketch: Sketch
    language: str
    inferred: str
    """The graph of what follows."""

    def __getitem__(self, name: str) -> tuple[Line, ...]:
        return self.lines[name]

    def facts(self, name: str) -> tuple[Group, ...]:
        """Properties with their values, of a question that binds `order`, `property`, `graph`, `value`."""
        lines = sorted(self.lines[name], key=lambda line: line.number("order"))
        found = self.sketch.grouped((line.row for line in lines), "value")
        groups = {group.iri: group for group in self.sketch.groups(found, {})}
        return tuple(groups[iri] for iri in found)

    def best(self, lines: Iterable[Line], variable: str) -> Value | None:
        """Of texts in several languages the one in that of the page, or else the next best."""
        values = [line[variable] for line in lines if variable in line]
        return min(values, key=lambda value: rank_of(value.language, self.language), default=None)

    def counts(self, name: str, variable: str = "count") -> dict[str, int]:
        """The numbers of a question that counts several things, each by what it is."""
        return {line.text("what"): line.number(variable) for line in self.lines[name]}

    def follows(self, lines: Iterable[Line]) -> bool:
        """Whether what lines say stands in no graph but that of what follows."""
        return all(line.text("graph") == self.inferred for line in lines)


async def told(teller: Teller, *names: str, days: str = "") -> Told:
    """Ask several questions at once (`queries/{name}.rq`), and what all things in the answers are called.

    `days` are literals as SPARQL writes them, and stand in place of `?days`.
    """
    answers = await asyncio.gather(*(_rows(teller, name, days) for name in names))
    shown = [{key: row[key] for key in row if key not in _UNNAMED} for answer in answers for row in answer]
    sketch = await teller.sketch(shown)
    lines = (tuple(Line(row, sketch) for row in answer) for answer in answers)
    inferred = teller.addresses.graph("inferred")
    return Told(dict(zip(names, lines, strict=True)), sketch, teller.t.language, inferred)


async def _rows(teller: Teller, name: str, days: str) -> list[Row]:
    query = about(name, teller.iri, package=__package__).replace("?days", days)
    if name in _COUNTS:
        return await teller.asker.kept(f"{name} {teller.iri}", query)
    return await teller.asker.rows(query)


def listing(teller: Teller, name: str) -> str:
    """Where a query that lists all of something is shown with its answer, in the language of the page."""
    query = about(name, teller.iri, package=__package__)
    return place(query.replace("?language", f'"{teller.t.language}"'))


def by(lines: Iterable[Line], variable: str) -> dict[str, list[Line]]:
    """Lines by what a variable stands for, in the order in which it is met."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        if variable in line:
            found.setdefault(line.text(variable), []).append(line)
    return found


def every(lines: Iterable[Line], variable: str) -> tuple[Value, ...]:
    """All that a variable stands for in some lines, each once."""
    return tuple(some[0][variable] for some in by(lines, variable).values())
