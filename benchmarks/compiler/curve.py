"""How time and memory grow with the graph, as lines on two logarithmic scales (SVG)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from benchmarks.service.charts import COLOURS

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 460, 70, 190, 52, 48
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1b1b1b}.head{font-weight:bold}.small{font-size:11px}"
    ".grid{stroke:#ccc}.ground{fill:#fff}path{fill:none;stroke-width:2}"
    "@media(prefers-color-scheme:dark){text{fill:#ededed}.grid{stroke:#555}.ground{fill:#161616}}"
)
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Curve:
    """Lines by name, each of points of size and value."""

    title: str
    description: str
    across: str
    up: str
    lines: Mapping[str, Points]


def svg(curve: Curve) -> str:
    """Draw the lines, each with its name at its end."""
    points = [point for line in curve.lines.values() for point in line]
    across = _Axis([size for size, _ in points], LEFT, WIDTH - RIGHT)
    up = _Axis([value for _, value in points], HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-labelledby="title desc">',
        f'<title id="title">{escape(curve.title)}</title>',
        f'<desc id="desc">{escape(curve.description)}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}" rx="6"/>',
        _text(14, 22, curve.title, "head"),
        _text(LEFT, TOP - 10, curve.up),
        _text(WIDTH - RIGHT, HEIGHT - 10, curve.across, anchor="end"),
    ]
    for mark in across.marks:
        x = across.place(mark)
        parts.append(_line(x, x, TOP, HEIGHT - BOTTOM))
        parts.append(_text(x, HEIGHT - BOTTOM + 16, f"{mark:,.0f}", anchor="middle"))
    for mark in up.marks:
        y = up.place(mark)
        parts.append(_line(LEFT, WIDTH - RIGHT, y, y))
        parts.append(_text(LEFT - 8, y + 4, f"{mark:,g}", anchor="end"))
    ends = _apart({name: up.place(line[-1][1]) for name, line in curve.lines.items()})
    for number, (name, line) in enumerate(curve.lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        places = [(across.place(size), up.place(value)) for size, value in line]
        drawn = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        parts.append(f'<path d="{drawn}" stroke="{colour}"/>')
        for (x, y), (size, value) in zip(places, line, strict=True):
            told = escape(f"{name}, {size:,.0f}: {value:,.3g}")
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}">')
            parts.append(f"<title>{told}</title></circle>")
        parts.append(_text(places[-1][0] + 10, ends[name] + 4, name, "name"))
    return "\n".join([*parts, "</svg>", ""])


def _text(x: float, y: float, text: str, kind: str = "small", anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _line(left: float, right: float, top: float, bottom: float) -> str:
    return f'<line class="grid" x1="{left:.1f}" x2="{right:.1f}" y1="{top:.1f}" y2="{bottom:.1f}"/>'


class _Axis:
    """A logarithmic scale from one pixel to another, in whole decades."""

    def __init__(self, values: Sequence[float], begin: float, end: float) -> None:
        self._low = math.floor(math.log10(min(values)))
        self._high = max(math.ceil(math.log10(max(values))), self._low + 1)
        self._begin, self._end = begin, end
        self.marks = [10.0**power for power in range(self._low, self._high + 1)]

    def place(self, value: float) -> float:
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return self._begin + share * (self._end - self._begin)


def _apart(places: Mapping[str, float], least: float = 16) -> dict[str, float]:
    """Places moved down so that no name stands on another."""
    found: dict[str, float] = {}
    lowest = -math.inf
    for name, place in sorted(places.items(), key=lambda each: each[1]):
        lowest = found[name] = max(place, lowest + least)
    return found
