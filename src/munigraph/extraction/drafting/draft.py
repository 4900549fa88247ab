"""One document's draft: its source entry and its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    Proposal,
    Question,
    Reference,
    Statement,
    Vote,
)
from ..text import Source
from .known import Known
from .ledger import Ledger
from .naming import own, short_slug, slug
from .nodes import decisions, meetings, networks, proposals, questions, rolls, statements, told, votes
from .numbers import case_number
from .papers import Paper, Part
from .people import People
from .sheet import LeftOut, Node, Sheet, Sitting, described
from .wording import Day, label

_LANGUAGES = {"da": "DAN", "sv": "SWE", "nb": "NOB", "nn": "NNO", "no": "NOR", "fi": "FIN", "en": "ENG"}
_OF_A_BODY = (Decision, Vote, Proposal, Statement, Question, Answer)
"""Facts that are nothing without the body that they are of."""
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
    elsewhere: list[Decision] = []
    for fact in part.facts:
        if isinstance(fact, Decision) and not _is_here(sheet, fact, part):
            elsewhere.append(fact)
        else:
            own_.append(fact)
    if here is None:
        _no_sitting(sheet, people, part, own_, elsewhere)
    else:
        _sitting(sheet, people, here, own_, elsewhere)
    joined = [fact for fact in part.facts if isinstance(fact, Membership | Agreement)]
    networks.draft(sheet, here, joined, here.date if here else part.date)


def _no_sitting(
    sheet: Sheet, people: People, part: Part, facts: Sequence[Fact], elsewhere: Sequence[Decision]
) -> None:
    """A document of an office: what it tells is of the council and of other bodies."""
    council = sheet.known.body_of_type(sheet.municipality, "council")
    office = part.body and sheet.known.proposer(sheet.municipality, part.body)
    moved = [fact for fact in facts if isinstance(fact, Proposal)] if council and office else []
    motions = told.motions(sheet, people, meetings.retold(sheet, council, None), moved) if council else []
    told.decisions(sheet, elsewhere, motions, ())
    for fact in facts:
        if isinstance(fact, _OF_A_BODY) and fact not in moved:
            sheet.leave(fact, f"the body {part.body or '(none named)'} is not in data/reference/bodies.yaml")


def _is_here(sheet: Sheet, decision: Decision, part: Part) -> bool:
    """Whether a decision is of this meeting, not of another that the text tells of."""
    bodies = [
        name and sheet.known.body(sheet.municipality, name)
        for name in (decision.body or part.body, part.body)
    ]
    return bodies[0] == bodies[1] and (decision.date or part.date) == part.date


def _sitting(
    sheet: Sheet, people: People, here: Sitting, facts: Sequence[Fact], elsewhere: Sequence[Decision]
) -> None:
    """All that happened at an item; where a document is of no item, all that it tells of others."""
    references = [fact for fact in facts if isinstance(fact, Reference)]
    motions = told.motions(sheet, people, here, facts)
    moved = [fact for fact in facts if here.item is not None or not isinstance(fact, Proposal)]
    proposed = proposals.draft(sheet, people, here, moved)
    voted = []
    for vote in (fact for fact in facts if isinstance(fact, Vote)):
        name, on = votes.draft(sheet, people, here, vote, proposed)
        voted.append(decisions.Voted(name, on.id, on.kind))
    made = [fact for fact in facts if isinstance(fact, Decision)]
    ids, given = decisions.draft(sheet, here, made, proposed, voted)
    proposals.settle(sheet, proposed.values(), given)
    others = told.decisions(sheet, elsewhere, motions, references)
    told.follow(sheet, here, references, others, ids)
    said = [fact for fact in facts if isinstance(fact, Statement)]
    for statement, at in told.placed(said, others):
        statements.draft(sheet, people, at.here if at else here, statement, [at.id] if at else ids)
    questions.draft(sheet, people, here, [fact for fact in facts if isinstance(fact, Question | Answer)])
    _item(sheet, people, here, proposed, facts)


def _item(
    sheet: Sheet,
    people: People,
    here: Sitting,
    proposed: Mapping[int, proposals.Proposed],
    facts: Sequence[Fact],
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
