"""The page of a network: its members, its steering group, its goals, and who proposed joining it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ....drawing import Drawing, Sign
from ....texts import Texts
from ...asking import rank_of
from ...sketch import Value
from ..telling import Teller
from .figures import drawn_map, joined_columns, networks_timeline
from .joining import Membership, Proposal, by_other, memberships, proposals
from .known import KNOWN, Known, known
from .points import Point, points
from .told import Line, Told, by, every, listing, told
from .when import When


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal, with the English name where the page is in another language."""

    it: Value
    english: Value | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that somebody states of the network."""

    it: Value
    quantity: str
    bound: Value | None
    speakers: tuple[Value, ...]
    origins: tuple[Value, ...]
    documents: tuple[Value, ...]
    when: When
    """When the document was written."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, or a cooperation that the network brought about."""

    it: Value
    kind: Value | None
    on: str
    hosts: tuple[Value, ...]
    places: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """What the page tells."""

    known: Known
    fee: tuple[bool, ...]
    """Whether it charges one, by all who say so; they may disagree."""
    goals: tuple[Goal, ...]
    memberships: tuple[Membership, ...]
    figures: tuple[Figure, ...]
    proposals: tuple[Proposal, ...]
    all_proposals: int
    happenings: tuple[Happening, ...]
    all: Mapping[str, str]
    """Where all of something is listed."""
    timeline: Drawing | None
    columns: Drawing | None
    map: Drawing | None

    @property
    def joined(self) -> tuple[tuple[Membership, ...], ...]:
        return by_other(self.memberships)


async def tell(teller: Teller) -> Network:
    """Ask for all of it."""
    found = await told(
        teller,
        "network-members",
        "network-proposals",
        "network-places",
        "network-figures",
        "network-events",
        "network-goals",
        "network-fee",
        "network-facts",
        KNOWN,
    )
    t = teller.t
    joined = memberships(found["network-members"], "member")
    proposed = proposals(found["network-proposals"], "member")
    return Network(
        known=known(found, "network-facts"),
        fee=tuple(sorted({line.text("charges") == "true" for line in found["network-fee"]})),
        goals=_goals(found),
        memberships=joined,
        figures=_figures(found["network-figures"]),
        proposals=proposed,
        all_proposals=max((line.number("all") for line in found["network-proposals"]), default=0),
        happenings=_happenings(found["network-events"]),
        all={kind: listing(teller, f"all-{kind}-of-network") for kind in ("members", "proposals")},
        timeline=networks_timeline(
            t, joined, proposed, t("actors.members.timeline"), t("actors.municipality")
        ),
        columns=joined_columns(t, joined, t("actors.members.by_year")),
        map=_map(t, points(found["network-places"], "member"), joined),
    )


def _map(t: Texts, places: tuple[Point, ...], joined: tuple[Membership, ...]) -> Drawing | None:
    """The members, and which of them are or were in the steering group; none of those only proposed."""
    steering = {membership.other.iri for membership in joined if membership.steering}
    found = [replace(point, how=("steering" if point.it.iri in steering else "members",)) for point in places]
    signs = {
        "steering": (Sign.SEAT, t("actors.map.steering")),
        "members": (Sign.DISC, t("actors.map.members")),
    }
    return drawn_map(t, found, signs, t("actors.map.title"), t("actors.members.member"))


def _goals(found: Told) -> tuple[Goal, ...]:
    goals = []
    for some in by(found["network-goals"], "goal").values():
        names = [line["name"] for line in some if "name" in line]
        english = min(names, key=lambda name: rank_of(name.language, "en"), default=None)
        other = english and english.language == "en" and english.text != some[0]["goal"].text
        goals.append(Goal(some[0]["goal"], english if other else None))
    return tuple(goals)


def _figures(lines: tuple[Line, ...]) -> tuple[Figure, ...]:
    figures = [
        Figure(
            it=some[0]["figure"],
            quantity=some[0].text("quantity"),
            bound=some[0].get("bound"),
            speakers=every(some, "speaker"),
            origins=every(some, "origin"),
            documents=every(some, "document"),
            when=When.of(some[0]),
        )
        for some in by(lines, "figure").values()
    ]
    return tuple(sorted(figures, key=lambda figure: (figure.when.first, figure.it.text)))


def _happenings(lines: tuple[Line, ...]) -> tuple[Happening, ...]:
    happenings = [
        Happening(
            some[0]["event"],
            some[0].get("kind"),
            some[0].text("heldOn"),
            every(some, "host"),
            every(some, "place"),
        )
        for some in by(lines, "event").values()
    ]
    return tuple(sorted(happenings, key=lambda happening: happening.on))
