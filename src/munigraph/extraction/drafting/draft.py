"""One document's draft: its source entry and its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from munigraph.errors import MissingError

from ..facts import (
    Agreement,
    Answer,
    Decision,
    Disqualified,
    Fact,
    Membership,
    Question,
    Reference,
    Statement,
    Vote,
)
from ..text import Source
from .known import Known
from .ledger import Ledger
from .naming import own, short_slug, slug
from .nodes import decisions, meetings, networks, proposals, questions, rolls, statements, votes
from .numbers import case_number
from .papers import Paper, Part
from .people import People
from .sheet import LeftOut, Node, Sheet, Sitting, described
from .wording import Day, label

_LANGUAGES = {"da": "DAN", "sv": "SWE", "nb": "NOB", "nn": "NNO", "no": "NOR", "fi": "FIN", "en": "ENG"}
_CONFLICT = "conflict of interest"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was drafted from one document: a source entry, the nodes of a record, and what is in neither."""

    slug: str
    folder: str
    source: Node
    nodes: tuple[Node, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The names of a document: its slug, and the folder that its files are in."""

    slug: str
    folder: str
    municipality: str
    creator: str


def place(paper: Paper, known: Known) -> Place:
    """Where a document belongs.

    Raises MissingError where its municipality or its body is not in the reference files.
    """
    if paper.municipality is None:
        raise MissingError(f"{paper.source.name}: it is not known which municipality this is of")
    municipality = known.municipality(paper.municipality)
    first = paper.parts[0]
    name = paper.told.body or first.body
    creator = known.proposer(municipality, name) if name else None
    if creator is None:
        raise MissingError(
            f"{paper.source.name}: the body {name or '(none named)'} of {paper.municipality} is not known",
            hint="describe it in data/reference/bodies.yaml with this name, or name another with --body",
        )
    sitting = f"{own(creator)}-{first.date}" if first.date else own(creator)
    item = (
        slug(first.item.lstrip("0"))
        if first.item
        else short_slug(paper.title or Path(paper.source.name).stem)
    )
    folder = sitting.removeprefix(f"{own(municipality)}-")
    return Place(f"{sitting}-{item}", f"{own(municipality)}/{folder}", municipality, creator)


def draft(paper: Paper, at: Place, known: Known, ledger: Ledger, people: People) -> Draft:
    """Draft a document's source entry and record."""
    sheet = Sheet(paper, at.slug, at.municipality, known, ledger)
    here = None
    for part in paper.parts:
        here = meetings.sitting(sheet, part)
        _part(sheet, people, part, here)
        if here is not None and part is paper.parts[0]:
            rolls.draft(sheet, people, here)
    unread = (
        LeftOut(each.start, each.end, each.reader, f"not understood: {each.reason}") for each in paper.unread
    )
    left_out = sorted({*sheet.left_out, *unread}, key=lambda each: (each.start, each.end, each.reason))
    return Draft(at.slug, at.folder, _source(sheet, at), tuple(sheet.nodes), tuple(left_out))


def _part(sheet: Sheet, people: People, part: Part, here: Sitting | None) -> None:
    own_: list[Fact] = []
    elsewhere: list[Fact] = []
    for fact in part.facts:
        (own_ if _is_here(sheet, fact, part) else elsewhere).append(fact)
    if here is not None:
        _sitting(sheet, people, here, own_)
    else:
        for fact in own_:
            if isinstance(fact, Decision | Vote | Statement | Question):
                sheet.leave(
                    fact, f"the body {part.body or '(none named)'} is not in data/reference/bodies.yaml"
                )
    motions = proposals.retold(sheet, people, here, part.facts) if here else []
    told = [decisions.Told(name, fact.start) for name, fact in motions]
    decisions.told(sheet, [fact for fact in elsewhere if isinstance(fact, Decision)], told)
    joined = [fact for fact in part.facts if isinstance(fact, Membership | Agreement)]
    networks.draft(sheet, here, joined, here.date if here else part.date)


def _is_here(sheet: Sheet, fact: Fact, part: Part) -> bool:
    """Whether a fact is of this meeting, not of another that the text tells of."""
    if not isinstance(fact, Decision):
        return True
    bodies = [
        name and sheet.known.body(sheet.municipality, name) for name in (fact.body or part.body, part.body)
    ]
    return bodies[0] == bodies[1] and (fact.date or part.date) == part.date


def _sitting(sheet: Sheet, people: People, here: Sitting, facts: list[Fact]) -> None:
    proposed = proposals.draft(sheet, people, here, facts)
    voted = []
    for vote in (fact for fact in facts if isinstance(fact, Vote)):
        name, on = votes.draft(sheet, people, here, vote, proposed)
        voted.append(decisions.Voted(name, on.id, on.kind))
    made = [fact for fact in facts if isinstance(fact, Decision)]
    ids, given = decisions.draft(sheet, here, made, proposed, voted)
    proposals.settle(sheet, proposed.values(), given)
    decisions.earlier(sheet, here, [fact for fact in facts if isinstance(fact, Reference)], ids)
    statements.draft(sheet, people, here, [fact for fact in facts if isinstance(fact, Statement)], ids)
    questions.draft(sheet, people, here, [fact for fact in facts if isinstance(fact, Question | Answer)])
    _item(sheet, people, here, proposed, facts)


def _item(
    sheet: Sheet, people: People, here: Sitting, proposed: Mapping[int, proposals.Proposed], facts: list[Fact]
) -> None:
    """What the item concerns, and who did not take part in it because of a conflict of interest."""
    if here.item is None:
        return
    for each in dict.fromkeys(
        each.id for each in proposed.values() if each.kind in ("draft", "motion", "initiative")
    ):
        meetings.add(sheet, here, "concerns", each)
    for question in (node["id"] for node in sheet.nodes if node["id"].startswith("question/")):
        if not question.startswith(f"question/{here.base}"):
            meetings.add(sheet, here, "concerns", question)
    for fact in facts:
        if isinstance(fact, Disqualified) and fact.reason == _CONFLICT:
            for mandate in people.mandates(sheet, here, fact.persons, fact):
                meetings.add(sheet, here, "recusedMandate", mandate)
            meetings.add(sheet, here, "evidence", sheet.span(fact.start, fact.end))


def _source(sheet: Sheet, at: Place) -> Node:
    paper = sheet.paper
    source: Source = paper.source
    number = case_number(paper)
    first = paper.parts[0]
    titles: dict[str, Any] = {paper.language: paper.title} if paper.title else _untitled(sheet, at)
    keys = {
        "title": titles,
        "language": _LANGUAGES.get(paper.language, "MUL"),
        "publisher": at.municipality,
        "creator": at.creator,
        "documentKind": "minutes-extract" if first.item else "memorandum",
        "inCase": f"case/{slug(own(at.municipality), number.fact.value)}" if number else None,
        "textQuality": "ocr-poor" if paper.damaged else "clean",
        "sha256": source.sha256,
        "characters": len(source.text),
    }
    return described(f"document/{at.slug}", "SourceDocument", None, **keys)


def _untitled(sheet: Sheet, at: Place) -> dict[str, str]:
    first = sheet.paper.parts[0]
    body = sheet.known.called(at.creator)
    key = "document.numbered" if first.item else "document.unnumbered"
    return label(key, number=first.item or "", body=body, date=Day(first.date or ""))
