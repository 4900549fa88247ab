"""How a vote went: the sides taken, with their counts, and who stands on which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .rendering import Cell, Table
from .text import clean


class SideKind(StrEnum):
    """Which side: decides colour and pattern."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Ballot:
    """The side of a party, or of persons: how many they are where that is known."""

    party: str = ""
    short: str = ""
    """The letter or abbreviation the party goes by."""

    count: int | None = None
    persons: Sequence[str] = ()
    link: str | None = None

    @property
    def voters(self) -> int | None:
        """As counted; else as many as are named."""
        return self.count if self.count is not None else (len(self.persons) or None)

    @property
    def name(self) -> str:
        return clean(self.party) or clean(self.short) or ", ".join(map(clean, self.persons))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a vote, with its count as the document states it."""

    kind: SideKind
    label: str
    count: int | None = None
    ballots: Sequence[Ballot] = ()

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
        if self.count is not None:
            return self.count
        return self.named if self.whole else None

    @property
    def disagrees(self) -> bool:
        """Whether the count stated cannot be that of the ballots."""
        if self.count is None:
            return False
        return self.named > self.count or (self.whole and self.named != self.count)


@dataclass(frozen=True, slots=True)
class VoteWords:
    """The words that go with a vote, in the language of the page."""

    unknown: str
    """Where no count is stated: "count not stated"."""

    disagreement: str
    """With `{stated}` and `{named}`: "stated {stated}, named {named}"."""

    side: str
    party: str
    count: str
    persons: str


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote to draw."""

    title: str
    description: str
    sides: Sequence[Side]
    words: VoteWords
    number: Callable[[int], str] = str

    def note(self, side: Side) -> str:
        """Both numbers of a side whose count and ballots disagree, else nothing."""
        if not side.disagrees or side.count is None:
            return ""
        stated, named = self.number(side.count), self.number(side.named)
        return self.words.disagreement.format(stated=stated, named=named)


def vote_table(vote: Vote) -> Table:
    """One row for each side, then one for each of its ballots."""
    words = vote.words
    rows = [row for side in vote.sides for row in _rows(vote, side)]
    head = [words.side, words.party, words.count, words.persons]
    most = 4 if any(ballot.persons for side in vote.sides for ballot in side.ballots) else 3
    return Table(vote.title, head[:most], [row[:most] for row in rows])


def _rows(vote: Vote, side: Side) -> list[list[Cell]]:
    total = vote.words.unknown if side.total is None else vote.number(side.total)
    first = [Cell(side.label), Cell(vote.note(side)), Cell(total, number=True), Cell("")]
    return [first, *(_ballot_row(vote, side, ballot) for ballot in side.ballots)]


def _ballot_row(vote: Vote, side: Side, ballot: Ballot) -> list[Cell]:
    party = f"{ballot.party} ({ballot.short})" if ballot.party and ballot.short else ballot.name
    count = "" if ballot.voters is None else vote.number(ballot.voters)
    return [
        Cell(side.label),
        Cell(party, ballot.link),
        Cell(count, number=True),
        Cell(", ".join(ballot.persons)),
    ]
