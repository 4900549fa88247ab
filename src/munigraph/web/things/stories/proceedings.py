"""What happens under an item, each as a card: what is proposed, what is decided, what is said to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..sketch import Value
from .agents import Agent, agents, doers, under_mandate
from .near import Near

STANCES = ("supports", "opposes", "criticises")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal, with who moved it and what came of it."""

    it: Value
    kinds: tuple[Value, ...]
    movers: tuple[Agent, ...]
    signers: tuple[Agent, ...]
    """Who signed it beside those who moved it."""
    to: tuple[Value, ...]
    on: Value | None
    amends: tuple[Value, ...]
    statuses: tuple[Value, ...]
    sequence: int | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, with its outcome."""

    it: Value
    status: Value | None
    method: Value | None
    by: Value | None
    on: Value | None
    decides_on: tuple[Value, ...]
    votes: tuple[str, ...]
    sequence: int | None
    basis: Value | None
    note: Value | None
    """How it is known, where no document states it as it stands."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement or an answer, with who signed it and for whom it speaks."""

    it: Value
    kind: Value | None
    behalf: tuple[Agent, ...]
    persons: tuple[Agent, ...]
    by: Value | None
    joins: tuple[Value, ...]
    stance: str
    """Which of STANCES it takes to what it is shown with; empty for none."""


def proposals(near: Near, things: Iterable[str]) -> tuple[Proposed, ...]:
    """Proposals, points in their order."""
    found = [proposal(near, thing) for thing in things]
    return tuple(sorted(found, key=lambda each: (each.sequence or 0, each.it.text)))


def proposal(near: Near, thing: str) -> Proposed:
    """One proposal."""
    on = near.value(thing, "proposedOn")
    day = on.text if on else ""
    movers = agents(near, thing, "proposedBy", day=day)
    known = {mover.it.iri for mover in movers}
    signers = under_mandate(near, thing, "signatoryMandate", day)
    return Proposed(
        it=near.named(thing),
        kinds=near.kinds(thing),
        movers=movers,
        signers=tuple(signer for signer in signers if signer.it.iri not in known),
        to=near.values(thing, "proposedTo"),
        on=on,
        amends=near.values(thing, "amends"),
        statuses=near.values(thing, "proposalStatus"),
        sequence=near.number(thing, "sequence"),
    )


def decisions(near: Near, things: Iterable[str]) -> tuple[Decided, ...]:
    """Decisions in the order in which they were taken, as far as it is known."""
    found = [decision(near, thing) for thing in things]
    return tuple(
        sorted(found, key=lambda each: (each.on.text if each.on else "", each.sequence or 99, each.it.iri))
    )


def decision(near: Near, thing: str) -> Decided:
    """One decision."""
    return Decided(
        it=near.named(thing),
        status=near.value(thing, "status"),
        method=near.value(thing, "decisionMethod"),
        by=near.value(thing, "decidedBy"),
        on=near.value(thing, "decidedOn"),
        decides_on=near.values(thing, "decidesOn"),
        votes=tuple(near.iris(thing, "byVote")),
        sequence=near.number(thing, "sequence"),
        basis=near.value(thing, "basis"),
        note=near.words(thing, "basisNote"),
    )


def statements(
    near: Near, things: Iterable[str], matters: Iterable[str], day: str = ""
) -> tuple[Stated, ...]:
    """Statements, each with the stance it takes to some matters."""
    about = set(matters)
    found = [_statement(near, thing, about, day) for thing in things]
    return tuple(sorted(found, key=lambda each: each.it.text))


def said_to(near: Near, *roles: str) -> list[str]:
    """Those in some roles that are statements or answers."""
    return [thing for thing in near.things(*roles) if near.kind(thing, "Statement", "Answer")]


def _statement(near: Near, thing: str, matters: set[str], day: str) -> Stated:
    stance = next((name for name in STANCES if matters & set(near.iris(thing, name))), "")
    persons = doers(near, thing, "signatoryMandate", "signatory", day)
    answerers = doers(near, thing, "answererMandate", "answeredBy", day)
    return Stated(
        it=near.named(thing),
        kind=near.value(thing, "statementKind") or next(iter(near.kinds(thing)), None),
        behalf=agents(near, thing, "onBehalfOf", day=day),
        persons=(*persons, *answerers),
        by=near.value(thing, "decidedBy"),
        joins=near.values(thing, "joins"),
        stance=stance,
    )
