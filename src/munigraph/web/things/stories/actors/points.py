"""Where things are, as maps show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...sketch import Value
from .told import Line, by


@dataclass(frozen=True, slots=True)
class Point:
    """A thing and where it is, if that is known, with what it has to do with the page's own."""

    it: Value
    how: tuple[str, ...]
    latitude: float | None
    longitude: float | None

    @property
    def placed(self) -> bool:
        return self.latitude is not None and self.longitude is not None


def points(lines: Iterable[Line], thing: str = "other") -> tuple[Point, ...]:
    """Things by name, each once."""
    found = [_point(some, thing) for some in by(lines, thing).values()]
    return tuple(sorted(found, key=lambda point: point.it.text.casefold()))


def _point(lines: list[Line], thing: str) -> Point:
    how = tuple(dict.fromkeys(line.text("how") for line in lines))
    latitude, longitude = (_degrees(lines[0].text(name), most) for name, most in (("lat", 90), ("long", 180)))
    return Point(lines[0][thing], how, latitude, longitude)


def _degrees(text: str, most: int) -> float | None:
    """A number of degrees; None for what is none, or off the globe."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if -most <= number <= most else None
