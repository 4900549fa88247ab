"""From a diagram to places: boxes in columns, the labels of arrows in columns between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..text import clean, cut, width
from .layers import columns, forward
from .model import Arrow, Box, Diagram, Label
from .places import Columns, heights, ordered

BOX_TYPE, LABEL_TYPE, LINE = 15.0, 13.0, 17.0
_PADDING = 13.0
_ROOM = 280.0
"""The most that a text takes up."""
_PORT = 11.0
"""Between the ends of two arrows at one box."""
_BETWEEN = 30.0
_MARGIN = 4.0


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box with the corner it begins at."""

    box: Box
    text: str
    notes: Sequence[str]
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A line of text, given by its middle."""

    label: Label
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """The way of an arrow, in pieces that its labels interrupt; each goes through points in order."""

    arrow: Arrow
    pieces: Sequence[Sequence[tuple[float, float]]]
    """From the source to the target."""


@dataclass(frozen=True, slots=True)
class Layout:
    boxes: Sequence[PlacedBox]
    labels: Sequence[PlacedLabel]
    lines: Sequence[Line]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Way:
    """An arrow as a row of stops, one in each column; one of those between its ends has its labels."""

    arrow: Arrow
    stops: Sequence[str]
    labelled: str
    turned: bool
    """Whether the stops begin at the target."""


def laid_out(diagram: Diagram) -> Layout:
    """Give everything a place."""
    names = [box.id for box in diagram.boxes]
    ends = forward(names, ((arrow.source, arrow.target) for arrow in diagram.arrows))
    column = columns(names, ends)
    ways = [_way(number, arrow, column) for number, arrow in enumerate(diagram.arrows)]
    grid: Columns = [[] for _ in range(2 * max(column.values(), default=0) + 1)]
    for name in names:
        grid[2 * column[name]].append(name)
    after: dict[str, list[str]] = {}
    for way in ways:
        for one, other in pairwise(way.stops):
            after.setdefault(one, []).append(other)
        for stop in way.stops[1:-1]:
            grid[int(stop.rpartition(":")[2])].append(stop)
    size = {box.id: _box_size(box, ways) for box in diagram.boxes}
    for way in ways:
        size |= {stop: _stop_size(way, stop) for stop in way.stops[1:-1]}
    grid = ordered(grid, after)
    return _Frame(grid, size, heights(grid, after, {name: each[1] for name, each in size.items()})).layout(
        diagram, ways
    )


def _way(number: int, arrow: Arrow, column: Mapping[str, int]) -> _Way:
    turned = column[arrow.source] > column[arrow.target]
    first, last = (arrow.target, arrow.source) if turned else (arrow.source, arrow.target)
    stops = [f"{number}:{step}" for step in range(2 * column[first] + 1, 2 * column[last])]
    return _Way(arrow, (first, *stops, last), stops[-1] if turned else stops[0], turned)


def _box_size(box: Box, ways: Sequence[_Way]) -> tuple[float, float]:
    notes = (width(_note(note), LABEL_TYPE) for note in box.notes)
    lines = [width(_name(box), BOX_TYPE, bold=True), *notes]
    arrows = max(sum(way.stops[end] == box.id for way in ways) for end in (0, -1)) if ways else 0
    return max(lines) + 2 * _PADDING, max(_PORT * (arrows + 1), 16 + LINE * len(lines))


def _name(box: Box) -> str:
    return cut(clean(box.text), _ROOM, BOX_TYPE, bold=True)


def _text(label: Label) -> str:
    return cut(clean(label.text), _ROOM, LABEL_TYPE)


def _note(label: Label) -> str:
    return f"↻ {_text(label)}"


def _stop_size(way: _Way, stop: str) -> tuple[float, float]:
    if stop != way.labelled or not way.arrow.labels:
        return 0.0, 4.0
    widest = max(width(_text(label), LABEL_TYPE) for label in way.arrow.labels)
    return widest + 8, LINE * len(way.arrow.labels)


class _Frame:
    """The columns with their contents, and where in them everything is."""

    def __init__(
        self, grid: Columns, size: Mapping[str, tuple[float, float]], middle: Mapping[str, float]
    ) -> None:
        self.size = size
        self.middle = {name: y + _MARGIN for name, y in middle.items()}
        self.left: dict[str, float] = {}
        self.right: dict[str, float] = {}
        x = _MARGIN
        for column in grid:
            room = max((size[name][0] for name in column), default=0.0)
            self.left |= dict.fromkeys(column, x)
            self.right |= dict.fromkeys(column, x + room)
            x += room + _BETWEEN

    def layout(self, diagram: Diagram, ways: Sequence[_Way]) -> Layout:
        boxes = [self._box(box) for box in diagram.boxes]
        starts, ends = self._ports(ways, 0, 1), self._ports(ways, -1, -2)
        return Layout(
            boxes,
            [label for way in ways for label in self._labels(way)],
            [self._line(way, *each) for way, *each in zip(ways, starts, ends, strict=True)],
            max(self.right.values(), default=0.0) + _MARGIN,
            max((y + self.size[name][1] / 2 for name, y in self.middle.items()), default=0.0) + _MARGIN,
        )

    def _box(self, box: Box) -> PlacedBox:
        wide, high = self.size[box.id]
        x, y = self._centre(box.id) - wide / 2, self.middle[box.id] - high / 2
        return PlacedBox(box, _name(box), [_note(note) for note in box.notes], x, y, wide, high)

    def _centre(self, name: str) -> float:
        return (self.left[name] + self.right[name]) / 2

    def _ports(self, ways: Sequence[_Way], end: int, beside: int) -> list[float]:
        """At which height each arrow touches the box at one of its ends: in the order of where they go."""
        found = [0.0] * len(ways)
        groups: dict[str, list[int]] = {}
        for number, way in enumerate(ways):
            groups.setdefault(way.stops[end], []).append(number)
        for name, numbers in groups.items():
            numbers.sort(key=lambda number: (self.middle[ways[number].stops[beside]], number))
            room = min(self.size[name][1] / (len(numbers) + 1), 2 * _PORT)
            for place, number in enumerate(numbers):
                found[number] = self.middle[name] + (place - (len(numbers) - 1) / 2) * room
        return found

    def _labels(self, way: _Way) -> list[PlacedLabel]:
        x, labels = self._centre(way.labelled), way.arrow.labels
        top = self.middle[way.labelled] - LINE * (len(labels) - 1) / 2
        return [PlacedLabel(label, _text(label), x, top + LINE * row) for row, label in enumerate(labels)]

    def _line(self, way: _Way, start: float, end: float) -> Line:
        first, last = way.stops[0], way.stops[-1]
        pieces = [[(self._centre(first) + self.size[first][0] / 2, start), (self.right[first], start)]]
        for stop in way.stops[1:-1]:
            y, half = self.middle[stop], self.size[stop][0] / 2
            pieces[-1].append((self.left[stop], y))
            if half:
                pieces[-1].append((self._centre(stop) - half, y))
                pieces.append([(self._centre(stop) + half, y)])
            pieces[-1].append((self.right[stop], y))
        pieces[-1] += [(self.left[last], end), (self._centre(last) - self.size[last][0] / 2, end)]
        if way.turned:
            pieces = [piece[::-1] for piece in reversed(pieces)]
        return Line(way.arrow, pieces)
