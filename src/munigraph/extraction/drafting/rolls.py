"""Roll calls in annexes of one document, and the votes of others that they complete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..counting import ABSTAIN, NO, YES
from ..facts import Vote
from ..readers.rolls import RollCall
from .sheet import Sitting

Key = tuple[str, str | None, str]
"""Body, date, and number of the annex."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A vote that was drafted, and whether the side that answered yes is for what was voted on."""

    vote: str
    yes_is_for: bool


@dataclass(slots=True)
class Rolls:
    """The roll calls of a run of documents, and the votes that they belong to."""

    _heard: dict[Key, RollCall] = field(default_factory=dict)
    _counted: dict[Key, Counted] = field(default_factory=dict)

    def hear(self, body: str, date: str | None, roll: RollCall) -> None:
        """Take in a roll call, before anything is drafted."""
        self._heard[body, date, roll.annex] = roll

    def of(self, here: Sitting, annex: str | None) -> RollCall | None:
        """The roll call in an annex to the minutes of a meeting."""
        return self._heard.get((here.body, here.date, annex)) if annex else None

    def count(self, here: Sitting, annex: str, counted: Counted) -> None:
        """Say which vote an annex belongs to."""
        self._counted[here.body, here.date, annex] = counted

    def counted(self, here: Sitting, roll: RollCall) -> Counted | None:
        """The vote that a roll call belongs to, if its document was drafted before."""
        return self._counted.get((here.body, here.date, roll.annex))


def doubts(vote: Vote, roll: RollCall) -> Iterator[str]:
    """What does not agree between a vote and its roll call, or within that."""
    yield from roll.doubts
    for name, side in ((YES, vote.supporting), (NO, vote.opposing), (ABSTAIN, vote.abstaining)):
        if side.count is not None and side.count != len(roll.of(name)):
            yield f"{name}: {side.count} stated, {len(roll.of(name))} in annex {roll.annex}"
