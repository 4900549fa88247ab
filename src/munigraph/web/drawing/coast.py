"""Coastlines: Natural Earth's land, as the build fetched it; without it maps have none."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import accumulate, pairwise
from typing import Any

Point = tuple[float, float]
"""Longitude and latitude in degrees, or a place in a drawing."""

_FILE = ("static", "built", "land.json")
_NEAR = 1.2
"""Points of a coast that stand closer together than this in the drawing are one."""
_SMALLEST = 2.0
"""Islands smaller than this in both directions are left out."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A part of the world, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: Extent) -> bool:
        across = self.west <= other.east and self.east >= other.west
        return across and self.south <= other.north and self.north >= other.south


@dataclass(frozen=True, slots=True)
class Scale:
    """From degrees to places: equirectangular, true to scale along one parallel."""

    extent: Extent
    across: float
    """Units for a degree of longitude."""
    down: float
    """Units for a degree of latitude."""

    def at(self, longitude: float, latitude: float) -> Point:
        return (longitude - self.extent.west) * self.across, (self.extent.north - latitude) * self.down


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed line, with the corners of the box around it."""

    points: Sequence[Point]
    box: Extent


_HALF = 180.0
_WORLD = Extent(-_HALF, -90.0, _HALF, 90.0)


@lru_cache(maxsize=128)
def coast(scale: Scale) -> str:
    """The land within an extent as the data of an SVG path; empty where the coastlines are not there."""
    return "".join(_path(ring) for ring in _drawn(scale))


def _drawn(scale: Scale) -> Iterator[Sequence[Point]]:
    extent = scale.extent
    for ring in _land():
        box = ring.box
        if (
            box.west > extent.east
            or box.east < extent.west
            or box.south > extent.north
            or box.north < extent.south
        ):
            continue
        placed = _thinned(scale.at(*point) for point in clipped(ring.points, extent))
        if len(placed) > 2 and _large(placed):
            yield placed


def clipped(points: Sequence[Point], extent: Extent) -> Sequence[Point]:
    """The part of a polygon within a box (Sutherland and Hodgman's way, side by side)."""
    for axis, limit, sign in (
        (0, extent.west, 1),
        (0, extent.east, -1),
        (1, extent.south, 1),
        (1, extent.north, -1),
    ):
        points = list(_kept(points, axis, limit, sign))
        if not points:
            break
    return points


def _kept(points: Sequence[Point], axis: int, limit: float, sign: int) -> Iterator[Point]:
    before = points[-1]
    was_in = (before[axis] - limit) * sign >= 0
    for point in points:
        is_in = (point[axis] - limit) * sign >= 0
        if is_in != was_in:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            yield (limit, other) if axis == 0 else (other, limit)
        if is_in:
            yield point
        before, was_in = point, is_in


def _thinned(points: Iterable[Point]) -> Sequence[Point]:
    kept: list[Point] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _NEAR:
            kept.append((x, y))
    return kept


def _large(points: Sequence[Point]) -> bool:
    across, down = zip(*points, strict=True)
    return bool(max(max(across) - min(across), max(down) - min(down)) >= _SMALLEST)


def _path(points: Sequence[Point]) -> str:
    """Relative steps in tenths of a unit: half as long as absolute places."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = (
        f"{_tenth(x - before_x)} {_tenth(y - before_y)}" for (before_x, before_y), (x, y) in pairwise(tenths)
    )
    return f"M{_tenth(tenths[0][0])} {_tenth(tenths[0][1])}l{' '.join(steps)}z"


def _tenth(number: int) -> str:
    return f"{number / 10:g}"


@cache
def _land() -> Sequence[Ring]:
    """All rings of land; none where the build had no coastlines to fetch."""
    file = resources.files("munigraph.web").joinpath(*_FILE)
    try:
        content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(_rings(content))


def _rings(topology: dict[str, Any]) -> Iterator[Ring]:
    """The outlines of a TopoJSON topology (https://github.com/topojson/topojson-specification)."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Point]] = []
    for steps in topology["arcs"]:
        xs, ys = accumulate(step[0] for step in steps), accumulate(step[1] for step in steps)
        arcs.append([(left + x * scale_x, bottom + y * scale_y) for x, y in zip(xs, ys, strict=True)])
    for geometry in topology["objects"]["land"]["geometries"]:
        shapes = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for indices in (ring for shape in shapes for ring in shape):
            yield from _turned(_whole([point for index in indices for point in _arc(arcs, index)]))


def _whole(points: Sequence[Point]) -> Sequence[Point]:
    """A ring without a jump where it crosses the 180th meridian; one around a pole is closed over it."""
    turned, shift = [points[0]], 0.0
    for (before, _), (longitude, latitude) in pairwise(points):
        if abs(longitude - before) > _HALF:
            shift += 2 * _HALF if longitude < before else -2 * _HALF
        turned.append((longitude + shift, latitude))
    if shift:
        pole = math.copysign(90.0, points[0][1])
        turned += [(turned[-1][0], pole), (turned[0][0], pole)]
    return turned


def _turned(points: Sequence[Point]) -> Iterator[Ring]:
    """A ring, and again a whole turn away where it reaches over the edge of the world."""
    across, up = zip(*points, strict=True)
    box = Extent(min(across), min(up), max(across), max(up))
    for turn in (0.0, 2 * _HALF, -2 * _HALF):
        moved = Extent(box.west + turn, box.south, box.east + turn, box.north)
        if not turn or moved.meets(_WORLD):
            yield Ring([(x + turn, y) for x, y in points] if turn else points, moved)


def _arc(arcs: list[list[Point]], index: int) -> list[Point]:
    """An arc from its second point on; a negative index is one that is run backwards."""
    return arcs[index][1:] if index >= 0 else arcs[~index][-2::-1]
