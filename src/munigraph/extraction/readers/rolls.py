"""Roll calls in annexes: who voted how, by the number of the annex that the text of a vote names.

They are no facts of the text they stand in, but complete the votes of other items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..counting import ABSTAIN, NO, YES
from ..facts import Fact, Named
from ..profile import Profile
from ..segments import Section, Stage
from ..text import Span, View

_CASTS = {"yes": YES, "no": NO, "abstains": ABSTAIN}
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot(Fact):
    """One line of a roll call. `side` is None for somebody who was not there."""

    fact: ClassVar[str] = "ballot"
    voter: Named
    side: str | None
    deputy: bool


@dataclass(frozen=True, slots=True)
class RollCall:
    """A roll call: the annex it is, the counts it states by side, and its lines."""

    annex: str
    span: Span
    counts: Mapping[str, int]
    ballots: tuple[Ballot, ...]

    def of(self, side: str) -> tuple[Ballot, ...]:
        """The ballots of a side."""
        return tuple(ballot for ballot in self.ballots if ballot.side == side)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What in it does not agree: sides whose lines are not as many as it states."""
        return tuple(
            f"annex {self.annex}, {side}: {count} stated, {len(self.of(side))} named"
            for side, count in self.counts.items()
            if count != len(self.of(side))
        )


def read(stage: Stage, profile: Profile) -> Iterator[RollCall]:
    """The roll calls in a stage's annexes."""
    if not profile.of("rolls"):
        return
    for section in stage.of(profile.sections("silent")):
        number = _NUMBER.search(section.heading.text) if section.heading else None
        ballots = tuple(_ballots(section.view, profile))
        if number and ballots:
            yield RollCall(number[0], _span(section), _counts(section.view, profile), ballots)


def _span(section: Section) -> Span:
    start, end = section.view.exact()
    return (section.heading.exact()[0] if section.heading else start), end


def _ballots(view: View, profile: Profile) -> Iterator[Ballot]:
    for rule in (rule for rule in profile.of("rolls") if rule.means["name"] == "ballot"):
        for found in rule.pattern.finditer(view.text):
            start, end = view.raw(*found.span())
            yield Ballot(
                start=start,
                end=end,
                rule=rule.name,
                voter=(" ".join(found["name"].split()), found["party"]),
                side=_cast(found["cast"], profile),
                deputy=_is(found["seat"], "deputy", profile),
            )


def _cast(word: str, profile: Profile) -> str | None:
    return next((side for name, side in _CASTS.items() if _is(word, name, profile)), None)


def _is(word: str, name: str, profile: Profile) -> bool:
    rules = (rule for rule in profile.of("rolls") if rule.means["name"] == name)
    return any(rule.pattern.fullmatch(word) for rule in rules)


def _counts(view: View, profile: Profile) -> dict[str, int]:
    """The counts that the annex states, by side."""
    found: dict[str, int] = {}
    for rule in (rule for rule in profile.of("rolls") if rule.means["name"] == "count"):
        for stated in rule.pattern.finditer(view.text):
            side = _cast(stated["cast"], profile)
            if side:
                found[side] = int(stated["count"])
    return found
