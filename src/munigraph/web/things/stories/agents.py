"""Who did something: a party by its letter at the time, a person with party and role at the time."""

from __future__ import annotations

from dataclasses import dataclass

from ..sketch import Value
from .near import Near


@dataclass(frozen=True, slots=True)
class Agent:
    """A person, a party, a body or an office."""

    it: Value
    code: str = ""
    """The letter of the party, or of a person's party."""
    party: Value | None = None
    role: Value | None = None


def agents(near: Near, thing: str, *names: str, day: str = "") -> tuple[Agent, ...]:
    """The values of some properties, as agents."""
    found = {value.iri: value for value in near.values(thing, *names)}
    return tuple(Agent(value, near.letters.of(iri, day)) for iri, value in found.items())


def under_mandate(near: Near, thing: str, name: str, day: str = "") -> tuple[Agent, ...]:
    """Persons by their mandates, with the party and the role that they had under them."""
    found = []
    for mandate in near.iris(thing, name):
        holder, party = near.value(mandate, "holder"), near.value(mandate, "mandateParty")
        on = day or near.text(mandate, "statedOn")
        code = near.letters.of(party.iri, on) if party else ""
        found.append(Agent(holder or near.named(mandate), code, party, near.value(mandate, "org:role")))
    return tuple(sorted(found, key=lambda agent: agent.it.text))


def doers(near: Near, thing: str, mandates: str, names: str, day: str = "") -> tuple[Agent, ...]:
    """Persons by their mandates and, beside them, whoever else is named, each once."""
    persons = under_mandate(near, thing, mandates, day)
    known = {agent.it.iri for agent in persons}
    others = agents(near, thing, names, day=day)
    return (*persons, *(agent for agent in others if agent.it.iri not in known))
