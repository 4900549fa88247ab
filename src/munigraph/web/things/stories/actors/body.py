"""The page of a governing body: its meetings, its decisions, and who sits in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ....drawing import Drawing
from ...sketch import Value
from ..telling import Teller
from .decided import STATUSES, ByYear, Decided, by_year, decisions
from .figures import counted_columns, simple_columns
from .known import KNOWN, Known, known
from .seats import Seat, seats
from .told import Line, by, every, listing, told


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting, with how many of its items are known."""

    it: Value
    on: str
    items: int


@dataclass(frozen=True, slots=True)
class Body:
    """What the page tells."""

    known: Known
    meetings: tuple[Meeting, ...]
    met: Mapping[int, int]
    """How many meetings are known of each year; of year 0, without a date."""
    decisions: tuple[Decided, ...]
    decided: ByYear
    seats: tuple[Seat, ...]
    parts: tuple[Value, ...]
    counts: Mapping[str, int]
    all: Mapping[str, str]
    """Where all of something is listed."""
    columns: Drawing | None
    meetings_columns: Drawing | None

    @property
    def meetings_count(self) -> int:
        return sum(self.met.values())


async def tell(teller: Teller) -> Body:
    """Ask for all of it."""
    found = await told(
        teller,
        "body-decisions",
        "body-decisions-by-year",
        "body-mandates",
        "body-meetings",
        "body-meetings-by-year",
        "body-counts",
        "body-parts",
        "body-facts",
        KNOWN,
    )
    kinds = ("decisions", "meetings", "mandates")
    t = teller.t
    met = _by_year(found["body-meetings-by-year"])
    decided = by_year(found["body-decisions-by-year"], "status", "decisions", STATUSES)
    return Body(
        known=known(found, "body-facts"),
        meetings=_meetings(found["body-meetings"]),
        met=met,
        decisions=decisions(found, "body-decisions"),
        decided=decided,
        seats=seats(found["body-mandates"]),
        parts=every(found["body-parts"], "body"),
        counts=found.counts("body-counts"),
        all={kind: listing(teller, f"all-{kind}-of-body") for kind in kinds},
        columns=counted_columns(t, decided, t("actors.decisions.by_year"), "decided"),
        meetings_columns=simple_columns(t, met, t("actors.meetings.by_year"), "met"),
    )


def _meetings(lines: tuple[Line, ...]) -> tuple[Meeting, ...]:
    found = [
        Meeting(some[0]["meeting"], some[0].text("on"), some[0].number("items"))
        for some in by(lines, "meeting").values()
    ]
    return tuple(sorted(found, key=lambda meeting: meeting.on, reverse=True))


def _by_year(lines: tuple[Line, ...]) -> dict[int, int]:
    return {line.number("year"): line.number("meetings") for line in lines if line.number("meetings")}
