"""Maps: places on coastlines, for as much of the world as they are spread over."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .coast import Extent, Scale, coast
from .legend import Legend, legend
from .links import harmless
from .rendering import FRAMES, WIDE, Cell, Drawing, Frame, Table, render, tabulate
from .text import clean, cut, width

_PAD = 0.12
_LEAST = 4.0
"""Degrees of latitude that a map shows at least."""
_POLE = 84.0
_LONGEST_LABEL = 130.0
_GAP = 9


class Sign(StrEnum):
    """How a place is marked: shape and colour."""

    MAIN = "main"
    DISC = "disc"
    SEAT = "seat"
    RING = "ring"


@dataclass(frozen=True, slots=True)
class Place:
    """A place to mark; those named first get their names on the map first."""

    label: str
    latitude: float
    longitude: float
    sign: Sign = Sign.DISC
    text: str = ""
    """What else there is to say of it."""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Map:
    """A map to draw; `signs` says what those that occur stand for."""

    title: str
    description: str
    places: Sequence[Place]
    signs: Sequence[tuple[Sign, str]]
    what: str
    about: str
    """Heads of the table's columns."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A place on the map, with its name where there was room."""

    place: Place
    x: float
    y: float
    label: str
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Layout:
    frame: Frame
    legend: Legend
    top: float
    land: str
    marks: Sequence[Marked]
    parallels: Sequence[float]
    meridians: Sequence[float]
    high: float
    height: float


Box = tuple[float, float, float, float]


def draw_map(picture: Map, ident: str) -> Drawing:
    """The places on land and water, and a table of the same."""
    layouts = [layout(picture, frame) for frame in FRAMES]
    linked = any(harmless(place.link) for place in picture.places)
    drawn = render("map.svg", ident, map=picture, layouts=layouts, linked=linked)
    return Drawing(drawn, tabulate(_table(picture), ident))


def layout(picture: Map, frame: Frame) -> Layout:
    above = legend([(f"sign-{sign}", name) for sign, name in picture.signs], frame)
    high = frame.width * (0.62 if frame == WIDE else 1.05)
    scale = fitted([(place.longitude, place.latitude) for place in picture.places], frame.width, high)
    return Layout(
        frame=frame,
        legend=above,
        top=above.height,
        land=coast(scale),
        marks=_marks(picture.places, scale, frame, high),
        parallels=[scale.at(0, latitude)[1] for latitude in _round(scale.extent.south, scale.extent.north)],
        meridians=[scale.at(longitude, 0)[0] for longitude in _round(scale.extent.west, scale.extent.east)],
        high=high,
        height=above.height + high,
    )


def fitted(points: Sequence[tuple[float, float]], wide: float, high: float) -> Scale:
    """A scale at which all points are on a picture of this size, with the world around them.

    Extents are whole degrees, so that places near each other share their coastlines.
    """
    across = [longitude for longitude, _ in points] or [12.0]
    up = [min(max(latitude, -_POLE), _POLE) for _, latitude in points] or [57.0]
    middle_x, middle_y = (min(across) + max(across)) / 2, (min(up) + max(up)) / 2
    shrink = max(math.cos(math.radians(middle_y)), 0.2)
    degrees_across = _with_room(max(across) - min(across))
    degrees_up = math.ceil(max(_with_room(max(up) - min(up)), degrees_across * shrink * high / wide))
    degrees_across = degrees_up * wide / high / shrink
    west, north = round(middle_x - degrees_across / 2), round(middle_y + degrees_up / 2)
    if degrees_up < 180:
        north = min(max(north, degrees_up - 90), 90)
    extent = Extent(west, north - degrees_up, west + degrees_across, north)
    return Scale(extent, wide / degrees_across, high / degrees_up)


def _with_room(degrees: float) -> float:
    """How much to show for places so far apart: some of the world around, at least what rounding takes."""
    return max(degrees * (1 + 2 * _PAD), degrees + 1, _LEAST * (1 + 2 * _PAD))


def _marks(places: Sequence[Place], scale: Scale, frame: Frame, high: float) -> Sequence[Marked]:
    """Places with names beside them as long as these cover neither a place nor another name."""
    spots = [scale.at(place.longitude, min(max(place.latitude, -90), 90)) for place in places]
    taken: list[Box] = [(x - 6, y - 6, x + 6, y + 6) for x, y in spots]
    marks = []
    for place, (x, y) in zip(places, spots, strict=True):
        label = cut(clean(place.label), _LONGEST_LABEL, frame.small)
        wide = width(label, frame.small)
        marks.append(_named(place, x, y, label, wide, frame, high, taken))
    return marks


def _named(
    place: Place, x: float, y: float, label: str, wide: float, frame: Frame, high: float, taken: list[Box]
) -> Marked:
    size = frame.small
    for anchor, label_x, label_y in (
        ("start", x + _GAP, y + size * 0.35),
        ("end", x - _GAP, y + size * 0.35),
        ("middle", x, y - _GAP),
        ("middle", x, y + _GAP + size * 0.8),
    ):
        left = label_x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        box = (left, label_y - size, left + wide, label_y + 3)
        fits = box[0] >= 2 and box[2] <= frame.width - 2 and box[1] >= 2 and box[3] <= high - 2
        own = (x - 6, y - 6, x + 6, y + 6)
        if fits and not any(_overlap(box, other) for other in taken if other != own):
            taken.append(box)
            return Marked(place, x, y, label, label_x, label_y, anchor)
    return Marked(place, x, y, "", x, y, "start")


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _round(low: float, high: float) -> Sequence[float]:
    """Degrees to draw lines at: few, and round."""
    step = next((each for each in (1, 2, 5, 10, 20, 30, 60) if (high - low) / each <= 5), 90)
    return [step * place for place in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _table(picture: Map) -> Table:
    named = dict(picture.signs)
    rows = [
        [Cell(place.label, place.link), Cell(place.text or named.get(place.sign, ""))]
        for place in picture.places
    ]
    return Table(picture.title, [picture.what, picture.about], rows)
