"""The course of a matter: what came before and after, in order of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..sketch import Value
from .agents import Agent, agents
from .near import Near

_DATES = ("decidedOn", "proposedOn", "heldOn", "askedOn", "receivedOn", "answeredOn", "dct:issued", "since")


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
    sequence: int | None
    here: bool = False
    """Whether it is what the page is about."""

    @property
    def day(self) -> str:
        """By what it is put in order; empty where nothing is known."""
        known = self.on or self.earliest or self.latest
        return known.text if known else ""


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
        sequence=near.number(thing, "sequence"),
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
    return sorted(
        steps,
        key=lambda each: (bool(each.day) == undated_first, each.day, each.sequence or 0),
    )


def day_of_meeting(near: Near, thing: str) -> Value | None:
    """The day of the meeting at which something was dealt with."""
    meetings = near.iris(thing, "atMeeting", "onAgendaOf")
    return next((day for meeting in meetings if (day := near.value(meeting, "heldOn"))), None)


def _bodies(near: Near, thing: str) -> tuple[Agent, ...]:
    bodies = near.values(thing, "decidedBy", "meetingOf", "askedBy", "answeredBy", "dct:creator")
    return tuple(Agent(value, near.code(value.iri)) for value in bodies)
