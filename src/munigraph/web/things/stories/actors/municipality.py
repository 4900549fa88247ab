"""The page of a municipality: its networks, decisions, bodies, cooperations, costs and office-holders."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from ....drawing import Drawing, Sign
from ....texts import Texts
from ...sketch import Value
from ..telling import Teller
from .costs import Costs
from .decided import STATUSES, ByYear, Decided, by_year, decisions, latest_days
from .figures import counted_columns, drawn_map, networks_timeline
from .joining import Membership, Proposal, by_other, memberships, proposals
from .known import KNOWN, Known, known
from .national import national
from .points import Point, points
from .seats import Seat, seats
from .told import Line, by, every, listing, told
from .when import When

LATEST = 10
MANY_DECISIONS = 200


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
    timeline: Drawing | None
    columns: Drawing | None
    map: Drawing | None

    @property
    def joined(self) -> tuple[tuple[Membership, ...], ...]:
        return by_other(self.memberships)


async def tell(teller: Teller) -> Municipality:
    """Ask for all of it."""
    others = told(
        teller,
        "municipality-memberships",
        "municipality-mandates",
        "municipality-proposals",
        "municipality-expenses",
        "municipality-neighbours",
        "municipality-cooperations",
        "municipality-bodies",
        "municipality-facts",
        KNOWN,
    )
    (decided, latest), found = await asyncio.gather(_decisions(teller), others)
    t = teller.t
    joined = memberships(found["municipality-memberships"], "network")
    proposed = proposals(found["municipality-proposals"], "network")
    around = points(found["municipality-neighbours"])
    return Municipality(
        known=known(found, "municipality-facts"),
        memberships=joined,
        proposals=proposed,
        all_proposals=max((line.number("all") for line in found["municipality-proposals"]), default=0),
        points=around,
        bodies=_bodies(found["municipality-bodies"]),
        decisions=latest,
        decided=decided,
        cooperations=_cooperations(found["municipality-cooperations"]),
        costs=Costs.of(found["municipality-expenses"]),
        seats=seats(found["municipality-mandates"]),
        all={
            kind: listing(teller, f"all-{kind}-of-municipality")
            for kind in ("decisions", "mandates", "proposals", "expenses")
        },
        timeline=networks_timeline(t, joined, proposed, t("actors.networks.timeline"), t("actors.network")),
        columns=counted_columns(t, decided, t("actors.decisions.by_year"), "decided"),
        map=_map(t, around),
    )


async def _decisions(teller: Teller) -> tuple[ByYear, tuple[Decided, ...]]:
    """How many decisions there were, and the latest: of many those of the last days, found at once."""
    name = "municipality-decisions-by-year"
    counted = await told(teller, name)
    decided = by_year(counted[name], "status", "decisions", STATUSES)
    if decided.total > MANY_DECISIONS and (days := latest_days(counted[name], LATEST)):
        on_days = "municipality-decisions-on"
        return decided, decisions(await told(teller, on_days, days=days), on_days)
    few = "municipality-decisions"
    return decided, decisions(await told(teller, few), few)


def _map(t: Texts, around: tuple[Point, ...]) -> Drawing | None:
    """The municipality and those it shares networks or cooperations with."""
    signs = {
        "itself": (Sign.MAIN, t("actors.map.itself")),
        "cooperation": (Sign.SEAT, t("actors.map.cooperation")),
        "network": (Sign.DISC, t("actors.map.network")),
    }
    return drawn_map(t, around, signs, t("actors.map.title"), t("actors.municipality"))


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
