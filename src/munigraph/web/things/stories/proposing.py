"""The page of a proposal, an amendment or a motion."""

from __future__ import annotations

from dataclasses import dataclass

from ..sketch import Span, Value
from .ballots import Vote, votes
from .claims import Claim, are_cut, claims, wording
from .course import Step, course
from .near import near
from .proceedings import Decided, Proposed, Stated, decisions, proposal, proposals, said_to, statements
from .setting import Setting, setting
from .telling import Teller


@dataclass(frozen=True, slots=True)
class ProposalStory:
    """A proposal, its points and amendments, what was said to it, and what came of it."""

    it: Proposed
    setting: Setting
    addressed: tuple[Value, ...]
    member: tuple[Value, ...]
    network: tuple[Value, ...]
    role: tuple[Value, ...]
    note: Value | None
    whole: tuple[Value, ...]
    points: tuple[Proposed, ...]
    amendments: tuple[Proposed, ...]
    votes: tuple[Vote, ...]
    decisions: tuple[Decided, ...]
    statements: tuple[Stated, ...]
    questions: tuple[Value, ...]
    claims: tuple[Claim, ...]
    wording: tuple[Span, ...]
    course: tuple[Step, ...]
    cut: bool


async def tell_proposal(teller: Teller) -> ProposalStory:
    """What the page of a proposal tells."""
    found = await near(teller, "proposal", "ballots", "claims", "wording")
    this, where = teller.iri, setting(found, teller.iri)
    day = where.day.text if where.day else ""
    said = said_to(found, "statement")
    decided, joined = found.things("decision"), found.things("whole", "amended")
    return ProposalStory(
        it=proposal(found, this),
        setting=where,
        addressed=found.values(this, "addressedTo"),
        member=found.values(this, "proposedMember"),
        network=found.values(this, "proposedNetwork"),
        role=found.values(this, "proposedRole"),
        note=found.words(this, "basisNote"),
        whole=tuple(found.named(thing) for thing in found.things("whole")),
        points=proposals(found, found.things("point")),
        amendments=proposals(found, found.things("amendment")),
        votes=votes(found, found.things("vote"), day),
        decisions=decisions(found, decided),
        statements=statements(found, said, [this], day),
        questions=tuple(found.named(thing) for thing in found.things("question")),
        claims=claims(found),
        wording=await wording(teller, found),
        course=course(found, this, [*found.things("before"), *joined], [*decided, *found.things("after")]),
        cut=found.cut or are_cut(found),
    )
