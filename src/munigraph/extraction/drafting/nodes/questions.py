"""Questions, interpellations, and their answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...facts import Answer, Named, Question
from ..naming import own, slug
from ..numbers import case_number
from ..people import People
from ..sheet import Sheet, Sitting
from ..wording import Label, Several, label


def draft(sheet: Sheet, people: People, here: Sitting, facts: Iterable[Question | Answer]) -> None:
    """The questions put at an item, and the answers, each to the question before it."""
    last: str | None = None
    for fact in facts:
        if isinstance(fact, Question):
            last = _question(sheet, people, here, fact)
        elif last is not None:
            _answer(sheet, people, here, fact, last)
        else:
            sheet.leave(fact, "answers no question of this record")


def _question(sheet: Sheet, people: People, here: Sitting, question: Question) -> str | None:
    mandates = people.mandates(sheet, here, question.by, question)
    askers = [] if mandates else _parties(sheet, here, question.by)
    if not mandates and not askers:
        sheet.leave(question, "is asked by nobody we publish")
        return None
    titled = question.rule.startswith("titles/")
    name = _name(sheet, here, question, mandates or askers, titled)
    keys = {
        "askerMandate": mandates,
        "askedBy": askers,
        "addressedTo": list(_addressed(sheet, people, here, question)),
        "atItem": here.item if not titled else None,
    }
    if sheet.claim(name):
        sheet.nodes.append(sheet.stated(question, name, "Question", _label(sheet, here, question), **keys))
    else:
        sheet.nodes.append({"id": name, "evidence": [sheet.span(question.start, question.end)]})
    return name


def _name(sheet: Sheet, here: Sitting, question: Question, askers: list[str], titled: bool) -> str:
    """A question that is the item itself keeps its name from meeting to meeting."""
    number = case_number(sheet.paper) if titled else None
    if number is not None:
        return f"question/{slug(sheet.place, number.fact.value, question.kind)}"
    who = own(askers[0]).removeprefix(f"{own(here.body)}-")
    return sheet.ids.new("question", here.base, who)


def _label(sheet: Sheet, here: Sitting, question: Question) -> Label:
    what = sheet.what(here.number)
    if question.kind == "interpellation":
        return label("question.interpellation", what=what)
    who = Several.of(name or party or "" for name, party in question.by)
    if question.to:
        return label("question.asked", who=who, whom=Several.of(question.to), what=what)
    return label("question.question", who=who, what=what)


def _parties(sheet: Sheet, here: Sitting, by: Iterable[Named]) -> list[str]:
    letters = (party for name, party in by if name is None and party)
    found = (sheet.known.party(sheet.paper.country, each, here.date or "") for each in letters)
    return [each for each in found if each]


def _addressed(sheet: Sheet, people: People, here: Sitting, question: Question) -> Iterator[str]:
    """Offices of the municipality, and persons in public roles."""
    for name in question.to:
        office = sheet.known.office(sheet.municipality, name)
        person = people.person(sheet, (name, None))
        if office is not None:
            yield office
        elif person is not None and people.mandate(sheet, here, (name, None), question):
            yield person
        else:
            sheet.leave(question, f"is put to {name}, of whom data/reference knows no office of that name")


def _answer(sheet: Sheet, people: People, here: Sitting, answer: Answer, question: str) -> None:
    mandates = people.mandates(sheet, here, answer.by, answer)
    who = [name or party or "" for name, party in answer.by]
    name = sheet.ids.new("answer", here.base, *(own(each) for each in mandates[:1]))
    called = label("answer.label", who=Several.of(who), what=sheet.what(here.number))
    sheet.nodes.append(
        sheet.stated(
            answer,
            name,
            "Answer",
            called if who else label("item.unnumbered", what=sheet.what(here.number)),
            answers=question,
            answererMandate=mandates,
            answeredOn=here.date,
            atItem=here.item,
        )
    )
