"""A document as read, and what is known of it from elsewhere: all that a draft is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise

from ..extract import Extraction
from ..facts import Fact, Identifier, Unread, Vote
from ..language import quality
from ..names import people
from ..parties import parties
from ..profile import Profile
from ..readers.rolls import RollCall
from ..segments import Stage
from ..text import Source, Span, View
from .seats import Seats, seats

_UNDER_TITLES = frozenset({"dnr", "emn", "edoc", "f2", "case", "handling"})
"""Schemes of numbers that stand in a line of their own under an item's title; others are of the title."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a document beside it: by a line of an index, or by options."""

    municipality: str | None = None
    body: str | None = None
    date: str | None = None
    item: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One body's treatment of an item, with the facts that tell of it, in order of place."""

    body: str | None
    date: str | None
    item: str | None
    span: Span
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that was read."""

    source: Source
    told: Told
    profile: str
    language: str
    country: str
    municipality: str | None
    title: str | None
    heading: Span
    """Where its heading stands."""
    parts: tuple[Part, ...]
    sections: tuple[tuple[str, Span], ...]
    """What kind of section stands where."""
    unread: tuple[Unread, ...]
    seats: Seats
    persons: frozenset[tuple[str, str]]
    """All whom the text names with a party."""
    damaged: bool
    """Whether text recognition has damaged the text."""
    rolls: tuple[RollCall, ...]
    pointers: Mapping[int, str]
    """The annexes with the roll calls of votes, by the places of the votes."""


def paper(extraction: Extraction, told: Told) -> Paper:
    """What was read from a document, without the views it was read from."""
    source, profile = extraction.source, extraction.profile
    title, heading = _heading(extraction, told)
    return Paper(
        source=source,
        told=told,
        profile=profile.name,
        language=profile.language.partition("-")[0],
        country=profile.country,
        municipality=told.municipality or profile.municipality,
        title=title,
        heading=heading,
        parts=tuple(_parts(extraction, told)),
        sections=tuple(
            (section.kind, section.view.exact()) for stage in extraction.stages for section in stage.sections
        ),
        unread=extraction.unread,
        seats=seats(map(_text, extraction.stages), profile.country),
        persons=frozenset(
            (person.name, person.party)
            for stage in extraction.stages
            for person in people(_text(stage), parties(profile.country))
            if person.party
        ),
        damaged=quality(source.text, profile.language.partition("-")[0]).damaged,
        rolls=extraction.rolls,
        pointers=dict(_pointers(extraction)),
    )


def _parts(extraction: Extraction, told: Told) -> Iterator[Part]:
    """The stages with their facts; the first stage is the meeting that the document is of.

    Stages one after another of the same item are one part.
    """
    length = len(extraction.source.text)
    groups = [
        list(group) for _, group in groupby(extraction.stages, lambda each: (each.body, each.date, each.item))
    ]
    starts = [0, *(_span(group[0])[0] for group in groups[1:]), length + 1]
    for at, (group, (start, end)) in enumerate(zip(groups, pairwise(starts), strict=True)):
        stage, known = group[0], told if at == 0 else Told()
        facts = tuple(fact for fact in extraction.facts if start <= fact.start < end)
        span = (start, min(end, length)) if at else _span(stage)
        yield Part(stage.body or known.body, _date(stage, known), stage.item or known.item, span, facts)


def _pointers(extraction: Extraction) -> Iterator[tuple[int, str]]:
    text = extraction.source.text
    rules = [rule for rule in extraction.profile.of("rolls") if rule.means["name"] == "pointer"]
    for vote in (fact for fact in extraction.facts if isinstance(fact, Vote)):
        for found in (rule.pattern.search(text, vote.start, vote.end) for rule in rules):
            if found:
                yield vote.start, found["annex"]


def _text(stage: Stage) -> str:
    return "\n".join(section.view.text for section in stage.sections)


def _date(stage: Stage, told: Told) -> str | None:
    """The more exact of what the text and what the index says."""
    return max((date for date in (stage.date, told.date) if date), key=len, default=None)


def _span(stage: Stage) -> Span:
    spans = [section.view.exact() for section in stage.sections if section.view.text.strip()]
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (0, 0)


def _heading(extraction: Extraction, told: Told) -> tuple[str | None, Span]:
    """The item's title, and where it stands; else the first line of the text."""
    for section in (section for stage in extraction.stages[:1] for section in stage.sections):
        if section.kind == "title":
            line = section.view.text.partition("\n")[0]
            view = section.view.slice(_title_start(line, extraction.profile))
            title = view.slice(0, _number_line(view, extraction)).flowed().text.strip()
            return title or _listed(told), section.view.exact()
    first = re.search(r"\S(?:.*\S)?", extraction.source.text)
    return _listed(told), first.span() if first else (0, 0)


def _number_line(view: View, extraction: Extraction) -> int:
    """Where in a title's view a line begins that has the number of the case."""
    numbers = {
        fact.start
        for fact in extraction.facts
        if isinstance(fact, Identifier) and fact.scheme in _UNDER_TITLES
    }
    inside = (at for at, start in enumerate(view.starts) if start in numbers)
    lines = (view.text.rfind("\n", 0, at) for at in inside)
    return next((line for line in lines if line > 0 and view.text[:line].strip()), len(view.text))


def _listed(told: Told) -> str | None:
    """The title that an index gives, without the item's number."""
    if told.title is None or told.item is None:
        return told.title
    number = re.escape(told.item.lstrip("0"))
    return re.sub(rf"^\D{{0,12}}0*{number}\s*[:.–-]?\s+(?=\S)", "", told.title)


def _title_start(line: str, profile: Profile) -> int:
    """Where in an item's first line its title begins, or the line ends."""
    found = next((found for pattern in profile.items if (found := pattern.match(line))), None)
    if found is None:
        return 0
    return found.start("title") if found.groupdict().get("title") else found.end()
