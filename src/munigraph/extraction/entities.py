"""Persons, parties and dates of a passage, each put into one character for the grammar.

The grammar need not know how a name looks: `entities.py` finds names, and the grammar
reads a sentence in which \\ue000 stands for a list of persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from . import names
from .facts import Named
from .names import Person
from .parties import Parties
from .text import Span, View
from .wordlists import any_of

PEOPLE = "\ue000"
PARTIES = "\ue001"
DATE = "\ue002"
NAMES = "\ue003"
MARKS = PEOPLE + PARTIES + DATE + NAMES

_DATE = re.compile(
    r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])|"
    r"\b(?P<day>\d{1,2})\.? (?P<month>jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec)[a-zåäö]* (?P<year>\d{4})\b",
    re.IGNORECASE,
)
_MONTHS = {m: i % 12 + 1 for i, m in enumerate("jan feb mar apr maj jun jul aug sep okt nov dec".split())}


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
        return Sentence(self, start, end)


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
        return Sentence(self.passage, self.start + start, min(self.start + end, self.end))


def passage(view: View, parties: Parties, known: Iterable[Person] = ()) -> Passage:
    """A view as one line, its entities masked."""
    flow = view.flowed()
    found = sorted(_found(flow.text, parties, list(known)), key=lambda each: each[0])
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


def _found(text: str, parties: Parties, known: Sequence[Person]) -> Iterator[tuple[int, int, Entity]]:
    taken: list[Span] = []
    persons = names.people(text, parties)
    for listed in names.lists(text, parties, persons):
        taken.append((listed.start, listed.end))
        yield listed.start, listed.end, Entity(PEOPLE, persons=tuple(p.named for p in listed.persons))
    taken.sort()
    dates = [(m.start(), m.end(), Entity(DATE, date=_iso(m))) for m in _DATE.finditer(text)]
    yield from dates
    for start, end, entity in _known(text, [*known, *persons]):
        if not _inside(start, end, taken):
            taken.append((start, end))
            yield start, end, entity
    for each in parties.lists(text):
        if not _inside(each.start, each.end, taken):
            yield each.start, each.end, Entity(PARTIES, parties=each.codes)


def _inside(start: int, end: int, taken: Sequence[Span]) -> bool:
    return any(first < end and start < last for first, last in taken)


def _iso(found: re.Match[str]) -> str:
    if found["y"]:
        return found[0]
    month = found["month"].lower()
    number = _MONTHS.get(month) or _MONTHS[{"may": "maj", "oct": "okt"}[month]]
    return f"{found['year']}-{number:02}-{int(found['day']):02}"


def _known(text: str, persons: Sequence[Person]) -> Iterator[tuple[int, int, Entity]]:
    """Names of persons whom the document names with their party elsewhere."""
    party_of = {person.name: person.party for person in reversed(persons)}
    if not party_of:
        return
    pattern = re.compile(rf"(?<!\w){any_of(party_of)}(?:s|')?(?P<more> m\.? ?fl\.?| med flera)?(?!\w)")
    for found in pattern.finditer(text):
        name = " ".join(found[0].removesuffix(found["more"] or "").split())
        name = name if name in party_of else name[:-1]
        yield (
            found.start(),
            found.end(),
            Entity(NAMES, persons=((name, party_of.get(name)),), tail=found["more"] or ""),
        )
