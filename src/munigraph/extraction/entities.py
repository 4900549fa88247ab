"""Persons, parties and dates of a passage, each put into one character for the grammar.

The grammar need not know how a name looks: `entities.py` finds names, and the grammar
reads a sentence in which \\ue000 stands for a list of persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from . import names
from .dates import scan
from .facts import Named
from .names import Person
from .parties import parties as all_parties
from .profile import Profile
from .text import Span, View
from .wordlists import any_of

PEOPLE = "\ue000"
PARTIES = "\ue001"
DATE = "\ue002"
NAMES = "\ue003"
MARKS = PEOPLE + PARTIES + DATE + NAMES

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
    line_starts: frozenset[int]
    """Places where a line of the source begins."""

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
    return Passage(masked, entities, _line_starts(masked))


def _line_starts(view: View) -> frozenset[int]:
    source = view.source.text
    return frozenset(
        {0}
        | {
            at + 1
            for at, letter in enumerate(view.text)
            if letter == " " and "\n" in source[view.starts[at] : view.ends[at]]
        }
    )


def _found(text: str, profile: Profile, known: Sequence[Person]) -> Iterator[tuple[int, int, Entity]]:
    parties = all_parties(profile.country)
    separator = _separator(profile)
    taken: list[Span] = []
    persons = [_nominative(person, known) for person in names.people(text, parties)]
    for listed in names.lists(text, parties, persons):
        taken.append((listed.start, listed.end))
        yield listed.start, listed.end, Entity(PEOPLE, persons=tuple(p.named for p in listed.persons))
    taken.sort()
    for date in scan(text, profile.language):
        yield date.start, date.end, Entity(DATE, date=date.value)
    for start, end, entity in _known(text, [*known, *persons]):
        if not _inside(start, end, taken):
            taken.append((start, end))
            yield start, end, entity
    for each in parties.lists(text):
        if not _inside(each.start, each.end, taken):
            for start, end in _groups(text, each.start, each.end, separator):
                group = parties.list_at(text, start, end)
                if group:
                    yield start, end, Entity(PARTIES, parties=group.codes)


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


def _nominative(person: Person, known: Sequence[Person]) -> Person:
    """`Bergs (S) förslag` is that of Berg, where the document knows her."""
    base = person.name.removesuffix("s")
    if base != person.name and any(other.name == base and other.code == person.code for other in known):
        return replace(person, name=base)
    return person


@cache
def _separator(profile: Profile) -> re.Pattern[str]:
    slots = profile.slots
    return re.compile(rf"\s*,?\s(?:(?P<strong>{slots['separating']})|{slots['joining']})\s", re.IGNORECASE)


def _inside(start: int, end: int, taken: Sequence[Span]) -> bool:
    return any(first < end and start < last for first, last in taken)


def _known(text: str, persons: Sequence[Person]) -> Iterator[tuple[int, int, Entity]]:
    """Names of persons whom the document names with their party elsewhere."""
    party_of = {person.name: person.party for person in reversed(persons)}
    if not party_of:
        return
    pattern = re.compile(rf"(?<!\w){any_of(party_of)}(?:s|')?(?P<more> m\.? ?fl(?:\.(?=\s[^\W\dA-ZÅÄÖÆØ]))?| med flera)?(?!\w)")
    for found in pattern.finditer(text):
        name = " ".join(found[0].removesuffix(found["more"] or "").split())
        name = name if name in party_of else name[:-1]
        yield (
            found.start(),
            found.end(),
            Entity(NAMES, persons=((name, party_of.get(name)),), tail=found["more"] or ""),
        )
