"""Sentences that tell by themselves what happened: moved, voted on, voted how, decided, noted.

Danish and Norwegian minutes put no proposition to the body. One sentence names what was
voted on and what came of it, others who voted how; the profile's rules `tellings` say
which is which, and by named groups what stands where.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .listing import Listed, listed
from .profile import Profile, Rule
from .segments import Section
from .text import Span

SIDES = ("for", "against", "abstain")
VOTING = ("opening", "result", "side")
"""Kinds of telling of which a vote is made."""
EITHER = "either"
"""The kind of rules that leave open what they are about."""

_OPENED = re.compile('\\s*[^"”“»«\n]{0,80}?(?P<quote>["”“«])')
_CLOSED = re.compile('["”“»][.,]?[^\\S\n]*(?=\n|$)')
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_GAP = 200
"""Between two sentences of one vote stands no more."""


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """A sentence of a known kind, with the text that it opens."""

    section: Section
    rule: Rule
    match: re.Match[str]
    end: int
    given: str = ""
    """What it is about, where the rule leaves that to what stands before it."""

    @property
    def kind(self) -> str:
        return str(self.rule.means["name"])

    @property
    def about(self) -> str:
        """What it is about: an `amendment`, the `proposal`."""
        return self.given or str(self.rule.means.get("kind") or "proposal")

    @property
    def start(self) -> int:
        return self.match.start()

    @property
    def raw(self) -> Span:
        return self.section.view.raw(self.start, self.end)

    def said(self, group: str) -> str | None:
        """The wording of a group, if the rule has it."""
        return self.match.groupdict().get(group)


@dataclass(slots=True)
class Ballots:
    """A side of a vote as several sentences tell it."""

    count: int | None = None
    listed: Listed | None = None


@dataclass(slots=True)
class Ballot:
    """The tellings of one vote, put together; `doubts` are what in them disagrees."""

    tellings: list[Telling] = field(default_factory=list)
    sides: dict[str, Ballots] = field(default_factory=lambda: {side: Ballots() for side in SIDES})
    result: Telling | None = None
    doubts: list[str] = field(default_factory=list)
    gaps: bool = False
    decided: Telling | None = None
    """The decision that stands beside a vote whose result is not told."""

    @property
    def told(self) -> bool:
        """Whether it says how many or who: a vote without either is none."""
        return any(side.count is not None or side.listed for side in self.sides.values())


def tellings(section: Section, profile: Profile) -> list[Telling]:
    """What a section tells, in order; texts that are quoted in it tell nothing of it."""
    text = section.view.text
    found = sorted(
        ((match, rule) for rule in profile.of("tellings") for match in rule.pattern.finditer(text)),
        key=lambda each: (each[0].start(), -each[0].end(), -_groups(each[0])),
    )
    told: list[Telling] = []
    taken = 0
    for match, rule in found:
        if match.start() < taken:
            continue
        taken = match.end()
        if rule.means.get("opens"):
            taken = quoted(text, match.end()) or taken
        told.append(Telling(section, rule, match, taken))
    return [*_extended(_about(told), len(text))]


def _groups(match: re.Match[str]) -> int:
    """How much a match tells: of two of one length the one that has the numbers is meant."""
    return sum(value is not None for value in match.groupdict().values())


def _about(told: Iterable[Telling]) -> Iterator[Telling]:
    """`Resultat: Vedtatt` is about the text that was moved right before it, else about the proposal."""
    moved = False
    for each in told:
        if each.about == EITHER:
            each = replace(each, given="amendment" if moved else "proposal")
        moved = each.kind == "moved" or (moved and each.kind in ("opening", "side", "statement"))
        yield each


def quoted(text: str, start: int) -> int | None:
    """Where the quotation ends that a sentence opens."""
    opened = _OPENED.match(text, start)
    closed = _CLOSED.search(text, opened.end()) if opened else None
    return closed.end() if closed else None


def _extended(told: Iterable[Telling], length: int) -> Iterator[Telling]:
    """A text that is opened and not quoted goes on to the next telling."""
    for each, following in pairwise([*told, None]):
        bare = each is not None and each.rule.means.get("opens") and each.end == each.match.end()
        if each is not None:
            yield replace(each, end=following.start if following else length) if bare else each


def ballots(told: Iterable[Telling], profile: Profile) -> list[Ballot]:
    """The votes among what is told, in order."""
    found: list[Ballot] = []
    current: Ballot | None = None
    decided: Telling | None = None
    for each in told:
        if each.kind not in VOTING:
            if current and each.kind == "decided" and _follows(current, each):
                current.decided = each
            current, decided = None, each if each.kind == "decided" else None
            continue
        if current is None or _is_new(current, each):
            beside = decided if decided and each.kind == "side" and _near(decided, each) else None
            current = Ballot(decided=beside)
            found.append(current)
        _add(current, each, profile)
    return [ballot for ballot in found if ballot.told]


def _follows(ballot: Ballot, each: Telling) -> bool:
    """Whether a decision tells what came of the vote before it, which says no more than who voted how."""
    last = ballot.tellings[-1]
    about = [telling.about for telling in ballot.tellings if telling.kind != "side"]
    return ballot.result is None and about in ([], [each.about]) and _near(last, each)


def _near(one: Telling, other: Telling) -> bool:
    return one.section is other.section and other.start - one.end <= _LONGEST_GAP


def _is_new(ballot: Ballot, each: Telling) -> bool:
    last = ballot.tellings[-1]
    if not _near(last, each) or each.kind == "opening":
        return True
    if each.kind == "result" or (ballot.result is last and ballot.tellings[0] is not last):
        return ballot.result is not None
    sides = (ballot.sides[side] for side in SIDES if each.said(f"{side}_who") and side in _own(each))
    return any(side.listed for side in sides)


def _own(each: Telling) -> frozenset[str]:
    """The sides of which a sentence tells."""
    return frozenset(side for side in SIDES if each.said(side) or each.said(f"{side}_who"))


def _add(ballot: Ballot, each: Telling, profile: Profile) -> None:
    if ballot.tellings:
        between = each.section.view.text[ballot.tellings[-1].end : each.start]
        ballot.gaps = ballot.gaps or bool(_LETTERS.search(between))
    ballot.tellings.append(each)
    ballot.result = each if each.kind == "result" else ballot.result
    numbers = profile.names.get("numbers", {})
    for side in SIDES:
        _count(ballot, side, each.said(side), numbers)
        who = each.said(f"{side}_who")
        if who:
            ballot.sides[side].listed = listed(who, profile)


def _count(ballot: Ballot, side: str, said: str | None, numbers: object) -> None:
    if not said:
        return
    known = numbers.get(said.lower()) if isinstance(numbers, dict) else None
    count = int(said) if said.isdecimal() else known
    tally = ballot.sides[side]
    if tally.count is not None and count is not None and tally.count != count:
        ballot.doubts.append(f"{side}: {tally.count} and {count} stated")
    elif count is not None:
        tally.count = count
