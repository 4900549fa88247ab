"""What can be asked of an index."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from .entries import Entry, home, read, standing_at
from .question import Kind
from .sql import Ask, statements


@dataclass(frozen=True, slots=True)
class Lookup:
    """Expressions are as `munigraph.search.terms` makes them."""

    ask: Ask
    kinds: Mapping[int, Kind]
    """By the numbers that the index gives them."""

    def places(self, expression: str, most: int, after: int = 0) -> list[int]:
        """Where the things are that have some words, the best known first."""
        values = {"words": expression, "most": most, "after": after}
        return [place for (place,) in self.ask("match", values)]

    def total(self, expression: str, most: int) -> int:
        """How many things have some words; no more than so many are counted."""
        values = {"words": expression, "most": most}
        ((total,),) = self.ask("total", values)
        return int(total)

    def by_kind(self, expression: str, most: int) -> Counter[str]:
        """How many of the things that have some words are of each kind; of many, the best known."""
        counts = Counter[str]()
        values = {"words": expression, "most": most}
        for numbers, count in self.ask("by_kind", values):
            for kind in self._kinds(numbers):
                counts[kind] += count
        return counts

    def entries(self, places: Sequence[int]) -> dict[int, Entry]:
        """What is at some places."""
        rows = self.ask("things", (json.dumps(list(places)),))
        return {place: self._entry(place, *rest) for place, *rest in rows}

    def entry(self, iri: str) -> Entry | None:
        """What the index knows of a thing, if it does."""
        at = home(iri)
        return next((self._entry(*row) for row in self.ask("thing", (at, at, iri))), None)

    def _entry(self, place: int, iri: str, kinds: str, names: str) -> Entry:
        return Entry(iri, standing_at(place), self._kinds(kinds), read(names))

    def _kinds(self, numbers: str) -> tuple[str, ...]:
        return tuple(self.kinds[int(number)].iri for number in numbers.split())


def opened(path: Path) -> sqlite3.Connection:
    """A connection to the index of a release, which never changes.

    Raises sqlite3.Error when there is none.
    """
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


def checked(path: Path) -> tuple[list[str], int]:
    """What is wrong with an index as a file, and how many things it knows.

    Raises sqlite3.Error when it cannot be read.
    """
    with closing(opened(path)) as connection:
        rows = connection.execute(statements("asking")["faults"]).fetchall()
        (things,) = connection.execute(statements("asking")["size"]).fetchone()
    return [fault for (fault,) in rows if fault != "ok"], int(things)


def made_by(path: Path) -> str:
    """Stands for what made an index; empty where none can be read."""
    try:
        with closing(opened(path)) as connection:
            row = connection.execute(statements("asking")["about"], ("made_by",)).fetchone()
    except sqlite3.Error:
        return ""
    return str(row[0]) if row else ""


def kinds_of(ask: Ask) -> dict[int, Kind]:
    """All kinds of things that an index has, the most frequent first."""
    found: dict[int, Kind] = {}
    for number, iri, things in ask("kinds", ()):
        names = [read(row[-1]) for row in ask("thing", (home(iri), home(iri), iri))]
        found[number] = Kind(iri, names[0] if names else (), things)
    return found
