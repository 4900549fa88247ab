"""Time lines: what held from when to when, and what happened when, as precisely as it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..texts.dates import PartialDate
from .legend import Legend, legend
from .links import harmless
from .rendering import FRAMES, WIDE, Cell, Drawing, Frame, Table, render, tabulate
from .text import clean, cut, width

ROW = 30
_LABELS = (90, 230)
_END = 18
"""Room at both ends of the axis, where arrows of what is open go."""


class Tone(StrEnum):
    """How a mark looks: a colour and a sign each, so that colour is never the only difference."""

    STRONG = "strong"
    PLAIN = "plain"
    STRIPED = "striped"
    HOLLOW = "hollow"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of time, or with `moment` a point. An end that is not known is None: the span is open there."""

    tone: Tone
    start: PartialDate | None
    end: PartialDate | None = None
    moment: bool = False
    text: str = ""
    """In words, with its dates."""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Something with all that is known of its time."""

    label: str
    marks: Sequence[Mark]
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A time line to draw; `tones` says what those that occur stand for."""

    title: str
    description: str
    lines: Sequence[Line]
    tones: Sequence[tuple[Tone, str]]
    what: str
    when: str
    """Heads of the table's columns."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A mark in place. From `left` to `sure` and from `firm` to `right` it may or may not have held."""

    mark: Mark
    left: float
    sure: float
    firm: float
    right: float
    open_left: bool
    open_right: bool


@dataclass(frozen=True, slots=True)
class Row:
    line: Line
    label: str
    words: float
    """Where the line of type of the label is."""
    middle: float
    shapes: Sequence[Shape]


@dataclass(frozen=True, slots=True)
class Layout:
    frame: Frame
    legend: Legend
    left: float
    right: float
    rows: Sequence[Row]
    ticks: Sequence[tuple[float, str]]
    top: float
    bottom: float
    height: float


@dataclass(frozen=True, slots=True)
class Axis:
    """From days to places."""

    first: date
    days: int
    left: float
    room: float

    def at(self, day: date) -> float:
        return self.left + self.room * (day - self.first).days / self.days


def draw_timeline(timeline: Timeline, ident: str) -> Drawing:
    """One row for each line over an axis of years, and a table of the same."""
    layouts = [layout(timeline, frame) for frame in FRAMES]
    linked = any(
        harmless(link) for line in timeline.lines for link in (line.link, *(m.link for m in line.marks))
    )
    picture = render("timeline.svg", ident, timeline=timeline, layouts=layouts, linked=linked)
    return Drawing(picture, tabulate(_table(timeline), ident))


def layout(timeline: Timeline, frame: Frame) -> Layout:
    beside = frame == WIDE
    wanted = max((width(clean(line.label), frame.size) for line in timeline.lines), default=0.0) + 16
    label_room = min(max(wanted, _LABELS[0]), _LABELS[1]) if beside else frame.width
    left = label_room + _END if beside else _END
    axis = _axis(timeline, left, frame.width - left - _END)
    above = legend([(f"line-{tone}", name) for tone, name in timeline.tones], frame)
    high = ROW if beside else ROW + frame.line
    top = above.height + frame.line + 6
    rows = []
    for place, line in enumerate(timeline.lines):
        y = top + place * high
        middle = y + (ROW / 2 if beside else frame.line + ROW / 2 - 2)
        words = middle + frame.size * 0.35 if beside else y + frame.size
        label = cut(clean(line.label), label_room - (12 if beside else 0), frame.size)
        rows.append(Row(line, label, words, middle, [_shape(mark, axis) for mark in line.marks]))
    bottom = top + len(rows) * high
    return Layout(frame, above, left, left + axis.room, rows, _ticks(axis, frame), top, bottom, bottom + 6)


def _axis(timeline: Timeline, left: float, room: float) -> Axis:
    known = [each for line in timeline.lines for m in line.marks for each in (m.start, m.end) if each]
    years = [each.first.year for each in known] + [each.last.year for each in known]
    first, last = (min(years), max(years)) if years else (2000, 2000)
    start, end = date(first, 1, 1), date(min(last + 1, 9999), 1, 1)
    return Axis(start, max((end - start).days, 1), left, room)


def _shape(mark: Mark, axis: Axis) -> Shape:
    start, end = mark.start, mark.start if mark.moment else mark.end
    if start and end and end.first < start.first:
        start, end = end, start  # a fault of the data, which the table shows as it is
    left = axis.at(start.first) if start else axis.left
    sure = axis.at(start.last) if start else axis.left
    firm = axis.at(end.first) if end else axis.left + axis.room
    right = axis.at(end.last) if end else axis.left + axis.room
    if mark.moment:
        middle = (left + right) / 2
        return Shape(mark, left, middle, middle, right, False, False)
    sure, firm = min(sure, firm), max(sure, firm)
    return Shape(mark, left, sure, firm, max(right, left + 3), start is None, end is None)


def _ticks(axis: Axis, frame: Frame) -> Sequence[tuple[float, str]]:
    """Years, as many as there is room for."""
    first, last = axis.first.year, axis.first.year + round(axis.days / 365.25)
    most = max(int(axis.room / (width("2000", frame.small) + 16)), 1)
    step = next(each for each in (1, 2, 5, 10, 20, 50, 100, 1000, 10000) if (last - first) / each <= most)
    years = range(first if step == 1 else -(-first // step) * step, last + (0 if step == 1 else 1), step)
    return [(axis.at(date(year, 1, 1)), str(year)) for year in years if 1 <= year <= 9999]


def _table(timeline: Timeline) -> Table:
    rows = [
        [Cell(line.label, line.link), Cell(mark.text, mark.link)]
        for line in timeline.lines
        for mark in line.marks
    ]
    return Table(timeline.title, [timeline.what, timeline.when], rows)
