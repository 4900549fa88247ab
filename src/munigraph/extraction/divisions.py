"""Divisions: the sentences of a vote put together.

A vote is told in several sentences: what the sides stand for, the result, who voted how.
They begin with the sides (or with a result) and end before the next thing that happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from .asking import Ask, asks
from .entities import NAMES, PARTIES, PEOPLE, Sentence
from .facts import Named
from .grammar import Chunk, Parsed, parse
from .names import plain_list
from .profile import Profile
from .said import Finding, Said, Sides
from .text import Span

YES, NO, ABSTAIN = "for", "against", "abstain"
_SIDES = {"YES": YES, "NO": NO, "ABSTAIN": ABSTAIN}
_STATED = re.compile(r"\((\d{1,3})(?: (?:st|röster|ledamöter))?\)|:\s*(\d{1,3})(?!\d)")
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Tally:
    """One side as told: what it stands for, how many, who."""

    asks: tuple[Ask, ...] = ()
    count: int | None = None
    voters: tuple[Named, ...] = ()
    parties: tuple[str, ...] = ()
    listed: int | None = None
    """The number that the list of voters states."""


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
        elif (
            isinstance(each, Finding)
            and current is not None
            and (_tells_minority(each) or _confirms(current, each))
        ):
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


def _confirms(current: _Open, finding: Finding) -> bool:
    """`Fullmäktige beslutar därmed enligt kommunstyrelsens förslag`: said of the vote before it."""
    return current.told and not finding.put and finding.chair is None and bool(finding.found)


def _tells_minority(finding: Finding) -> bool:
    return any(ask.act == "minority" for ask in finding.found)


def _closed(opened: _Open, profile: Profile) -> Division:
    tallies = {side: Tally() for side in _SIDES.values()}
    for side, found in _effects([each for each in opened.said if each.rule.endswith("/side")], profile):
        tallies[side] = tallies[side] if tallies[side].asks else Tally(found)
    for each in opened.said:
        if isinstance(each, Sides) and not each.rule.endswith("/side"):
            _tell(each, profile, tallies)
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
            yield _SIDES[str(rule.means["name"]).upper()], tuple(map(_supported, asked))


def _supported(ask: Ask) -> Ask:
    """`Ja: kommunstyrelsens förslag` is for it."""
    return ask if ask.act else replace(ask, act="support")


def _tell(said: Sides, profile: Profile, tallies: dict[str, Tally]) -> None:
    """Put into the tallies what a sentence tells of the result."""
    if said.rule.endswith("/roll"):
        _roll(said.sentence, profile, tallies)
        return
    parsed = parse(profile, "result", said.sentence)
    if parsed is None:
        return
    counts = list(_counts(parsed, profile))
    if not any(side in (YES, NO) for side, _ in counts):
        counts += _ratio(said.sentence, profile)
    for side, count in counts:
        if tallies[side].count is None:
            tallies[side] = replace(tallies[side], count=count)


def _ratio(sentence: Sentence, profile: Profile) -> Iterator[tuple[str, int]]:
    """`Med rösterna 8 mot 3`: the first number is of those who were for it."""
    for rule in profile.of("ratios"):
        if found := rule.pattern.search(sentence.text):
            yield YES, int(found["first"])
            yield NO, int(found["second"])
            return


def _counts(parsed: Parsed, profile: Profile) -> Iterator[tuple[str, int]]:
    numbers = profile.names.get("numbers", {})
    for part in parsed.parts:
        if not isinstance(part, Chunk):
            continue
        words = (part.head, *part.words)
        side = next((_SIDES[word.kind] for word in words if word.kind in _SIDES), None)
        number = next((word.text.lower() for word in words if word.kind == "NUMBER"), None)
        if side and number:
            yield side, int(numbers[number]) if number in numbers else int(number)


def _roll(sentence: Sentence, profile: Profile, tallies: dict[str, Tally]) -> None:
    parsed = parse(profile, "roll", sentence)
    found = parsed.word("CASTS") if parsed else None
    if found is None:
        return
    _, cast = found
    side = _cast(cast.text, profile)
    entities = [entity for _, entity in sentence.entities(PEOPLE + PARTIES)]
    stated = _STATED.search(sentence.text, cast.start)
    if profile.offices:
        voters = tuple(_plain_voters(sentence, stated.end() if stated else cast.end))
    else:
        voters = tuple(person for entity in entities for person in entity.persons)
    parties = () if voters else tuple(party for entity in entities for party in entity.parties)
    listed = int(stated[1] or stated[2]) if stated else None
    if listed is None and not voters and not parties:
        listed = next((count for _, count in _counts_of(sentence, profile)), None)
    before = tallies[side]
    tallies[side] = replace(
        before,
        count=before.count if before.count is not None else listed,
        voters=(*before.voters, *voters),
        parties=(*before.parties, *parties),
        listed=listed if voters else before.listed,
    )


def _plain_voters(sentence: Sentence, start: int) -> Iterator[Named]:
    """The names of a list that says itself that those who voted are named."""
    found = {at: entity.persons for at, entity in sentence.entities(PEOPLE + NAMES) if at >= start}
    for person in plain_list(sentence.text, start, len(sentence.text)):
        found.setdefault(person.start, (person.named,))
    for at in sorted(found):
        yield from found[at]


def _counts_of(sentence: Sentence, profile: Profile) -> Iterator[tuple[str, int]]:
    parsed = parse(profile, "result", sentence)
    return _counts(parsed, profile) if parsed else iter(())


def _cast(text: str, profile: Profile) -> str:
    for kind in ("NO", "YES"):
        if re.search(rf"(?<!\w)(?:{profile.words[kind]})(?!\w)", text, re.IGNORECASE):
            return _SIDES[kind]
    return ABSTAIN
