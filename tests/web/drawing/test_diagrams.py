"""Diagrams of classes: well-formed whatever the labels, nothing on top of anything else, always the same."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from munigraph.web.drawing import Arrow, Box, Diagram, DiagramWords, Drawing, Label, draw_diagram
from munigraph.web.drawing.diagrams.layers import columns, forward
from munigraph.web.drawing.diagrams.layout import LINE, laid_out
from munigraph.web.drawing.diagrams.places import GAP, apart, crossings, ordered
from munigraph.web.drawing.text import clean

SVG = "{http://www.w3.org/2000/svg}"
WORDS = DiagramWords("From", "Property", "To", "Kind of")
HOSTILE = '<script>alert(1)</script>"&\x00\u202eא'
NAMES = [f"c{number}" for number in range(7)]
LABELS = st.builds(
    Label,
    text=st.text(max_size=30) | st.just(HOSTILE) | st.just("x" * 10_000),
    link=st.sampled_from(["", "#Term", "/id/x", "javascript:a()"]),
    inferred=st.booleans(),
)
ENDS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] != pair[1])
ARROWS = st.tuples(ENDS, st.lists(LABELS, max_size=3)).map(lambda each: Arrow(*each[0], each[1]))
BOXES = st.tuples(st.text(max_size=30) | st.just(HOSTILE), st.booleans(), st.lists(LABELS, max_size=2))


@st.composite
def diagrams(draw: st.DrawFn) -> Diagram:
    boxes = [
        Box(name, text, "#" + name, outside, notes)
        for name, (text, outside, notes) in zip(
            NAMES, draw(st.lists(BOXES, min_size=7, max_size=7)), strict=True
        )
    ]
    return Diagram("A title", "What it shows", boxes, draw(st.lists(ARROWS, max_size=12)), WORDS)


def parsed(drawing: Drawing) -> ET.Element:
    return ET.fromstring(f"<div>{drawing.picture}{drawing.table}</div>")  # noqa: S314 - made a moment ago


@given(diagrams())
@settings(max_examples=150, deadline=None)
def test_any_diagram_is_whole_and_harmless(diagram: Diagram) -> None:
    root = parsed(draw_diagram(diagram, "some"))
    assert draw_diagram(diagram, "some") == draw_diagram(diagram, "some")
    assert not [element for element in root.iter() if element.tag.endswith(("script", "style"))]
    links = {element.get("href") for element in root.iter(f"{SVG}a")}
    assert links <= {"#Term", "/id/x", *(f"#{name}" for name in NAMES)}
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    ends = [element for element in root.iter(f"{SVG}path") if element.get("marker-end")]
    assert len(ends) == len(diagram.arrows)
    for element in ends:
        target = re.fullmatch(r"url\(#(.+)\)", element.attrib["marker-end"])
        assert target is not None
        assert target[1] in ids
    rows = sum(max(len(arrow.labels), 1) for arrow in diagram.arrows) + sum(
        len(box.notes) for box in diagram.boxes
    )
    assert len(root.findall("div/table/tbody/tr")) == rows
    texts = [element.text or "" for element in root.iter(f"{SVG}text")]
    for arrow in diagram.arrows:
        for label in arrow.labels:
            if len(label.text) < 20:
                assert any(clean(label.text) in text for text in texts)


@given(diagrams())
@settings(max_examples=150, deadline=None)
def test_nothing_stands_on_anything_else(diagram: Diagram) -> None:
    layout = laid_out(diagram)
    frames = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in layout.boxes]
    frames += [(label.x, label.y - LINE / 2, label.x, label.y + LINE / 2) for label in layout.labels]
    for (left, top, right, bottom), other in combinations(frames, 2):
        apart_across = right <= other[0] or other[2] <= left
        assert apart_across or bottom <= other[1] + 0.01 or other[3] <= top + 0.01
    for left, top, right, bottom in frames:
        assert 0 <= left <= right <= layout.width
        assert -0.01 <= top <= bottom <= layout.height + 0.01
    boxes = {placed.box.id: placed for placed in layout.boxes}
    for line in layout.lines:
        (x, y), (to_x, to_y) = line.pieces[0][0], line.pieces[-1][-1]
        for placed, (at, level) in (
            (boxes[line.arrow.source], (x, y)),
            (boxes[line.arrow.target], (to_x, to_y)),
        ):
            assert min(abs(at - placed.x), abs(at - placed.x - placed.width)) < 0.01
            assert placed.y <= level <= placed.y + placed.height


@given(st.lists(ENDS, max_size=20))
@example([("c0", "c1"), ("c1", "c0")])
def test_all_arrows_lead_to_the_right_but_those_that_close_a_circle(pairs: list[tuple[str, str]]) -> None:
    ends = forward(NAMES, pairs)
    found = columns(NAMES, ends)
    assert all(found[one] < found[other] for one, other in ends)
    assert {frozenset(pair) for pair in ends} == {frozenset(pair) for pair in pairs}


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(1, 90)), max_size=12))
def test_things_are_put_apart_in_their_order(things: list[tuple[float, float]]) -> None:
    wanted, sizes = [want for want, _ in things], [size for _, size in things]
    found = apart(wanted, sizes)
    for place in range(len(found) - 1):
        assert found[place + 1] - found[place] >= (sizes[place] + sizes[place + 1]) / 2 + GAP - 1e-6


@pytest.mark.parametrize(
    ("wanted", "sizes", "found"),
    [([0, 100], [10, 10], [0, 100]), ([50, 50], [10, 10], [39, 61]), ([100, 0], [10, 10], [39, 61])],
)
def test_they_stay_as_near_as_they_can(wanted: list[float], sizes: list[float], found: list[float]) -> None:
    assert apart(wanted, sizes) == found


def test_crossings_are_undone() -> None:
    grid = [["a", "b", "c"], ["x", "y", "z"]]
    after = {"a": ["z"], "b": ["y"], "c": ["x"]}
    assert crossings(grid, after) == 3
    assert crossings(ordered(grid, after), after) == 0
