"""What a document tells of other meetings: decisions of other days or bodies, and what they were on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...facts import Decision, Fact, Proposal, Reference, Statement
from ..naming import own, slug
from ..people import People
from ..rows import row
from ..sheet import Sheet, Sitting, wide
from ..wording import Several, Titled, Value, label
from .decisions import date, status_label
from .makers import makers
from .meetings import retold
from .texts import Text, is_retold

_EARLIER = "earlier handling"
_BESIDE = 2
"""So many characters stand between a sentence and the next: a space, the end of a line."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion that the text tells of, and what it says became of it."""

    id: str
    start: int
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A decision that the text tells of, where it was made, and where it stands in the text."""

    id: str
    here: Sitting
    end: int


def motions(sheet: Sheet, people: People, here: Sitting, facts: Iterable[Fact]) -> list[Motion]:
    """Motions that the text tells of, with those who made them."""
    found: list[Motion] = []
    council = sheet.known.body_of_type(sheet.municipality, "council") or here.body
    for fact in facts:
        if isinstance(fact, Proposal) and (is_retold(fact) or here.item is None):
            made_by = makers(sheet, people, Text(None, (0, 0), [fact]), replace(here, body=council))
            name = sheet.ids.new("proposal", here.base, "told", *made_by.slugs(sheet.place))
            who = Several.of(made_by.called)
            called = label("proposal.retold", who=who, what=_what(sheet, here, fact))
            keys = {"proposedBy": list(made_by.ids), "proposedTo": council}
            sheet.nodes.append(sheet.stated(fact, name, "Motion", called, **keys))
            found.append(Motion(name, fact.start, fact.outcome))
    return found


def _what(sheet: Sheet, here: Sitting, fact: Fact) -> Value:
    """What a fact of a table is about: its row's title; else what the document is about."""
    title = row(sheet.paper.source.text, fact.start)
    return Titled(title, sheet.paper.language) if title else sheet.what(here.number)


def decisions(
    sheet: Sheet, found: Iterable[Decision], on: Sequence[Motion], references: Sequence[Reference]
) -> list[Told]:
    """Decisions of other days or bodies; with an item, where an earlier treatment that day has a number."""
    told: list[Told] = []
    for decision in found:
        body = sheet.known.body(sheet.municipality, decision.body) if decision.body else None
        if body is None:
            sheet.leave(decision, f"the body {decision.body} is not in data/reference/bodies.yaml")
            continue
        earlier = (each for each in references if each.kind == _EARLIER and each.date == decision.date)
        item = next((each.item for each in earlier if each.item), None)
        if item and decision.date:
            here = Sitting(body, decision.date, item, None, slug(own(body), decision.date, item))
            name = f"decision/{slug(here.base, decision.status)}"
        else:
            here = retold(sheet, body, decision.date)
            name = sheet.ids.new("decision", here.base, decision.status)
        told.append(Told(name, here, decision.end))
        _write(sheet, here, decision, name, on)
    return told


def placed(statements: Iterable[Statement], told: Sequence[Told]) -> Iterator[tuple[Statement, Told | None]]:
    """Statements, each with the decision told of that it stands beside: it was made there, not here."""
    last: Told | None = None
    end = 0
    for each in sorted(statements, key=lambda statement: statement.start):
        beside = [one for one in told if 0 <= each.start - one.end <= _BESIDE]
        if beside or each.start - end > _BESIDE:
            last = beside[0] if beside else None
        yield each, last
        end = each.end


def _write(sheet: Sheet, here: Sitting, decision: Decision, name: str, on: Sequence[Motion]) -> None:
    if not sheet.claim(name):
        sheet.nodes.append({"id": name, "evidence": [sheet.span(decision.start, decision.end)]})
        return
    what = _what(sheet, here, decision)
    is_item = here.number is not None or (isinstance(what, Titled) and what.text != sheet.paper.title)
    about = what if is_item else label("decision.told", what=what)
    keys: dict[str, Any] = {
        "status": decision.status,
        "decidedBy": here.body,
        "decidedOn": date(decision.date),
        "decidesOn": [each.id for each in on if _is_on(decision, each)],
    }
    called = status_label(sheet, decision.status, here, about)
    sheet.nodes.append(sheet.stated(decision, name, "Decision", called, **keys))


def _is_on(decision: Decision, motion: Motion) -> bool:
    """Whether a decision told of is the one on a motion told of: they stand together, and agree."""
    return motion.outcome == decision.status and decision.start <= motion.start < decision.end


def follow(
    sheet: Sheet,
    here: Sitting,
    references: Iterable[Reference],
    told: Sequence[Told],
    decided: Sequence[str],
) -> None:
    """Let the item's decision follow those of earlier meetings; the same as those meetings' own."""
    found: list[str] = [
        each.id for each in told if each.here.date and here.date and each.here.date <= here.date
    ]
    days = {each.here.date for each in told}
    for reference in references:
        if reference.kind == _EARLIER and reference.date not in days:
            name = _earlier(sheet, here, reference)
            found += [name] if name else []
    if decided:
        node = next(node for node in sheet.nodes if node["id"] == decided[0])
        for name in dict.fromkeys(found):
            wide(node, "follows", name)


def _earlier(sheet: Sheet, here: Sitting, reference: Reference) -> str | None:
    """The decision that a reference to an earlier meeting is to."""
    body = sheet.known.body(sheet.municipality, reference.body) if reference.body else here.body
    if not (body and reference.date and reference.item and reference.status):
        sheet.leave(reference, "does not say in which body, under which item or with what outcome")
        return None
    if reference.date >= (here.date or reference.date):
        sheet.leave(reference, "is dated no earlier than the item that follows it")
        return None
    there = Sitting(
        body, reference.date, reference.item, None, slug(own(body), reference.date, reference.item)
    )
    name = f"decision/{slug(there.base, reference.status)}"
    keys = {"status": reference.status, "decidedBy": body, "decidedOn": reference.date}
    called = status_label(sheet, reference.status, there, sheet.what(None))
    if sheet.claim(name):
        sheet.nodes.append(sheet.stated(reference, name, "Decision", called, **keys))
    else:
        sheet.nodes.append({"id": name, "evidence": [sheet.span(reference.start, reference.end)]})
    return name
