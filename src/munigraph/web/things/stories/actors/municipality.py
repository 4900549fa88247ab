"""The page of a municipality: its networks, decisions, bodies, cooperations, costs and office-holders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...sketch import Value
from ..telling import Teller
from .costs import Costs
from .decided import STATUSES, ByYear, Decided, by_year, decisions
from .joining import Membership, Proposal, memberships, proposals
from .known import QUESTIONS, Known, known
from .national import national
from .points import Point, points
from .seats import Seat, seats
from .told import Line, by, every, listing, told
from .when import When


@dataclass(frozen=True, slots=True)
class Body:
    """A governing body, with its name in the language of its country."""

    it: Value
    national: Value | None
    type: Value | None


@dataclass(frozen=True, slots=True)
class Cooperation:
    """A cooperation as the page of one of its partners lists it."""

    it: Value
    others: tuple[Value, ...]
    when: When
    signed: str
    years: int


@dataclass(frozen=True, slots=True)
class Municipality:
    """What the page tells."""

    known: Known
    memberships: tuple[Membership, ...]
    proposals: tuple[Proposal, ...]
    all_proposals: int
    points: tuple[Point, ...]
    bodies: tuple[Body, ...]
    decisions: tuple[Decided, ...]
    decided: ByYear
    cooperations: tuple[Cooperation, ...]
    costs: Costs
    seats: tuple[Seat, ...]
    all: Mapping[str, str]
    """Where all of something is listed."""


async def tell(teller: Teller) -> Municipality:
    """Ask for all of it."""
    found = await told(
        teller,
        "municipality-decisions-by-year",
        "municipality-decisions",
        "municipality-memberships",
        "municipality-mandates",
        "municipality-proposals",
        "municipality-expenses",
        "municipality-neighbours",
        "municipality-cooperations",
        "municipality-bodies",
        "municipality-facts",
        *QUESTIONS,
    )
    return Municipality(
        known=known(found, "municipality-facts"),
        memberships=memberships(found["municipality-memberships"], "network"),
        proposals=proposals(found["municipality-proposals"], "network"),
        all_proposals=max((line.number("all") for line in found["municipality-proposals"]), default=0),
        points=points(found["municipality-neighbours"]),
        bodies=_bodies(found["municipality-bodies"]),
        decisions=decisions(found, "municipality-decisions"),
        decided=by_year(found["municipality-decisions-by-year"], "status", "decisions", STATUSES),
        cooperations=_cooperations(found["municipality-cooperations"]),
        costs=Costs.of(found["municipality-expenses"]),
        seats=seats(found["municipality-mandates"]),
        all={
            kind: listing(teller, f"all-{kind}-of-municipality")
            for kind in ("decisions", "mandates", "proposals")
        },
    )


def _bodies(lines: tuple[Line, ...]) -> tuple[Body, ...]:
    bodies = []
    for some in by(lines, "body").values():
        it = some[0]["body"]
        names = [line["name"] for line in some if "name" in line]
        name = national(names, some[0].text("country"))
        bodies.append(Body(it, name if name and name.text != it.text else None, some[0].get("type")))
    return tuple(sorted(bodies, key=lambda body: body.it.text.casefold()))


def _cooperations(lines: tuple[Line, ...]) -> tuple[Cooperation, ...]:
    cooperations = [
        Cooperation(
            it=some[0]["cooperation"],
            others=every(some, "partner"),
            when=When.of(some[0]),
            signed=some[0].text("signedOn"),
            years=some[0].number("years"),
        )
        for some in by(lines, "cooperation").values()
    ]
    return tuple(sorted(cooperations, key=lambda each: each.when.first or each.signed, reverse=True))
