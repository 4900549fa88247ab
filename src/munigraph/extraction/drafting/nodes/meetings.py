"""The case, the meeting and the item that a document tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...text import Span
from ..naming import own, slug
from ..numbers import case_number, printed
from ..papers import Part
from ..sheet import Node, Sheet, Sitting, described, wide
from ..wording import Day, label

_NUMBER = re.compile(r"0*(\S.*)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def sitting(sheet: Sheet, part: Part) -> Sitting | None:
    """Where a part of a document takes place; its meeting and item are described if nobody did so.

    None where the body is not named, or not in the reference files.
    """
    body = sheet.known.body(sheet.municipality, part.body) if part.body else None
    if body is None:
        return None
    number = _number(part)
    if number is None or part.date is None or not _DAY.fullmatch(part.date):
        return retold(sheet, body, part.date)
    meeting = f"meeting/{own(body)}-{part.date}"
    base = slug(own(body), part.date, number)
    if sheet.claim(meeting):
        sheet.nodes.append(_meeting(sheet, part, meeting, body))
    if sheet.claim(f"item/{base}"):
        sheet.nodes.append(_item(sheet, part, f"item/{base}", number, meeting))
    return Sitting(body, part.date, number, f"item/{base}", base)


def retold(sheet: Sheet, body: str, date: str | None) -> Sitting:
    """A sitting that a document tells of without its item; its things are known by the document."""
    return Sitting(body, date, None, None, slug(own(body), date or "", "in", sheet.slug))


def _number(part: Part) -> str | None:
    found = _NUMBER.fullmatch(part.item or "")
    return found[1] if found else None


def _meeting(sheet: Sheet, part: Part, meeting: str, body: str) -> Node:
    date = part.date or ""
    where = next(_dated(sheet, date), None)
    note = None if where else label("basis.filed")
    return described(
        meeting,
        "Meeting",
        label("meeting.label", body=sheet.known.called(body), date=Day(date)),
        meetingOf=body,
        heldOn=date,
        basis="context" if note else None,
        basisNote=note,
        evidence=[sheet.span(*(where or sheet.paper.heading))],
    )


def _dated(sheet: Sheet, date: str) -> Iterator[Span]:
    """Where the text gives the day of the meeting: in figures, or as a reader found it."""
    yield from (
        found.span() for found in re.finditer(rf"(?<!\d){re.escape(date)}(?!\d)", sheet.paper.source.text)
    )
    for part in sheet.paper.parts:
        yield from ((fact.start, fact.end) for fact in part.facts if getattr(fact, "value", "") == date)


def _item(sheet: Sheet, part: Part, name: str, number: str, meeting: str) -> Node:
    paper = sheet.paper
    first = part is paper.parts[0]
    return described(
        name,
        "AgendaItem",
        label("item.titled" if paper.title else "item.numbered", number=number, what=sheet.what(number)),
        title={paper.language: paper.title} if paper.title else None,
        onAgendaOf=meeting,
        itemNumber=number,
        inCase=case(sheet),
        identifier=_numbers(sheet) if first else None,
        evidence=[sheet.span(*(paper.heading if first else _first_line(sheet, part)))],
    )


def _numbers(sheet: Sheet) -> list[Node | str]:
    """The printed documents of an item, each described once."""
    found: list[Node | str] = []
    for number in printed(sheet.paper):
        node = number.node(sheet.place)
        found.append(node if sheet.claim(node["id"]) else node["id"])
    return found


def _first_line(sheet: Sheet, part: Part) -> Span:
    start, end = part.span
    line = sheet.paper.source.text.find("\n", start, end)
    return start, line if line > start else end


def case(sheet: Sheet) -> str | None:
    """The case that a document is about, described if nobody did so."""
    number = case_number(sheet.paper)
    if number is None:
        return None
    name = f"case/{slug(sheet.place, number.fact.value)}"
    if sheet.claim(name):
        node = described(
            name,
            "Case",
            label("case.label", number=number.fact.value, what=sheet.what(None)),
            identifier=number.node(sheet.place),
            evidence=[sheet.span(number.fact.start, number.fact.end)],
        )
        sheet.nodes.append(node)
    return name


def add(sheet: Sheet, here: Sitting, key: str, value: str | Node) -> None:
    """Say more of an item: of the node in this record, or of one described elsewhere."""
    node = next((node for node in sheet.nodes if node["id"] == here.item), None)
    if node is None:
        node = {"id": here.item}
        sheet.nodes.append(node)
    wide(node, key, value)
