"""Divisions: the sentences of a vote put together.

A vote is told in several sentences: what the sides stand for, the result, who voted how.
They begin with the sides (or with a result) and end before the next thing that happens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from .asking import Ask, asks
from .counting import NO, SIDES, YES, Tally, tell
from .grammar import parse
from .profile import Profile
from .said import Finding, Said, Sides
from .text import Span

_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Division:
    """A vote, with the finding that was put to it and what the text says came of it."""

    said: tuple[Said, ...]
    sides: dict[str, Tally]
    finding: Finding | None = None
    minority: bool = False
    decided: tuple[Ask, ...] = ()
    """What the sentence of the result says the body decided."""

    @property
    def raw(self) -> Span:
        """Where it is told."""
        return self.said[0].raw[0], self.said[-1].raw[1]

    @property
    def told(self) -> bool:
        """Whether anything is known of it: a result, or what both sides stand for."""
        tallies = self.sides.values()
        counted = any(tally.count is not None or tally.voters or tally.parties for tally in tallies)
        return counted or all(self.sides[side].asks for side in (YES, NO))

    def winner(self) -> str | None:
        """The side with more votes; None where they are equal or not told."""
        yes, no = (self.votes(side) for side in (YES, NO))
        if yes is None or no is None or yes == no:
            return None
        return YES if yes > no else NO

    def votes(self, side: str) -> int | None:
        """How many voted so: as stated, else as listed."""
        tally = self.sides[side]
        if tally.count is not None:
            return tally.count
        return len(tally.voters) or (0 if self._other_told(side) else None)

    def _other_told(self, side: str) -> bool:
        return any(tally.voters for name, tally in self.sides.items() if name != side)


@dataclass(slots=True)
class _Open:
    """A vote whose sentences are still being met."""

    finding: Finding | None
    said: list[Said] = field(default_factory=list)
    told: bool = False


def divisions(said: Iterable[Said], profile: Profile) -> tuple[Division, ...]:
    """The votes among what happens, in order."""
    closed = (_closed(each, profile) for each in _gathered(said))
    return tuple(each for each in closed if each.told)


def _gathered(said: Iterable[Said]) -> Iterator[_Open]:
    current: _Open | None = None
    put: Finding | None = None
    for each in said:
        if isinstance(each, Sides):
            if current is not None and _is_new(current, each):
                yield current
                current = None
            current = current or _Open(put)
            current.said.append(each)
            current.told = current.told or not each.rule.endswith("/side")
        elif isinstance(each, Finding) and current is not None and _ends(current, each):
            current.said.append(each)
        elif isinstance(each, Finding):
            if current is not None:
                yield current
                current = put = None
            put = each if each.put or put is None else put
    if current is not None:
        yield current


def _is_new(current: _Open, each: Sides) -> bool:
    return each.rule.endswith("/side") and current.told


def _ends(current: _Open, finding: Finding) -> bool:
    """`Fullmäktige beslutar därmed enligt kommunstyrelsens förslag`: said of the vote before it."""
    confirms = current.told and not finding.put and finding.chair is None and bool(finding.found)
    return confirms or _tells_minority(finding)


def _tells_minority(finding: Finding) -> bool:
    return any(ask.act == "minority" for ask in finding.found)


def _closed(opened: _Open, profile: Profile) -> Division:
    tallies = {side: Tally() for side in SIDES.values()}
    for side, found in _effects([each for each in opened.said if each.rule.endswith("/side")], profile):
        tallies[side] = tallies[side] if tallies[side].asks else Tally(found)
    for each in opened.said:
        if isinstance(each, Sides) and not each.rule.endswith("/side"):
            tell(each, profile, tallies)
    minority = any(isinstance(each, Finding) and _tells_minority(each) for each in opened.said)
    decided = tuple(ask for each in opened.said for ask in _decided(each, profile))
    return Division(tuple(opened.said), _completed(tallies), opened.finding, minority, decided)


def _decided(said: Said, profile: Profile) -> tuple[Ask, ...]:
    """`Med 29 ja mot 18 nej beslutar fullmäktige att bifalla …`"""
    if isinstance(said, Finding):
        return said.found
    parsed = parse(profile, "finding", said.sentence) if said.rule.endswith("/result") else None
    at = parsed.at("DECIDES") if parsed else None
    return asks(parsed.parts[at + 1 :], profile) if parsed and at is not None else ()


def _completed(tallies: dict[str, Tally]) -> dict[str, Tally]:
    """`Ja för avslag, Nej för bifall till tilläggsyrkandet`: both are about the addition."""
    yes, no = tallies[YES].asks, tallies[NO].asks
    if not (yes and no) or yes[0].act == no[0].act:
        return tallies
    if all(ask.text is None for ask in yes):
        tallies[YES] = replace(tallies[YES], asks=tuple(_about(yes[0].act, no)))
    elif all(ask.text is None for ask in no):
        tallies[NO] = replace(tallies[NO], asks=tuple(_about(no[0].act, yes)))
    return tallies


def _about(act: str, others: Iterable[Ask]) -> Iterator[Ask]:
    return (replace(other, act=act) for other in others)


def _effects(sides: list[Said], profile: Profile) -> Iterator[tuple[str, tuple[Ask, ...]]]:
    if not sides:
        return
    first, last = sides[0].sentence, sides[-1].sentence
    if first.passage is not last.passage:
        for each in sides:
            yield from _effects([each], profile)
        return
    whole = first.passage.sentence(first.start, min(last.end, first.start + _LONGEST))
    for rule in profile.of("sides"):
        found = rule.pattern.search(whole.text)
        if found:
            parsed = parse(profile, "effect", whole.part(*found.span("effect")))
            asked = asks(parsed.parts, profile) if parsed else ()
            yield SIDES[str(rule.means["name"]).upper()], tuple(map(_supported, asked))


def _supported(ask: Ask) -> Ask:
    """`Ja: kommunstyrelsens förslag` is for it."""
    return ask if ask.act else replace(ask, act="support")
