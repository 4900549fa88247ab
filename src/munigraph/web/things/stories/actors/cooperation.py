"""The page of a cooperation between municipalities: partners, course, costs, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from ....drawing import Drawing, Sign
from ...sketch import Value
from ..telling import Teller
from .claimed import Claim, claims
from .costs import Costs
from .figures import drawn_map
from .known import KNOWN, Known, known
from .points import Point, points
from .seats import Seat, seats
from .told import Line, by, every, listing, told


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened in the course of the cooperation."""

    it: Value
    sort: str
    """decision, signing or event."""
    kind: Value | None
    on: str
    places: tuple[Value, ...]
    wholes: tuple[Value, ...]
    """What it was part of."""


@dataclass(frozen=True, slots=True)
class Cooperation:
    """What the page tells."""

    known: Known
    points: tuple[Point, ...]
    signatories: tuple[Seat, ...]
    course: tuple[Step, ...]
    costs: Costs
    claims: tuple[Claim, ...]
    map: Drawing | None
    expenses: str
    """Where all of them are listed."""


async def tell(teller: Teller) -> Cooperation:
    """Ask for all of it."""
    found = await told(
        teller,
        "cooperation-course",
        "cooperation-facts",
        "cooperation-places",
        "cooperation-signatories",
        "costs",
        "claims",
        KNOWN,
    )
    t = teller.t
    partners = points(found["cooperation-places"], "partner")
    signs = {"": (Sign.MAIN, t("actors.map.partner"))}
    return Cooperation(
        known=known(found, "cooperation-facts"),
        points=partners,
        signatories=seats(found["cooperation-signatories"]),
        course=_course(found["cooperation-course"]),
        costs=Costs.of(found["costs"]),
        claims=claims(found["claims"]),
        map=drawn_map(t, partners, signs, t("actors.map.title"), t("actors.municipality")),
        expenses=listing(teller, "all-expenses"),
    )


def _course(lines: tuple[Line, ...]) -> tuple[Step, ...]:
    found = [
        Step(
            it=some[0]["what"],
            sort=some[0].text("sort"),
            kind=some[0].get("kind"),
            on=some[0].text("on"),
            places=every(some, "place"),
            wholes=every(some, "whole"),
        )
        for some in by(lines, "what").values()
    ]
    return tuple(sorted(found, key=lambda step: (not step.on, step.on)))
