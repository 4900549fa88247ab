"""The course of a matter: what came before and after, in order of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..sketch import Value
from .agents import Agent, agents
from .near import Near

_DATES = ("decidedOn", "proposedOn", "heldOn", "askedOn", "receivedOn", "answeredOn", "dct:issued", "since")
_ORDER = (("Case", "AgendaItem", "Question"), ("Proposal",), ("VoteEvent",), ("Decision",))
_LAST = 99
"""The place of a step without a number among those of its day."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened, with when as far as it is known."""

    it: Value
    kinds: tuple[Value, ...]
    on: Value | None
    earliest: Value | None
    latest: Value | None
    by: tuple[Agent, ...]
    status: Value | None
    place: tuple[str, int, int]
    """By what it is put in order: the day, which is empty where nothing is known, then kind and number."""
    here: bool = False
    """Whether it is what the page is about."""


def step(near: Near, thing: str, *, here: bool = False) -> Step:
    """One step."""
    on = near.value(thing, *_DATES) or day_of_meeting(near, thing)
    return Step(
        it=near.named(thing),
        kinds=near.kinds(thing),
        on=on,
        earliest=near.value(thing, "notBefore"),
        latest=near.value(thing, "notAfter"),
        by=agents(near, thing, "proposedBy") or _bodies(near, thing),
        status=near.value(thing, "status"),
        place=(_day(near, thing, on), _rank(near, thing), near.number(thing, "sequence") or _LAST),
        here=here,
    )


def course(near: Near, this: str, before: Iterable[str], after: Iterable[str]) -> tuple[Step, ...]:
    """The steps to a thing and from it; empty where there is none but itself."""
    earlier = [step(near, thing) for thing in before if thing != this]
    known = {each.it.iri for each in earlier}
    later = [step(near, thing) for thing in after if thing != this and thing not in known]
    if not earlier and not later:
        return ()
    return (*in_time(earlier), step(near, this, here=True), *in_time(later, undated_first=True))


def in_time(steps: Iterable[Step], *, undated_first: bool = False) -> list[Step]:
    """Steps in order of time; those of an unknown day last, or first, as they come."""
    return sorted(steps, key=lambda each: (bool(each.place[0]) == undated_first, each.place))


def _day(near: Near, thing: str, on: Value | None) -> str:
    """The day of a step or, of a proposal without one, that on which it was decided."""
    known = on or near.value(thing, "notBefore", "notAfter")
    decided = (near.value(decision, "decidedOn") for decision in near.iris(thing, "decidedIn"))
    known = known or next(filter(None, decided), None)
    return known.text if known else ""


def _rank(near: Near, thing: str) -> int:
    """On one day an item comes before what is proposed under it, and that before what is decided."""
    return next((n for n, kinds in enumerate(_ORDER) if near.kind(thing, *kinds)), len(_ORDER))


def day_of_meeting(near: Near, thing: str) -> Value | None:
    """The day of the meeting at which something was dealt with."""
    meetings = near.iris(thing, "atMeeting", "onAgendaOf")
    return next((day for meeting in meetings if (day := near.value(meeting, "heldOn"))), None)


def _bodies(near: Near, thing: str) -> tuple[Agent, ...]:
    bodies = near.values(thing, "decidedBy", "meetingOf", "askedBy", "answeredBy", "dct:creator")
    return tuple(Agent(value, near.letters.of(value.iri)) for value in bodies)
