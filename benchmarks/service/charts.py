"""Bar charts as SVG: readable in light and in dark, by eye and by screen reader."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

COLOURS = ("#1f77b4", "#e07b00", "#2a9d4b", "#c0392b", "#8e5bb5", "#7f7f7f")
WIDTH, LEFT, RIGHT, TOP, BAR, GAP = 760, 190, 90, 72, 15, 14
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1b1b1b}.head{font-weight:bold}"
    ".small{font-size:11px}.quiet{fill:#5a5a5a}.grid{stroke:#ccc}"
    "@media(prefers-color-scheme:dark){text{fill:#ededed}.quiet{fill:#b0b0b0}.grid{stroke:#555}"
    ".ground{fill:#161616}}.ground{fill:#fff}"
)


@dataclass(frozen=True, slots=True)
class Chart:
    """Groups of bars: for each group, a value by service; a service may lack one."""

    title: str
    description: str
    unit: str
    services: Sequence[str]
    groups: Mapping[str, Mapping[str, float]]


def svg(chart: Chart, logarithmic: bool) -> str:
    """Draw a chart. A logarithmic scale begins a decade below the smallest value."""
    values = [value for group in chart.groups.values() for value in group.values() if value > 0]
    scale = _logarithmic(values) if logarithmic and values else _linear(values)
    parts: list[str] = []
    top = TOP
    for name, group in chart.groups.items():
        parts.extend(_group(chart, name, group, scale, top))
        top += BAR * max(1, len(group)) + GAP
    height = top + 10
    lines = [_grid(scale.place(mark), mark, height) for mark in scale.marks]
    return "\n".join([*_head(chart, height), *lines, *_legend(chart), *parts, "</svg>", ""])


@dataclass(frozen=True, slots=True)
class _Scale:
    least: float
    most: float
    marks: tuple[float, ...]
    logarithmic: bool

    def place(self, value: float) -> float:
        """How far right a value stands, in pixels from the left edge."""
        if self.logarithmic:
            share = math.log(max(value, self.least) / self.least) / math.log(self.most / self.least)
        else:
            share = value / self.most
        return LEFT + share * (WIDTH - LEFT - RIGHT)


def _logarithmic(values: Sequence[float]) -> _Scale:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    low, high = (low - 1 if 10**low == min(values) else low), max(high, low + 1)
    return _Scale(10.0**low, 10.0**high, tuple(10.0**power for power in range(low, high + 1)), True)


def _linear(values: Sequence[float]) -> _Scale:
    most = max(values, default=1.0)
    step = 10.0 ** math.floor(math.log10(most))
    step = next(part for part in (step / 5, step / 2, step, step * 2) if most / part <= 6)
    count = math.ceil(most / step)
    return _Scale(0, step * count, tuple(step * number for number in range(count + 1)), False)


def _head(chart: Chart, height: int) -> list[str]:
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        'aria-labelledby="title desc">',
        f'<title id="title">{escape(chart.title)}</title>',
        f'<desc id="desc">{escape(chart.description)}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="ground" width="{WIDTH}" height="{height}" rx="6"/>',
        f'<text x="14" y="22" class="head">{escape(chart.title)}</text>',
        f'<text x="{WIDTH - 14}" y="22" text-anchor="end" class="quiet">{escape(chart.unit)}</text>',
    ]


def _legend(chart: Chart) -> list[str]:
    parts = []
    left = 14
    for service in chart.services:
        parts.append(f'<rect x="{left}" y="33" width="11" height="11" fill="{_colour(chart, service)}"/>')
        parts.append(f'<text x="{left + 16}" y="43">{escape(service)}</text>')
        left += 36 + 8 * len(service)
    return parts


def _group(chart: Chart, name: str, group: Mapping[str, float], scale: _Scale, top: int) -> list[str]:
    middle = top + BAR * len(group) / 2 + 4
    parts = [f'<text x="{LEFT - 10}" y="{middle:.0f}" text-anchor="end">{escape(name)}</text>']
    for number, (service, value) in enumerate(group.items()):
        across, down = scale.place(value), top + BAR * number
        parts.append(
            f'<rect x="{LEFT}" y="{down}" width="{max(1.0, across - LEFT):.1f}" height="{BAR - 2}" '
            f'fill="{_colour(chart, service)}"><title>{escape(service)}: {short(value)}</title></rect>'
        )
        parts.append(f'<text x="{across + 5:.1f}" y="{down + 11}" class="small">{short(value)}</text>')
    return parts


def _grid(across: float, mark: float, height: int) -> str:
    return (
        f'<line class="grid" x1="{across:.1f}" x2="{across:.1f}" y1="{TOP - 4}" y2="{height - 8}"/>'
        f'<text class="quiet small" x="{across:.1f}" y="{TOP - 8}" text-anchor="middle">'
        f"{short(mark)}</text>"
    )


def _colour(chart: Chart, service: str) -> str:
    return COLOURS[list(chart.services).index(service) % len(COLOURS)]


def short(value: float) -> str:
    """A number with three figures, no more than a reader compares."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
