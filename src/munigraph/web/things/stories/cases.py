"""The page of a case."""

from __future__ import annotations

from dataclasses import dataclass

from ..sketch import Value
from .course import Step, in_time, step
from .near import near
from .setting import CaseNumber, identifiers
from .telling import Teller


@dataclass(frozen=True, slots=True)
class CaseStory:
    """A case: its numbers, and all that belongs to it in order of time."""

    identifiers: tuple[CaseNumber, ...]
    areas: tuple[Value, ...]
    initiated: tuple[Value, ...]
    municipality: tuple[Value, ...]
    steps: tuple[Step, ...]
    cut: bool


async def tell_case(teller: Teller) -> CaseStory:
    """What the page of a case tells. The points of a proposal are left to its own page."""
    found = await near(teller, "case")
    this = teller.iri
    parts = [thing for thing in found.things("part") if not found.iris(thing, "pointOf")]
    places = {value.iri: value for thing in parts for value in found.values(thing, "inMunicipality")}
    return CaseStory(
        identifiers=identifiers(found),
        areas=found.values(this, "policyArea"),
        initiated=found.values(this, "initiatedBy"),
        municipality=tuple(places.values()),
        steps=tuple(in_time(step(found, thing) for thing in parts)),
        cut=found.cut,
    )
