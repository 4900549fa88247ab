"""Memberships of networks and proposals to join them: two things that are never mixed up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from munigraph.names import VOCABULARY

from ...sketch import Value
from .told import Line, by, every
from .when import When

STEERING = VOCABULARY + "membership-role/steering-group-member"


@dataclass(frozen=True, slots=True)
class Membership:
    """That a municipality is or was in a network, as documents state it."""

    it: Value
    other: Value
    """The network, or the member, whichever the page is not about."""
    role: Value | None
    when: When
    last: str
    """When it was stated for the last time, if that is not the first."""
    statements: int
    office: Value | None
    """Who takes the seat."""
    proposal: Value | None
    """The proposal that it came of."""

    @property
    def steering(self) -> bool:
        return self.role is not None and self.role.iri == STEERING


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal that a municipality join a network, with what is known to have come of it."""

    it: Value
    other: Value | None
    roles: tuple[Value, ...]
    on: str
    movers: tuple[Value, ...]
    bodies: tuple[Value, ...]
    decisions: tuple[tuple[Value, Value, str], ...]
    """Each with its status and date."""
    membership: Value | None
    """What came of it: a membership, or the first of several statements of one."""
    memberships: int

    @property
    def dated(self) -> str:
        """When it was made or, where that is not said, when it was first decided on."""
        return self.on or min((on for _, _, on in self.decisions if on), default="")


def memberships(lines: Iterable[Line], other: str) -> tuple[Membership, ...]:
    """Memberships by the name of the network or member that `other` stands for; seats come after."""
    found = [_membership(line, other) for line in lines if other in line]
    found.sort(key=lambda membership: (membership.steering, membership.when.first))
    return tuple(sorted(found, key=lambda membership: membership.other.text.casefold()))


def by_other(memberships: Iterable[Membership]) -> tuple[tuple[Membership, ...], ...]:
    """Memberships by network or member, in the order in which these are met."""
    found: dict[str, list[Membership]] = {}
    for membership in memberships:
        found.setdefault(membership.other.iri, []).append(membership)
    return tuple(map(tuple, found.values()))


def proposals(lines: Iterable[Line], other: str) -> tuple[Proposal, ...]:
    """Proposals in the order of time; those without a date last."""
    found = [_proposal(some, other) for some in by(lines, "proposal").values()]
    return tuple(sorted(found, key=lambda proposal: (not proposal.dated, proposal.dated)))


def _membership(line: Line, other: str) -> Membership:
    role, office, proposal = map(line.get, ("role", "office", "proposal"))
    when, last = When.of(line), line.text("statedLast")
    later = last if last != when.stated else ""
    statements = line.number("statements")
    return Membership(line["membership"], line[other], role, when, later, statements, office, proposal)


def _proposal(lines: list[Line], other: str) -> Proposal:
    decisions = [some[0] for some in by(lines, "decision").values()]
    return Proposal(
        it=lines[0]["proposal"],
        other=lines[0].get(other),
        roles=every(lines, "role"),
        on=lines[0].text("proposedOn"),
        movers=every(lines, "mover"),
        bodies=every(lines, "body"),
        decisions=tuple((line["decision"], line["status"], line.text("decidedOn")) for line in decisions),
        membership=lines[0].get("membership"),
        memberships=lines[0].number("memberships"),
    )
