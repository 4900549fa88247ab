"""The page of an event: when and where it was, who took part, what it belonged to and led to."""

from __future__ import annotations

from dataclasses import dataclass

from ....drawing import Drawing, Sign
from ...sketch import Value
from ..telling import Teller
from .claimed import Claim, claims
from .costs import Costs
from .figures import drawn_map
from .known import KNOWN, Known, known
from .points import points
from .told import by, listing, told


@dataclass(frozen=True, slots=True)
class Other:
    """An event that is part of this one, or anything that came of it."""

    it: Value
    how: str
    """part or outcome."""
    on: str


@dataclass(frozen=True, slots=True)
class Event:
    """What the page tells."""

    known: Known
    others: tuple[Other, ...]
    costs: Costs
    claims: tuple[Claim, ...]
    map: Drawing | None
    expenses: str
    """Where all of them are listed."""


async def tell(teller: Teller) -> Event:
    """Ask for all of it."""
    found = await told(teller, "event-facts", "event-places", "event-others", "costs", "claims", KNOWN)
    others = [
        Other(some[0]["other"], some[0].text("how"), some[0].text("on"))
        for some in by(found["event-others"], "other").values()
    ]
    t = teller.t
    signs = {
        "place": (Sign.MAIN, t("actors.map.place")),
        "host": (Sign.SEAT, t("actors.map.host")),
        "participant": (Sign.DISC, t("actors.map.participant")),
    }
    return Event(
        known=known(found, "event-facts"),
        others=tuple(sorted(others, key=lambda other: (other.how, other.on))),
        costs=Costs.of(found["costs"]),
        claims=claims(found["claims"]),
        map=drawn_map(t, points(found["event-places"]), signs, t("actors.map.title"), t("actors.place")),
        expenses=listing(teller, "all-expenses"),
    )
