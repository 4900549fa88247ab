"""The pages of a mandate and of a membership of a network: who, in what, as what, and when."""

from __future__ import annotations

from dataclasses import dataclass

from ...sketch import Value
from ..telling import Teller
from .joining import Membership, Proposal, memberships, proposals
from .known import KNOWN, Known, known
from .seats import Seat, seats
from .told import by, told


@dataclass(frozen=True, slots=True)
class Act:
    """Something done under a mandate."""

    it: Value
    how: str
    """signed, asked or answered."""
    on: str


@dataclass(frozen=True, slots=True)
class Mandate:
    """What the page tells."""

    known: Known
    note: Value | None
    """On what it rests where it is not simply stated."""
    acts: tuple[Act, ...]
    sides: tuple[tuple[Value, int], ...]
    """How many ballots were given for each side."""
    others: tuple[Seat, ...]
    """The other mandates of the same person."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What the page of a membership tells."""

    known: Known
    note: Value | None
    others: tuple[Membership, ...]
    """What else is stated of the same member in the same network."""
    proposals: tuple[Proposal, ...]


async def tell(teller: Teller) -> Mandate:
    """Ask for all of a mandate."""
    found = await told(
        teller, "mandate-facts", "mandate-acts", "mandate-ballots", "mandate-others", "basis", KNOWN
    )
    acts = [
        Act(some[0]["act"], some[0].text("how"), some[0].text("on"))
        for some in by(found["mandate-acts"], "act").values()
    ]
    return Mandate(
        known=known(found, "mandate-facts"),
        note=found.best(found["basis"], "note"),
        acts=tuple(sorted(acts, key=lambda act: act.on, reverse=True)),
        sides=tuple(
            (line["side"], line.number("ballots")) for line in found["mandate-ballots"] if "side" in line
        ),
        others=tuple(seat for seat in seats(found["mandate-others"]) if seat.mandate.iri != teller.iri),
    )


async def tell_joined(teller: Teller) -> Joined:
    """Ask for all of a membership of a network."""
    found = await told(teller, "membership-facts", "membership-others", "basis", KNOWN)
    lines = found["membership-others"]
    stated = memberships((line for line in lines if "membership" in line), "network")
    return Joined(
        known=known(found, "membership-facts"),
        note=found.best(found["basis"], "note"),
        others=tuple(each for each in stated if each.it.iri != teller.iri),
        proposals=proposals((line for line in lines if "proposal" in line), "network"),
    )
