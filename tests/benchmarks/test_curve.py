"""The curve of growth: what it draws is where it belongs, and names do not stand on one another."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from benchmarks.compiler.curve import Curve, svg

SVG = "{http://www.w3.org/2000/svg}"
LINES = {"close & check": [(1e3, 0.1), (1e5, 10.0)], "other": [(1e3, 1.0), (1e5, 10.5)]}


def test_points_are_where_the_axes_say() -> None:
    drawn = ET.fromstring(svg(Curve("Growth", "Two lines.", "triples", "seconds", LINES)))  # noqa: S314 - ours
    points = [(float(each.get("cx", 0)), float(each.get("cy", 0))) for each in drawn.iter(f"{SVG}circle")]
    assert points[0][0] == points[2][0] < points[1][0] == points[3][0]
    assert points[0][1] > points[2][1] > points[1][1] > points[3][1]
    names = [each for each in drawn.iter(f"{SVG}text") if each.text in LINES]
    assert {each.text for each in names} == set(LINES)
    heights = sorted(float(each.get("y", 0)) for each in names)
    assert heights[1] - heights[0] >= 16
