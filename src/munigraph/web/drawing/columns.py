"""Columns: numbers by category, such as decisions by year, divided into series."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .legend import Legend, legend
from .rendering import FRAMES, Cell, Drawing, DrawingError, Frame, Table, render, tabulate
from .text import clean, cut, width

TONES = 6
_TALL = 190
_TICKS = 4
_WIDEST = 46
_SHARE = 0.72
"""How much of its place a column fills."""


@dataclass(frozen=True, slots=True)
class Series:
    """One part of every column: a name, and a number for each category."""

    name: str
    values: Sequence[int]


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns to draw. `total` and `category` are the words for them in the table."""

    title: str
    description: str
    categories: Sequence[str]
    series: Sequence[Series]
    category: str
    total: str
    number: Callable[[int], str] = str


@dataclass(frozen=True, slots=True)
class Part:
    """A series within a column."""

    y: float
    height: float
    tone: int
    tip: str


@dataclass(frozen=True, slots=True)
class Column:
    x: float
    parts: Sequence[Part]
    label: str
    """Empty where the labels of all would stand too close."""
    total: str
    top: float


@dataclass(frozen=True, slots=True)
class Layout:
    frame: Frame
    legend: Legend
    left: float
    bottom: float
    thick: float
    columns: Sequence[Column]
    ticks: Sequence[tuple[float, str]]
    height: float


def draw_columns(columns: Columns, ident: str) -> Drawing:
    """Columns side by side over an axis of whole numbers, and a table of the same.

    Raises DrawingError when a series has not one number for each category.
    """
    if any(len(series.values) != len(columns.categories) for series in columns.series):
        raise DrawingError(f"{columns.title}: each series needs one number for each category")
    layouts = [layout(columns, frame) for frame in FRAMES]
    picture = render("columns.svg", ident, columns=columns, layouts=layouts, tones=TONES)
    return Drawing(picture, tabulate(_table(columns), ident))


def layout(columns: Columns, frame: Frame) -> Layout:
    named = [(f"tone-{place % TONES + 1}", series.name) for place, series in enumerate(columns.series)]
    above = legend(named, frame)
    totals = [
        sum(series.values[place] for series in columns.series) for place in range(len(columns.categories))
    ]
    ticks = steps(max(totals, default=0))
    left = max((width(columns.number(tick), frame.small) for tick in ticks), default=0.0) + 10
    top = above.height + frame.line
    bottom = top + _TALL
    unit = _TALL / ticks[-1]
    place = (frame.width - left) / max(len(totals), 1)
    thick = min(place * _SHARE, _WIDEST)
    every = _every(columns.categories, place, frame)
    drawn = [
        Column(
            x=left + place * (at + 0.5),
            parts=_parts(columns, at, bottom, unit),
            label=cut(clean(name), place * every, frame.small) if at % every == 0 else "",
            total=columns.number(totals[at])
            if thick >= width(columns.number(totals[at]), frame.small)
            else "",
            top=bottom - totals[at] * unit,
        )
        for at, name in enumerate(columns.categories)
    ]
    axis = [(bottom - tick * unit, columns.number(tick)) for tick in ticks]
    return Layout(frame, above, left, bottom, thick, drawn, axis, bottom + frame.line + 4)


def steps(most: int) -> Sequence[int]:
    """Marks of an axis from 0 to at least the greatest number, at round distances."""
    step = 1
    for factor in (1, 2, 5, 10, 20, 25, 50, *(scale * each for scale in _SCALES for each in (1, 2, 5))):
        step = factor
        if factor * _TICKS >= most:
            break
    count = max(-(-most // step), 1)
    return [step * place for place in range(count + 1)]


_SCALES = tuple(10**power for power in range(2, 13))


def _parts(columns: Columns, at: int, bottom: float, unit: float) -> Sequence[Part]:
    parts, y = [], bottom
    for place, series in enumerate(columns.series):
        value = series.values[at]
        if value:
            y -= value * unit
            tip = f"{columns.categories[at]}, {series.name}: {columns.number(value)}"
            parts.append(Part(y, value * unit, place % TONES + 1, tip))
    return parts


def _every(categories: Sequence[str], place: float, frame: Frame) -> int:
    """Each how many-th label there is room for."""
    widest = max((width(clean(name), frame.small) for name in categories), default=0.0) + 8
    widest = min(widest, frame.width / 3)
    return max(1, -(-int(widest) // max(int(place), 1)))


def _table(columns: Columns) -> Table:
    several = len(columns.series) > 1
    head = [
        columns.category,
        *(series.name for series in columns.series),
        *([columns.total] if several else []),
    ]
    rows = []
    for at, name in enumerate(columns.categories):
        values = [series.values[at] for series in columns.series]
        numbers = [*values, sum(values)] if several else values
        rows.append([Cell(name), *(Cell(columns.number(value), number=True) for value in numbers)])
    return Table(columns.title, head, rows)
