"""The page of a party: its codes, the sides it took and with whom, its mandates, statements and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from munigraph.names import ONTOLOGY

from ...sketch import Value
from ..telling import Teller
from .agreement import MOST_VOTES, Agreement, agreements
from .known import KNOWN, Known, known
from .positions import Moved, Question, Statement, moved, questions, statements
from .seats import Seat, seats
from .told import Told, by, every, listing, told

SIDES = {
    ONTOLOGY + name: side
    for name, side in (("votedFor", "for"), ("votedAgainst", "against"), ("abstainedOn", "abstain"))
}


@dataclass(frozen=True, slots=True)
class Position:
    """The side a party took on a proposal."""

    proposal: Value
    property: str
    """The property that says so."""
    side: str
    on: str
    statuses: tuple[Value, ...]
    bodies: tuple[Value, ...]
    inferred: bool


@dataclass(frozen=True, slots=True)
class Party:
    """What the page tells."""

    known: Known
    positions: tuple[Position, ...]
    positions_count: Mapping[str, int]
    """On how many proposals it took which side."""
    agreements: tuple[Agreement, ...]
    votes: int
    """On how many votes the agreements rest."""
    seats: tuple[Seat, ...]
    statements: tuple[Statement, ...]
    questions: tuple[Question, ...]
    proposals: tuple[Moved, ...]
    counts: Mapping[str, int]
    all: Mapping[str, str]
    """Where all of something is listed."""

    @property
    def some_votes(self) -> bool:
        """Whether there may be more votes than those."""
        return self.votes >= MOST_VOTES


async def tell(teller: Teller) -> Party:
    """Ask for all of it."""
    found = await told(
        teller,
        "party-ballots",
        "party-positions",
        "party-mandates",
        "party-counts",
        "party-statements",
        "person-questions",
        "person-proposals",
        "party-positions-count",
        "party-facts",
        KNOWN,
    )
    closest, votes = agreements(found["party-ballots"], teller.iri)
    kinds = ("statements", "questions", "proposals", "claims")
    return Party(
        known=known(found, "party-facts"),
        positions=_positions(found),
        positions_count={
            line.text("side"): line.number("proposals") for line in found["party-positions-count"]
        },
        agreements=closest,
        votes=votes,
        seats=seats(found["party-mandates"]),
        statements=statements(found["party-statements"]),
        questions=questions(found["person-questions"]),
        proposals=moved(found["person-proposals"]),
        counts=found.counts("party-counts"),
        all={
            "positions": listing(teller, "all-positions-of-party"),
            "agreements": listing(teller, "all-agreements-of-party"),
            "mandates": listing(teller, "all-mandates-of-party"),
            **{kind: listing(teller, f"all-{kind}-of-agent") for kind in kinds},
        },
    )


def _positions(found: Told) -> tuple[Position, ...]:
    lines = [line for line in found["party-positions"] if "proposal" in line]
    positions = []
    for property_, side in SIDES.items():
        for some in by((line for line in lines if line.text("property") == property_), "proposal").values():
            statuses, bodies = every(some, "status"), every(some, "body")
            proposal, on, follows = some[0]["proposal"], some[0].text("on"), found.follows(some)
            positions.append(Position(proposal, property_, side, on, statuses, bodies, follows))
    return tuple(sorted(positions, key=lambda position: position.on, reverse=True))
