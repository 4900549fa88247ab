"""Persons, parties and dates of a passage, each put into one character for the grammar.

The grammar need not know how a name looks: `entities.py` finds names, and the grammar
reads a sentence in which \\ue000 stands for a list of persons.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

from . import names
from .dates import scan
from .facts import Named
from .names import Person
from .parties import Parties
from .parties import parties as all_parties
from .profile import Profile
from .text import Span, View

PEOPLE = "\ue000"
PARTIES = "\ue001"
DATE = "\ue002"
NAMES = "\ue003"
MARKS = PEOPLE + PARTIES + DATE + NAMES

_NAME = re.compile(
    r"(?<!\w)[^\W\d_a-zà-öø-ÿ][\w'’-]{0,40}(?: (?:[^\W\d_a-zà-öø-ÿ][\w'’-]{0,40}|von|af|de|van))*"
)
_WORD = re.compile(r"[^\s]+")
_MORE = re.compile(r" m\.? ?fl(?:\.(?=\s[^\W\dA-ZÅÄÖÆØ]))?(?!\w)| med flera(?!\w)")
_SPACE = re.compile(" ")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Entity:
    """What one character of a masked passage stands for."""

    mark: str
    persons: tuple[Named, ...] = ()
    parties: tuple[str, ...] = ()
    date: str = ""
    tail: str = ""
    """What follows inside the wording: `m fl`."""


@dataclass(frozen=True, eq=False)
class Passage:
    """A flowed text with entities masked. `entities` by the place of their character."""

    view: View
    entities: dict[int, Entity]
    lines: tuple[int, ...]
    """Places where a line of the source begins, in order."""
    paragraphs: frozenset[int] = frozenset()
    """Those of them that stand after a blank line."""

    def begins_line(self, at: int) -> bool:
        """Whether a line of the source begins there."""
        found = bisect_left(self.lines, at)
        return found < len(self.lines) and self.lines[found] == at

    def lines_in(self, start: int, end: int) -> tuple[int, ...]:
        """The lines that begin in a part, its first place left out."""
        return self.lines[bisect_right(self.lines, start) : bisect_left(self.lines, end)]

    def sentence(self, start: int, end: int) -> Sentence:
        """A part of it, without white space at its ends."""
        text = self.view.text[start:end]
        start += len(text) - len(text.lstrip())
        return Sentence(self, start, start + len(text.strip()))


@dataclass(frozen=True, eq=False)
class Sentence:
    """A part of a passage."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.passage.view.text[self.start : self.end]

    @property
    def raw(self) -> Span:
        """Where it stands in the source."""
        return self.passage.view.raw(self.start, self.end)

    def entity(self, at: int) -> Entity:
        """The entity at a place of this sentence."""
        return self.passage.entities[self.start + at]

    def entities(self, mark: str = MARKS) -> Iterator[tuple[int, Entity]]:
        """Its entities with their places in it, in order."""
        for at, letter in enumerate(self.text):
            if letter in mark:
                yield at, self.entity(at)

    def part(self, start: int, end: int) -> Sentence:
        """A part of it."""
        return self.passage.sentence(self.start + start, min(self.start + end, self.end))


def passage(view: View, profile: Profile, known: Iterable[Person] = ()) -> Passage:
    """A view as one line, its entities masked."""
    flow = view.flowed()
    found = sorted(_found(flow.text, profile, list(known)), key=lambda each: each[0])
    edits: list[tuple[int, int, str]] = []
    entities: dict[int, Entity] = {}
    end = shift = 0
    for start, stop, entity in found:
        if start < end:
            continue
        edits.append((start, stop, entity.mark))
        entities[start - shift] = entity
        shift += stop - start - 1
        end = stop
    masked = flow.edited(edits)
    lines = (0, *_line_starts(masked))
    after_blank = {view.starts[found.end()] for found in _BLANK.finditer(view.text)}
    paragraphs = (at for at in lines[1:] if at < len(masked) and masked.starts[at] in after_blank)
    return Passage(masked, entities, lines, frozenset(paragraphs))


def _line_starts(view: View) -> Iterator[int]:
    source = view.source.text
    for found in _SPACE.finditer(view.text):
        at = found.start()
        if "\n" in source[view.starts[at] : view.ends[at]]:
            yield at + 1


def _found(text: str, profile: Profile, known: Sequence[Person]) -> Iterator[tuple[int, int, Entity]]:
    parties = all_parties(profile.country)
    separator = _separator(profile)
    taken = bytearray(len(text))
    base = {(person.name, person.code) for person in known}
    persons = [_nominative(person, base) for person in _persons(text, parties, profile)]
    for listed in names.lists(text, parties, persons):
        taken[listed.start : listed.end] = b"\1" * (listed.end - listed.start)
        yield listed.start, listed.end, Entity(PEOPLE, persons=tuple(p.named for p in listed.persons))
    for date in scan(text, profile.language):
        yield date.start, date.end, Entity(DATE, date=date.value)
    for start, end, entity in _known(text, [*known, *persons]):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            yield start, end, entity
    for each in parties.lists(text):
        if not any(taken[each.start : each.end]):
            for start, end in _groups(text, each.start, each.end, separator):
                group = parties.list_at(text, start, end)
                if group:
                    yield start, end, Entity(PARTIES, parties=group.codes)


def _persons(text: str, parties: Parties, profile: Profile) -> Sequence[Person]:
    persons = names.people(text, parties)
    if not profile.offices:
        return persons
    taken = {at for person in persons for at in range(person.start, person.end)}
    for more in (names.officials(text), names.members(text)):
        found = [person for person in more if person.start not in taken]
        taken |= {at for person in found for at in range(person.start, person.end)}
        persons = (*persons, *found)
    return sorted(persons, key=lambda person: person.start)


def _groups(text: str, start: int, end: int, separator: re.Pattern[str]) -> Iterator[Span]:
    """`M, D och KD och SD samt C` are three groups: a list ends with its word of joining."""
    joints = list(separator.finditer(text, start, end))
    strong = [joint for joint in joints if joint["strong"]]
    weak = [joint for joint in joints if not joint["strong"]]
    splits = [joint.span() for joint in weak[1:]]
    if weak or len(joints) == 1 == text.count(" ", start, end) - 1:
        splits += [joint.span() for joint in strong]
    at = start
    for left, right in sorted(splits):
        yield at, left
        at = right
    yield at, end


def _nominative(person: Person, known: Set[tuple[str, str | None]]) -> Person:
    """`Bergs (S) förslag` is that of Berg, where the document knows her."""
    base = person.name.removesuffix("s")
    return replace(person, name=base) if base != person.name and (base, person.code) in known else person


@cache
def _separator(profile: Profile) -> re.Pattern[str]:
    slots = profile.slots
    return re.compile(rf"\s*,?\s(?:(?P<strong>{slots['separating']})|{slots['joining']})\s", re.IGNORECASE)


def _known(text: str, persons: Sequence[Person]) -> Iterator[tuple[int, int, Entity]]:
    """Names of persons whom the document names with their party elsewhere, `m fl` included."""
    party_of = {person.name: person.party for person in reversed(persons)}
    whose = _surnames(party_of)
    for run in _NAME.finditer(text) if party_of else ():
        words = list(_WORD.finditer(text, *run.span()))
        at = 0
        while at < len(words):
            found = next(_named(text, words[at:], party_of), None)
            by_surname = whose.get(words[at][0]) if found is None else None
            found = (by_surname, 1) if by_surname else found
            if found is None:
                at += 1
                continue
            name, count = found
            end = words[at + count - 1].end()
            more = _MORE.match(text, end)
            entity = Entity(NAMES, persons=((name, party_of[name]),), tail=more[0] if more else "")
            yield words[at].start(), more.end() if more else end, entity
            at += count


def _surnames(names: Iterable[str]) -> dict[str, str]:
    """Whose `Sandbergs förslag` is, where one Sandberg alone is named."""
    forms = [(f"{name.rsplit(' ', 1)[1]}s", name) for name in names if " " in name]
    several = Counter(form for form, _ in forms)
    return {form: name for form, name in forms if several[form] == 1}


def _named(
    text: str, words: Sequence[re.Match[str]], party_of: Mapping[str, str | None]
) -> Iterator[tuple[str, int]]:
    """The known names that some words begin with, the longest first, and how many words they have."""
    for count in range(len(words), 0, -1):
        wording = text[words[0].start() : words[count - 1].end()]
        for form in (wording, wording.removesuffix("s"), wording.removesuffix("'")):
            if form in party_of:
                yield form, count
