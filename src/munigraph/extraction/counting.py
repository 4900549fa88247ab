"""What a sentence of a vote tells: how many, and who voted how."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .asking import Ask
from .entities import NAMES, PARTIES, PEOPLE, Sentence
from .facts import Named
from .grammar import Chunk, Parsed, parse
from .names import plain_list
from .profile import Profile
from .said import Sides

YES, NO, ABSTAIN = "for", "against", "abstain"
SIDES = {"YES": YES, "NO": NO, "ABSTAIN": ABSTAIN}
_STATED = re.compile(r"\((\d{1,3})(?: (?:st|röster|ledamöter))?\)|:\s*(\d{1,3})(?!\d)")


@dataclass(frozen=True, slots=True)
class Tally:
    """One side as told: what it stands for, how many, who."""

    asks: tuple[Ask, ...] = ()
    count: int | None = None
    voters: tuple[Named, ...] = ()
    parties: tuple[str, ...] = ()
    listed: int | None = None
    """The number that the list of voters states."""


def tell(said: Sides, profile: Profile, tallies: dict[str, Tally]) -> None:
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
    _bracketed(said.sentence, profile, tallies)


def _bracketed(sentence: Sentence, profile: Profile, tallies: dict[str, Tally]) -> None:
    """`4 ja-röster (Berg (S), Ek (C))`: those who voted so, behind their number."""
    for rule in profile.of("bracketed"):
        for found in rule.pattern.finditer(sentence.text):
            side = _cast(found["side"], profile)
            persons = sentence.entity(found.start("who")).persons
            if persons and not tallies[side].voters:
                tallies[side] = replace(tallies[side], voters=persons, listed=tallies[side].count)


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
        side = next((SIDES[word.kind] for word in words if word.kind in SIDES), None)
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
            return SIDES[kind]
    return ABSTAIN
