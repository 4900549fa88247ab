"""The page of a place or a country: where it is, what lies in it, what took place there."""

from __future__ import annotations

from dataclasses import dataclass

from ....drawing import Drawing, Sign
from ...sketch import Value
from ..telling import Teller
from .figures import drawn_map
from .known import KNOWN, Known, known
from .points import Point, points
from .told import by, told


@dataclass(frozen=True, slots=True)
class Happening:
    """An event at the place."""

    it: Value
    kind: Value | None
    on: str


@dataclass(frozen=True, slots=True)
class Place:
    """What the page tells."""

    known: Known
    points: tuple[Point, ...]
    """The place itself, and what lies in it."""
    events: tuple[Happening, ...]
    parties: tuple[Value, ...]
    organisations: tuple[Value, ...]
    map: Drawing | None


async def tell(teller: Teller) -> Place:
    """Ask for all of it."""
    found = await told(teller, "place-points", "place-facts", "place-events", "place-organisations", KNOWN)
    events = [
        Happening(some[0]["event"], some[0].get("kind"), some[0].text("on"))
        for some in by(found["place-events"], "event").values()
    ]
    groups: dict[bool, dict[str, Value]] = {True: {}, False: {}}
    for line in found["place-organisations"]:
        groups[line.text("how") == "party"][line.text("organisation")] = line["organisation"]
    parties, organisations = (
        tuple(sorted(groups[which].values(), key=lambda value: value.text.casefold()))
        for which in (True, False)
    )
    t = teller.t
    around = points(found["place-points"])
    signs = {
        "itself": (Sign.MAIN, t("actors.map.itself_place")),
        "municipality": (Sign.DISC, t("actors.map.municipality")),
        "place": (Sign.RING, t("actors.map.inside")),
    }
    return Place(
        known=known(found, "place-facts"),
        points=around,
        events=tuple(sorted(events, key=lambda event: event.on, reverse=True)),
        parties=parties,
        organisations=organisations,
        map=drawn_map(t, around, signs, t("actors.map.title"), t("actors.name")),
    )
