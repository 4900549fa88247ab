"""From a source to its facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from . import dates, identifiers, money, names
from .cases import Case
from .choosing import choose
from .divisions import divisions
from .entities import passage
from .facts import Fact, Named, Unread
from .furniture import cleaned
from .language import quality
from .names import Person
from .outcomes import Outcomes
from .parties import parties
from .proceedings import Finding, Said, proceedings
from .profile import Profile
from .readers import (
    decisions,
    participation,
    proposals,
    questions,
    recommendations,
    references,
    statements,
    votes,
)
from .repair import repaired
from .resolutions import Block, blocks
from .segments import Section, Stage, head, stages
from .text import Source, Span, View
from .titles import Title, title

_HEAD = 2_000
"""Characters of a document in which its meeting is told."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from a source, by which profile, and what could not be read."""

    source: Source
    profile: Profile
    facts: tuple[Fact, ...]
    unread: tuple[Unread, ...]
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is known of the meeting from outside the text: taken where the text does not say it."""

    body: str | None = None
    date: str | None = None


def extract(source: Source, *, profile: Profile | None = None, meeting: Meeting = Meeting()) -> Extraction:
    """All facts of a source, in order of place.

    Without a profile, the one whose anchors fit best is taken, else that of the language.
    """
    view = source.view().mended()
    chosen = profile or choose(view, source)
    if chosen.repairs and quality(source.text, chosen.language).damaged:
        view = repaired(view, chosen)
    view, said = cleaned(view, chosen.furniture)
    known = {**_outside(source, chosen, meeting), **_head(view, chosen), **said}
    found = stages(view, chosen, _plain(known, chosen))
    facts: list[Fact] = []
    unread: list[Unread] = []
    for stage in found:
        if stage.item or len(found) == 1 or any(section.kind != "text" for section in stage.sections):
            _stage(stage, chosen, facts, unread)
    facts += _tokens(view, found, chosen)
    facts = [fact for fact in facts if fact.start < fact.end]
    return Extraction(
        source, chosen, tuple(sorted(facts, key=_place)), tuple(sorted(unread, key=_place)), tuple(found)
    )


def _place(each: Fact | Unread) -> Span:
    return each.start, each.end


def _outside(source: Source, profile: Profile, meeting: Meeting) -> dict[str, str]:
    """The meeting as the profile, the options and the file's name have it, the nearest to the text last."""
    said = {
        "body": profile.body,
        "date": None,
        **{k: v for k, v in (("body", meeting.body), ("date", meeting.date)) if v},
    }
    for pattern in profile.paths:
        if found := pattern.search(source.name):
            said |= {name: value for name, value in found.groupdict().items() if value}
    return {name: value for name, value in said.items() if value}


def _head(view: View, profile: Profile) -> dict[str, str]:
    """The meeting as the head of the document has it."""
    said: dict[str, str] = {}
    text = head(view, profile)[:_HEAD]
    for pattern in profile.heads:
        if found := pattern.search(text):
            for name, value in found.groupdict().items():
                if value:
                    said.setdefault(name, value)
    return said


def _plain(said: dict[str, str], profile: Profile) -> dict[str, str]:
    """The meeting with its body in base form and its date as ISO 8601 has it."""
    body, date = profile.base(said.get("body")), said.get("date")
    day = dates.first_day(date, profile.language) if date else None
    return {**said, **({"body": body} if body else {}), **({"date": day or date} if date else {})}


def _stage(stage: Stage, profile: Profile, facts: list[Fact], unread: list[Unread]) -> None:
    known = names.people(_text_of(stage), parties(profile.country))
    told = proceedings(stage, profile, known)
    decided = tuple(
        chain.from_iterable(
            _blocks(section, profile, known) for section in stage.of(profile.sections("decisions"))
        )
    )
    its_title = _title(stage, profile)
    case = Case(
        proceedings=told,
        divisions=divisions(told.said, profile),
        blocks=decided,
        profile=profile,
        chair=_chair(known, told.said, profile),
        own_parties=frozenset(its_title.parties if its_title and its_title.kind == "initiative" else ()),
        motion=its_title is not None and its_title.kind == "motion",
    )
    outcomes = Outcomes(case)
    facts += decisions.read(outcomes, stage.body, stage.date)
    facts += votes.read(outcomes, stage.body, stage.date)
    facts += proposals.read(outcomes, its_title, stage.body, stage.date)
    facts += statements.read(outcomes, stage.body, stage.date)
    facts += participation.read(outcomes)
    facts += questions.read(outcomes, its_title)
    facts += questions.told(stage.of(profile.sections("proceedings")), profile)
    facts += recommendations.read(stage, profile)
    facts += recommendations.drafts(stage, outcomes)
    facts += recommendations.rulings(stage, profile)
    facts += references.earlier(stage, profile)
    facts += references.cited(stage, profile)
    facts += references.retold(stage, profile)
    unread += told.unread
    unread += decisions.unread(decided)


def _blocks(section: Section, profile: Profile, known: Sequence[Person]) -> Iterator[Block]:
    return blocks(section, passage(section.view, profile, known), profile)


def _title(stage: Stage, profile: Profile) -> Title | None:
    """The item's title, without the line that numbers it."""
    for section in stage.sections:
        if section.kind == "title":
            line, _, _ = section.view.text.partition("\n")
            found = next((m for pattern in profile.items if (m := pattern.match(line))), None)
            start = 0
            if found:
                start = found.start("title") if found.groupdict().get("title") else found.end()
            text = passage(section.view.slice(start), profile)
            return title(text, profile)
    return None


def _text_of(stage: Stage) -> str:
    return "\n".join(section.view.text for section in stage.sections)


def _chair(known: Sequence[Person], said: Sequence[Said], profile: Profile) -> Named | None:
    """Who presides: named where the chair puts texts, else the person so called."""
    for each in said:
        if isinstance(each, Finding) and each.chair:
            return each.chair
    office = profile.slots.get("chair", "")
    return next(
        (person.named for person in known if office and re.fullmatch(office, person.office, re.IGNORECASE)),
        None,
    )


def _tokens(view: View, found: Sequence[Stage], profile: Profile) -> Iterator[Fact]:
    """Dates, sums and identifiers of the text, annexes left out."""
    annexes = [
        section.view.exact()
        for stage in found
        for section in stage.sections
        if section.kind in profile.sections("silent")
    ]
    language = profile.language
    days = (date for date in dates.find(view, language) if profile.months or len(date.value) > len("2016-05"))
    for fact in chain(
        days, money.find(view, profile.country), identifiers.find(view, language.split("-")[0])
    ):
        if not any(start <= fact.start < end for start, end in annexes):
            yield fact
