"""From a source to its facts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from . import dates, identifiers, money, names
from .cases import Case
from .choosing import choose
from .columns import headed
from .damage import mended
from .divisions import divisions
from .entities import passage
from .facts import Fact, Identifier, Named, Unread
from .furniture import Heads, cleaned
from .language import quality
from .meetings import Meeting, meeting
from .names import Person
from .outcomes import Outcomes
from .parties import parties
from .proceedings import proceedings
from .profile import Profile
from .readers import (
    agreements,
    decisions,
    inquiries,
    memberships,
    participation,
    proposals,
    questions,
    recommendations,
    references,
    rolls,
    statements,
    tellings,
    votes,
)
from .readers.rolls import RollCall
from .repair import repaired
from .resolutions import resolved
from .said import Finding, Said
from .segments import Stage, after_number, stages
from .text import Source, Span, View
from .titles import Title, movers, title

_NUMBERS = re.compile(
    r"(?:\s*(?:(?:dnr|diarienr|diarienummer|ärendenummer|ärende)\.?:?[^\S\n]*)?"
    r"(?:[A-ZÅÄÖ]{1,6}[ /.-])?\d[\d/:.-]*\d[^\S\n]*(?:\n|$))+\s*",
    re.IGNORECASE,
)
"""Lines above a title that hold nothing but the number of the case."""
_TELLING_OF_MOTIONS = frozenset({"background", "text", "proceedings"})


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from a source, by which profile, and what could not be read."""

    source: Source
    profile: Profile
    facts: tuple[Fact, ...]
    unread: tuple[Unread, ...]
    stages: tuple[Stage, ...]
    rolls: tuple[RollCall, ...] = ()
    """Roll calls in annexes, which complete the votes of other documents."""


def extract(source: Source, *, profile: Profile | None = None, known: Meeting | None = None) -> Extraction:
    """All facts of a source, in order of place.

    Without a profile, the one whose anchors fit best is taken, else that of the language.
    `known` is what the caller knows of the meeting; it is taken where the text does not say.

    Raises NoLanguageError where the text is in no language that is read.
    """
    view = source.view().mended()
    chosen = profile or choose(view, source)
    if chosen.repairs and quality(source.text, chosen.language).damaged:
        view = mended(repaired(view, chosen), chosen.language, chosen.repairs)
    view, heads = cleaned(view, chosen.furniture)
    view = headed(view, chosen)
    of = meeting(view, source.name, chosen, heads.said, known or Meeting())
    found = [_dated(stage, heads, chosen) for stage in stages(view, chosen, of.body, of.date)]
    facts: list[Fact] = []
    unread: list[Unread] = []
    for stage in found:
        if _tells(stage, found):
            _read(stage, chosen, facts, unread)
    for each in tellings.read(found, chosen):
        (unread if isinstance(each, Unread) else facts).append(each)  # type: ignore[arg-type]
    facts += _of_whole_text(view, found, chosen)
    return Extraction(
        source,
        chosen,
        tuple(sorted((fact for fact in facts if fact.start < fact.end), key=_place)),
        tuple(sorted(unread, key=_place)),
        tuple(found),
        tuple(chain.from_iterable(rolls.read(stage, chosen) for stage in found)),
    )


def _dated(stage: Stage, heads: Heads, profile: Profile) -> Stage:
    """The stage with the day that page headers give for this item of this body."""
    day = heads.days.get(((stage.body or "").lower(), stage.item or ""))
    date = dates.first_day(day, profile.language) if day else None
    return replace(stage, date=date) if date else stage


def _place(each: Fact | Unread) -> Span:
    return each.start, each.end


def _tells(stage: Stage, found: Sequence[Stage]) -> bool:
    """Whether a stage is one: not so what stands before the first item."""
    return bool(stage.item) or len(found) == 1 or any(section.kind != "text" for section in stage.sections)


def _read(stage: Stage, profile: Profile, facts: list[Fact], unread: list[Unread]) -> None:
    known = _persons("\n".join(section.view.text for section in stage.sections), profile)
    told = proceedings(stage, profile, known)
    its_title = _title(stage, profile, known)
    case = Case(
        proceedings=told,
        divisions=divisions(told.said, profile),
        blocks=resolved(stage, profile, known),
        profile=profile,
        chair=_chair(known, told.said, profile),
        own_parties=frozenset(its_title.parties if its_title and its_title.kind == "initiative" else ()),
        motion=its_title is not None and its_title.kind == "motion",
    )
    stage = replace(stage, body=stage.body or _named_body(case))
    facts += _of_case(stage, its_title, Outcomes(case))
    facts += _of_stage(stage, profile)
    facts += participation.told(stage, profile, known)
    unread += told.unread
    unread += decisions.unread(case.blocks)


def _persons(text: str, profile: Profile) -> list[Person]:
    more = (*names.officials(text), *names.members(text)) if profile.offices else ()
    return [*names.people(text, parties(profile.country)), *more]


def _named_body(case: Case) -> str | None:
    """The body that a decision names, where the document does not say whose minutes it is of."""
    named = (block.leadin.body if block.leadin else None for block in case.blocks)
    headed = (case.profile.base(block.section.said.get("body")) for block in case.blocks)
    return next((body for body in (*named, *headed) if body), None)


def _of_case(stage: Stage, its_title: Title | None, outcomes: Outcomes) -> Iterator[Fact]:
    """Facts that rest on one another: what a vote means says what was moved."""
    yield from decisions.read(outcomes, stage.body, stage.date)
    yield from votes.read(outcomes, stage.body, stage.date)
    yield from proposals.read(outcomes, its_title, stage.body, stage.date)
    yield from statements.read(outcomes, stage.body, stage.date)
    yield from participation.read(outcomes)
    yield from questions.read(outcomes, its_title)
    yield from recommendations.drafts(stage, outcomes)


def _of_stage(stage: Stage, profile: Profile) -> Iterator[Fact]:
    """Facts that a sentence tells by itself."""
    yield from questions.told(stage.of(profile.sections("proceedings")), profile)
    yield from recommendations.read(stage, profile)
    yield from recommendations.rulings(stage, profile)
    yield from references.earlier(stage, profile)
    yield from references.cited(stage, profile)
    yield from references.retold(stage, profile)


def _numbers(view: View, found: Sequence[Stage], language: str) -> Iterator[Identifier]:
    """The identifiers of a text; the numbers of its items even where page headers stood around them."""
    known = identifiers.find(view, language)
    yield from known
    taken = {at for identifier in known for at in range(identifier.start, identifier.end)}
    for number in (stage.number for stage in found if stage.number):
        start, end = number.exact()
        if start not in taken:
            yield Identifier(
                scheme="item", value=number.text, start=start, end=end, rule="identifier: number of an item"
            )


def _of_whole_text(view: View, found: Sequence[Stage], profile: Profile) -> Iterator[Fact]:
    """Facts that need no sections, annexes left out."""
    language = profile.language
    days = (day for day in dates.find(view, language) if profile.months or len(day.value) > len("2016-05"))
    everywhere: Iterable[Fact] = chain(
        days,
        money.find(view, profile.country),
        _numbers(view, found, language),
        memberships.find(view, language, profile.municipality),
        agreements.find(view, language, profile.municipality),
        inquiries.read(view, profile),
    )
    silent = profile.sections("silent")
    annexes = sorted(section.view.exact() for stage in found for section in stage.of(silent))
    starts = [start for start, _ in annexes]
    for fact in everywhere:
        at = bisect_right(starts, fact.start) - 1
        if at < 0 or fact.start >= annexes[at][1]:
            yield fact


def _title(stage: Stage, profile: Profile, known: Sequence[Person]) -> Title | None:
    """The item's title, without the line that numbers it. Who moved a motion may stand in the text."""
    section = next((each for each in stage.sections if each.kind == "title"), None)
    if section is None:
        return None
    line, _, _ = section.view.text.partition("\n")
    start = after_number(line, profile)
    numbers = _NUMBERS.match(section.view.text, start)
    text = section.view.slice(numbers.end() if numbers else start)
    found = title(passage(text, profile), profile)
    if found is None or found.kind != "motion" or found.persons or found.parties:
        return found
    texts = (each for each in stage.sections if each.kind in _TELLING_OF_MOTIONS)
    told = (movers(passage(each.view, profile, known), profile) for each in texts)
    return replace(found, persons=next((persons for persons in told if persons), ()))


def _chair(known: Sequence[Person], said: Sequence[Said], profile: Profile) -> Named | None:
    """Who presides: named where the chair puts texts, else the person so called."""
    for each in said:
        if isinstance(each, Finding) and each.chair:
            return each.chair
    office = re.compile(profile.slots.get("chair", "(?!)"), re.IGNORECASE)
    return next((person.named for person in known if office.fullmatch(person.office)), None)
