"""The page of any other organisation, administration or office: what it is part of, and what it did."""

from __future__ import annotations

from dataclasses import dataclass

from ...asking import about, place
from ...sketch import Value
from ..telling import Teller
from .claimed import Claim, claims
from .known import KNOWN, Known, known
from .seats import Seat, seats
from .told import Line, by, every, told


@dataclass(frozen=True, slots=True)
class Done:
    """Things an organisation did in one way, a few of them, and how many there are."""

    how: str
    things: tuple[tuple[Value, str], ...]
    """Each with its date."""
    all: int
    where: str
    """Where all of them are listed."""

    @property
    def left_out(self) -> int:
        return max(0, self.all - len(self.things))


@dataclass(frozen=True, slots=True)
class Organisation:
    """What the page tells."""

    known: Known
    done: tuple[Done, ...]
    parts: tuple[Value, ...]
    seats: tuple[Seat, ...]
    claims: tuple[Claim, ...]


async def tell(teller: Teller) -> Organisation:
    """Ask for all of it."""
    found = await told(
        teller, "organisation-acts", "organisation-parts", "organisation-facts", "claims", KNOWN
    )
    parts = every(found["organisation-parts"], "part")
    return Organisation(
        known=known(found, "organisation-facts"),
        done=tuple(_done(teller.iri, some) for some in by(found["organisation-acts"], "how").values()),
        parts=tuple(sorted(parts, key=lambda part: part.text.casefold())),
        seats=seats(found["organisation-parts"]),
        claims=claims(found["claims"]),
    )


def _done(iri: str, lines: list[Line]) -> Done:
    things = [(some[0]["act"], max(line.text("on") for line in some)) for some in by(lines, "act").values()]
    things.sort(key=lambda thing: thing[1], reverse=True)
    every_one = place(about("others", iri, property=lines[0].text("property")))
    return Done(lines[0].text("how"), tuple(things), lines[0].number("all"), every_one)
