"""A vote: its sides with their counts as stated, and who stood on which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from munigraph.names import VOCABULARY

from ..asking import Row
from ..places import whole
from ..sketch import Value
from .agents import Agent
from .near import Near

SIDES = (
    ("for", "votesFor", "meaningOfFor"),
    ("against", "votesAgainst", "meaningOfAgainst"),
    ("abstain", "votesAbstaining", ""),
)
_SIDE = VOCABULARY + "vote-side/"


@dataclass(frozen=True, slots=True)
class Ballot:
    """A party on one side, with those of its members that are named; or persons of no party."""

    party: Agent | None
    count: int | None
    persons: tuple[Value, ...] = ()
    derived: Value | None = None
    """The ballot itself, where its number is worked out and not stated."""

    @property
    def name(self) -> str:
        return self.party.it.text if self.party else ""

    @property
    def voters(self) -> int | None:
        """As counted, or else as many as are named."""
        return self.count if self.count is not None else len(self.persons) or None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a vote."""

    key: str
    stated: int | None
    meaning: Value | None
    ballots: tuple[Ballot, ...]

    @property
    def named(self) -> int:
        """How many voters the ballots account for."""
        return sum(ballot.voters or 0 for ballot in self.ballots)

    @property
    def whole(self) -> bool:
        """Whether the ballots tell of every voter, if those named are all there were."""
        return bool(self.ballots) and all(ballot.voters is not None for ballot in self.ballots)

    @property
    def total(self) -> int | None:
        """The count as stated; else, where all ballots have counts, their sum."""
        if self.stated is not None:
            return self.stated
        return self.named if self.whole else None

    @property
    def disagrees(self) -> bool:
        """Whether the count that is stated cannot be that of the ballots."""
        if self.stated is None:
            return False
        return self.named > self.stated or (self.whole and self.named != self.stated)


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote with its place among the votes on its item."""

    it: Value
    on: Value | None
    sides: tuple[Side, ...]
    sequence: int | None
    method: Value | None
    casting: tuple[Value, ...]
    decisions: tuple[tuple[Value, Value | None], ...]
    """What was decided by it, each with its status."""

    @property
    def is_counted(self) -> bool:
        """Whether the number of any side is known."""
        return any(side.total is not None for side in self.sides)

    @property
    def has_ballots(self) -> bool:
        return any(side.ballots for side in self.sides)


def votes(near: Near, things: Iterable[str], day: str = "") -> tuple[Vote, ...]:
    """Votes in the order in which they were taken, as far as it is known."""
    found = [vote(near, thing, day) for thing in things]
    return tuple(sorted(found, key=lambda each: (each.sequence or 0, each.it.iri)))


def vote(near: Near, thing: str, day: str = "") -> Vote:
    """One vote."""
    cast = [row for row in near.more.get("ballots", ()) if row["vote"]["value"] == thing]
    return Vote(
        it=near.named(thing),
        on=near.value(thing, "voteOn"),
        sides=tuple(_side(near, thing, cast, key, stated, meaning, day) for key, stated, meaning in SIDES),
        sequence=near.number(thing, "sequence"),
        method=near.value(thing, "voteMethod"),
        casting=near.values(thing, "castingVoteBy"),
        decisions=tuple(
            (near.named(decision), near.value(decision, "status")) for decision in near.iris(thing, "voteOf")
        ),
    )


def _side(near: Near, thing: str, cast: list[Row], key: str, stated: str, meaning: str, day: str) -> Side:
    ours = [row for row in cast if row["side"]["value"] == _SIDE + key]
    by_party: dict[str, list[Row]] = {}
    for row in {row["ballot"]["value"]: row for row in ours}.values():
        by_party.setdefault(row.get("party", {}).get("value", ""), []).append(row)
    ballots = [_ballot(near, party, rows, day) for party, rows in by_party.items()]
    ballots.sort(key=lambda each: (each.party is None, -(each.voters or 0), each.name))
    words = near.words(thing, meaning) if meaning else None
    return Side(key, near.number(thing, stated), words, tuple(ballots))


def _ballot(near: Near, party: str, rows: list[Row], day: str) -> Ballot:
    named = (near.named(row["person"]["value"]) for row in rows if "person" in row)
    persons = tuple(sorted(named, key=lambda person: person.text))
    counts = [_count(row) for row in rows]
    known = [count for count in counts if count is not None]
    derived = next((near.named(row["ballot"]["value"]) for row in rows if "basis" in row), None)
    agent = Agent(near.named(party), near.letters.of(party, day)) if party else None
    return Ballot(agent, sum(known) if known else None, persons, derived)


def _count(row: Mapping[str, Mapping[str, str]]) -> int | None:
    if "count" in row:
        return whole(row["count"]["value"])
    return 1 if "person" in row else None
