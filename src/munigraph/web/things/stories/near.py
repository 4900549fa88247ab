"""The things near the one that a story is about: in which roles they are, and what is said of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping

from munigraph.names import ONTOLOGY, PREFIXES

from ...texts import Texts
from ..asking import Row, rank_of
from ..places import whole
from ..sketch import Sketch, Value
from .letters import Letters, letters
from .telling import Teller

MOST_THINGS = 100
MOST_VALUES = 50
"""In one role, and of one property of the thing itself: where so many are found there may be more."""

_PARTIES = tuple(ONTOLOGY + name for name in ("proposedBy", "onBehalfOf", "mandateParty", "askedBy"))
"""Properties that may lead to a party."""


class Near:
    """What a query of the stories found: rows of `role`, `subject`, `graph`, `property` and `value`."""

    def __init__(
        self, rows: Iterable[Row], sketch: Sketch, t: Texts, letters: Letters, more: Mapping[str, list[Row]]
    ) -> None:
        self.sketch = sketch
        self.t = t
        self.letters = letters
        self.more = more
        """Rows of other queries, by their names."""
        self._roles: dict[str, dict[str, None]] = {}
        said: dict[str, dict[tuple[str, ...], Row]] = {}
        for row in rows:
            subject, value = row["subject"]["value"], row["value"]
            self._roles.setdefault(row["role"]["value"], {})[subject] = None
            key = (row["property"]["value"], value["value"], value.get("xml:lang", ""), row["graph"]["value"])
            said.setdefault(subject, {})[key] = row
        self._said = {subject: sketch.grouped(some.values(), "value") for subject, some in said.items()}

    @property
    def cut(self) -> bool:
        """Whether there may be more than what was asked for."""
        roles = (len(things) for role, things in self._roles.items() if role != "this")
        values = (len(found) for thing in self._roles.get("this", ()) for found in self._said[thing].values())
        return max(roles, default=0) >= MOST_THINGS or max(values, default=0) >= MOST_VALUES

    def things(self, *roles: str) -> list[str]:
        """The things in some roles, each once."""
        return list({thing: None for role in roles for thing in self._roles.get(role, ())})

    def kind(self, thing: str, *names: str) -> bool:
        """Whether a thing is of one of some classes of the ontology."""
        known = {value.iri for value in self.values(thing, "rdf:type")}
        return any(ONTOLOGY + name in known for name in names)

    def kinds(self, thing: str) -> tuple[Value, ...]:
        """The classes of a thing that a source states."""
        return tuple(value for value in self.values(thing, "rdf:type") if not value.inferred)

    def values(self, thing: str, *names: str) -> tuple[Value, ...]:
        """The values of some properties: of the ontology, or of another vocabulary with its prefix."""
        said = self._said.get(thing, {})
        return tuple(value for name in names for value in said.get(_whole(name), ()))

    def value(self, thing: str, *names: str) -> Value | None:
        """The first of those."""
        return next(iter(self.values(thing, *names)), None)

    def text(self, thing: str, *names: str) -> str:
        found = self.value(thing, *names)
        return found.text if found else ""

    def number(self, thing: str, name: str) -> int | None:
        """A whole number, if one is said."""
        return whole(self.text(thing, name))

    def words(self, thing: str, name: str) -> Value | None:
        """What is said in several languages, in that of the page or else the next best."""
        return min(
            self.values(thing, name), key=lambda value: rank_of(value.language, self.t.language), default=None
        )

    def iris(self, thing: str, *names: str) -> list[str]:
        return [value.iri for value in self.values(thing, *names) if value.iri]

    def having(self, name: str, value: str, things: Iterable[str]) -> list[str]:
        """Those of some things that have a thing as the value of a property."""
        return [thing for thing in things if value in self.iris(thing, name)]

    def named(self, thing: str) -> Value:
        """A thing by its name, leading to its page."""
        return self.sketch.value({"type": "uri", "value": thing}, ("",))


async def near(teller: Teller, name: str, *more: str) -> Near:
    """What is said of the thing itself, what a query finds near it, and the rows of more queries."""
    this, around, *others = await asyncio.gather(*(teller.rows(each) for each in ("this", name, *more)))
    rows = [*this, *around]
    found = dict(zip(more, others, strict=True))
    named = [row["value"] for row in rows if row["property"]["value"] in _PARTIES]
    named += [row["party"] for row in found.get("ballots", ()) if "party" in row]
    parties = {term["value"] for term in named if term["type"] == "uri"}
    sketch, codes = await asyncio.gather(teller.sketch(rows, *others), letters(teller, parties))
    return Near(rows, sketch, teller.t, codes, found)


def _whole(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon else ONTOLOGY + name
