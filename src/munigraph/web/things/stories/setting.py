"""Where something was dealt with: body, meeting, item, municipality and case."""

from __future__ import annotations

from dataclasses import dataclass

from ..sketch import Value
from .course import day_of_meeting
from .near import Near


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A number of a case, with the system it belongs to."""

    number: str
    scheme: Value | None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when, as far as it is known."""

    body: Value | None
    meeting: Value | None
    day: Value | None
    """That of the meeting."""
    item: Value | None
    number: str
    municipality: Value | None
    cases: tuple[Value, ...]
    identifiers: tuple[CaseNumber, ...]


def setting(near: Near, this: str) -> Setting:
    """What the things near one tell of where it was dealt with."""
    item = next(iter(near.things("item")), "")
    meeting = near.value(this, "atMeeting", "onAgendaOf") or near.value(item, "onAgendaOf")
    at = next(iter(near.things("meeting")), "")
    return Setting(
        body=near.value(this, "decidedBy", "meetingOf") or near.value(at, "meetingOf"),
        meeting=meeting,
        day=day_of_meeting(near, this) or near.value(at, "heldOn"),
        item=near.named(item) if item else None,
        number=near.text(item, "itemNumber"),
        municipality=near.value(this, "inMunicipality") or municipality(near),
        cases=tuple(near.named(thing) for thing in near.things("case")),
        identifiers=identifiers(near),
    )


def municipality(near: Near) -> Value | None:
    """The municipality that the body belongs to."""
    return next((near.named(thing) for thing in near.things("municipality")), None)


def identifiers(near: Near) -> tuple[CaseNumber, ...]:
    """The numbers of the case."""
    numbers = (
        CaseNumber(near.text(thing, "skos:notation"), near.value(thing, "identifierScheme"))
        for thing in near.things("identifier")
    )
    return tuple(sorted(numbers, key=lambda each: each.number))
