"""The page of a decision."""

from __future__ import annotations

from dataclasses import dataclass

from ..sketch import Value
from .ballots import Vote, votes
from .course import Step, course
from .near import Near, near
from .proceedings import (
    Decided,
    Proposed,
    Stated,
    decision,
    decisions,
    proposals,
    said_to,
    statements,
)
from .setting import Setting, setting
from .telling import Teller


@dataclass(frozen=True, slots=True)
class DecisionStory:
    """What a decision is on, how it was taken, what was said to it, what came before and after."""

    it: Decided
    setting: Setting
    addressed: tuple[Value, ...]
    authorises: tuple[Value, ...]
    changes: tuple[Value, ...]
    on: tuple[Proposed, ...]
    others: tuple[Value, ...]
    """What it decides on that is no proposal."""
    votes: tuple[Vote, ...]
    other_votes: tuple[Vote, ...]
    statements: tuple[Stated, ...]
    course: tuple[Step, ...]
    cut: bool


async def tell_decision(teller: Teller) -> DecisionStory:
    """What the page of a decision tells."""
    found = await near(teller, "decision", "ballots")
    this, beside = teller.iri, found.things("beside")
    it = decision(found, this)
    day = it.on.text if it.on else ""
    matters, taken = found.things("proposal"), found.things("vote")
    decided = [thing for thing in matters if found.kind(thing, "Proposal")]
    others = [thing for thing in beside if found.kind(thing, "VoteEvent") and thing not in taken]
    said = said_to(found, "beside", "statement")
    earlier, later = _at_same_item(found, this, beside)
    before = [*found.things("before"), *decided, *earlier]
    return DecisionStory(
        it=it,
        setting=setting(found, this),
        addressed=found.values(this, "addressedTo"),
        authorises=found.values(this, "authorises"),
        changes=found.values(this, "changes"),
        on=proposals(found, decided),
        others=tuple(found.named(thing) for thing in matters if thing not in decided),
        votes=votes(found, taken, day),
        other_votes=votes(found, others, day),
        statements=statements(found, said, matters, day),
        course=course(found, this, before, [*later, *found.things("after")]),
        cut=found.cut,
    )


def _at_same_item(found: Near, this: str, beside: list[str]) -> tuple[list[str], list[str]]:
    """The other decisions at the item: those that were taken before and those after."""
    taken = decisions(found, [thing for thing in beside if found.kind(thing, "Decision")])
    order = [each.it.iri for each in taken]
    if this not in order:
        return [], []
    place = order.index(this)
    return order[:place], order[place + 1 :]
