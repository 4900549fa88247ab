"""The page of a person: mandates, and the positions taken under them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from munigraph.names import VOCABULARY

from ....drawing import Drawing
from ...sketch import Value
from ..telling import Teller
from .decided import ByYear, by_year
from .figures import counted_columns, mandates_timeline
from .known import KNOWN, Known, known
from .positions import Answer, Moved, Question, Statement, answers, moved, questions, statements
from .seats import Seat, seats
from .told import Told, by, every, listing, told

SIDES = tuple(f"{VOCABULARY}vote-side/{name}" for name in ("for", "against", "abstain"))


@dataclass(frozen=True, slots=True)
class Voted:
    """A vote that a person took part in."""

    ballot: Value
    vote: Value
    proposal: Value | None
    on: str
    side: Value | None
    party: Value | None
    """The party the ballot stood for."""
    statuses: tuple[Value, ...]
    """What was decided by the vote."""
    body: Value | None
    inferred: bool


@dataclass(frozen=True, slots=True)
class Person:
    """What the page tells."""

    known: Known
    seats: tuple[Seat, ...]
    votes: tuple[Voted, ...]
    voted: ByYear
    statements: tuple[Statement, ...]
    questions: tuple[Question, ...]
    answers: tuple[Answer, ...]
    proposals: tuple[Moved, ...]
    counts: Mapping[str, int]
    all: Mapping[str, str]
    """Where all of something is listed."""
    timeline: Drawing | None
    columns: Drawing | None


async def tell(teller: Teller) -> Person:
    """Ask for all of it."""
    found = await told(
        teller,
        "person-votes-by-year",
        "person-votes",
        "person-mandates",
        "person-statements",
        "person-questions",
        "person-answers",
        "person-proposals",
        "person-counts",
        KNOWN,
    )
    kinds = ("votes", "statements", "questions", "answers", "proposals", "claims")
    held = seats(found["person-mandates"])
    voted = by_year(found["person-votes-by-year"], "side", "ballots", SIDES)
    return Person(
        known=known(found),
        seats=held,
        votes=_votes(found),
        voted=voted,
        statements=statements(found["person-statements"]),
        questions=questions(found["person-questions"]),
        answers=answers(found["person-answers"]),
        proposals=moved(found["person-proposals"]),
        counts=found.counts("person-counts"),
        all={kind: listing(teller, f"all-{kind}-of-agent") for kind in kinds},
        timeline=mandates_timeline(teller.t, held, teller.t("actors.mandates.timeline")),
        columns=counted_columns(teller.t, voted, teller.t("actors.votes.by_year"), "voted"),
    )


def _votes(found: Told) -> tuple[Voted, ...]:
    votes = []
    for some in by(found["person-votes"], "ballot").values():
        first = some[0]
        votes.append(
            Voted(
                ballot=first["ballot"],
                vote=first["vote"],
                proposal=first.get("proposal"),
                on=first.text("on"),
                side=first.get("side"),
                party=first.get("party"),
                statuses=every(some, "status"),
                body=first.get("body"),
                inferred=found.follows(some),
            )
        )
    return tuple(sorted(votes, key=lambda voted: voted.on, reverse=True))
