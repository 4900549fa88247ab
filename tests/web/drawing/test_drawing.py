"""Drawings: well-formed, harmless, and with every number where it belongs."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from munigraph.web.drawing import (
    Ballot,
    Columns,
    Drawing,
    DrawingError,
    Line,
    Map,
    Mark,
    Place,
    Series,
    Side,
    SideKind,
    Sign,
    Timeline,
    Tone,
    Vote,
    VoteWords,
    coast,
    columns,
    draw_columns,
    draw_map,
    draw_timeline,
    draw_vote,
    timeline,
    vote_layout,
)  # fmt: skip
from munigraph.web.drawing import map as maps
from munigraph.web.drawing.rendering import FRAMES
from munigraph.web.drawing.text import cut, width
from munigraph.web.texts.dates import PartialDate

WORDS = VoteWords("not stated", "stated {stated}, named {named}", "Side", "Party", "Votes", "Persons")
HOSTILE = '<script>alert(1)</script>"&\x00\u202eא'
LABELS = st.text(max_size=60) | st.just(HOSTILE) | st.just("x" * 10_000)
COUNTS = st.none() | st.integers(0, 400)
LINKS = st.sampled_from([None, "/id/x", "javascript:a()"])
BALLOTS = st.builds(Ballot, party=LABELS, short=st.text(max_size=4), count=COUNTS, link=LINKS)
KINDS = st.sampled_from(SideKind)
SIDES = st.builds(Side, kind=KINDS, label=LABELS, count=COUNTS, ballots=st.lists(BALLOTS, max_size=9))
VOTES = st.builds(
    Vote,
    title=LABELS,
    description=LABELS,
    sides=st.lists(SIDES, max_size=4),
    words=st.just(WORDS),
)
NUMBERS = st.lists(st.tuples(LABELS, st.integers(0, 10**7), st.integers(0, 9)), max_size=60)
DATES = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)).map(
    lambda day: PartialDate.read(f"{day.year:04}") or PartialDate(day, day, "day")
)
MARKS = st.builds(Mark, st.sampled_from(Tone), DATES, DATES, moment=st.booleans(), text=LABELS)


def places(south: float, north: float, west: float, east: float) -> st.SearchStrategy[list[Place]]:
    where = st.floats(south, north), st.floats(west, east)
    return st.lists(st.builds(Place, LABELS, *where, st.sampled_from(Sign), text=LABELS), max_size=40)


PLACES = places(-90, 90, -180, 180) | places(55, 60, 10, 18)


def parsed(drawing: Drawing) -> ET.Element:
    """Both halves as one piece of XML; every id in it stands once, and no script, style or foreign link."""
    text = f"<div>{drawing.picture}{drawing.table}</div>"
    root = ET.fromstring(text)  # noqa: S314 - made a moment ago
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        assert not element.tag.endswith(("script", "style"))
        assert "style" not in element.attrib
        assert not (element.get("href") or "").startswith("javascript")
    return root


def numbers(root: ET.Element, *names: str) -> list[float]:
    return [float(element.get(name, "0")) for element in root.iter() for name in names if element.get(name)]


@settings(deadline=None)
@given(VOTES)
def test_a_vote_can_be_drawn_whatever_it_is(vote: Vote) -> None:
    root = parsed(draw_vote(vote, "vote"))
    assert all(math.isfinite(number) for number in numbers(root, "x", "y"))
    for frame in FRAMES:
        laid = vote_layout.layout(vote, frame)
        for row in laid.rows:
            drawn = sum(part.width for part in row.segments)
            assert drawn == pytest.approx(row.reach)
            assert laid.left + row.reach <= frame.width + 0.01
        assert [row.y for row in laid.rows] == sorted(row.y for row in laid.rows)


@settings(deadline=None)
@given(NUMBERS)
def test_columns_are_as_high_as_their_numbers(rows: Sequence[tuple[str, int, int]]) -> None:
    asked = Columns(
        "t", "d", [row[0] for row in rows],
        [Series("one", [row[1] for row in rows]), Series("two", [row[2] for row in rows])], "Year", "All",
    )  # fmt: skip
    parsed(draw_columns(asked, "columns"))
    for frame in FRAMES:
        laid = columns.layout(asked, frame)
        unit = (laid.ticks[0][0] - laid.ticks[-1][0]) / columns.steps(
            max((a + b for _, a, b in rows), default=0)
        )[-1]
        for column, (_, one, two) in zip(laid.columns, rows, strict=True):
            assert sum(part.height for part in column.parts) == pytest.approx((one + two) * unit)
            assert laid.left <= column.x <= frame.width


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_an_axis_reaches_over_the_greatest_number(most: int) -> None:
    marks = columns.steps(most)
    assert marks[0] == 0
    assert most <= marks[-1]
    assert 2 <= len(marks) <= 6
    assert len({b - a for a, b in pairwise(marks)}) == 1


def test_each_series_has_all_its_numbers() -> None:
    with pytest.raises(DrawingError, match="one number for each"):
        draw_columns(Columns("t", "d", ["a", "b"], [Series("s", [1])], "Year", "All"), "c")


@settings(deadline=None)
@given(st.lists(st.builds(Line, LABELS, st.lists(MARKS, max_size=4)), max_size=8))
def test_a_time_line_stays_within_its_frame(lines: Sequence[Line]) -> None:
    asked = Timeline("t", "d", lines, [(Tone.PLAIN, "member"), (Tone.HOLLOW, "proposed")], "What", "When")
    parsed(draw_timeline(asked, "times"))
    for frame in FRAMES:
        laid = timeline.layout(asked, frame)
        for row in laid.rows:
            for shape in row.shapes:
                assert -0.01 <= shape.left <= shape.sure <= shape.firm + 0.01
                assert shape.right <= frame.width
        assert all(0 <= x <= frame.width for x, _ in laid.ticks)


@settings(deadline=None)
@given(PLACES)
def test_all_places_are_on_the_map(marked: Sequence[Place]) -> None:
    asked = Map("t", "d", marked, [(Sign.DISC, "member"), (Sign.RING, "proposed")], "City", "Role")
    parsed(draw_map(asked, "map"))
    for frame in FRAMES:
        laid = maps.layout(asked, frame)
        boxes = []
        for mark in laid.marks:
            assert -0.5 <= mark.x <= frame.width + 0.5
            if abs(mark.place.latitude) < 80:
                assert -0.5 <= mark.y <= laid.high + 0.5
            if mark.label:
                wide = width(mark.label, frame.small)
                left = mark.label_x - {"start": 0, "middle": wide / 2, "end": wide}[mark.anchor]
                boxes.append((left, mark.label_y - frame.small, left + wide, mark.label_y + 3))
        for place, one in enumerate(boxes):
            assert not any(maps._overlap(one, other) for other in boxes[place + 1 :])


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=3, max_size=30))
def test_what_is_clipped_is_within(points: list[tuple[float, float]]) -> None:
    extent = coast.Extent(-20, 40, 30, 70)
    for x, y in coast.clipped(points, extent):
        assert extent.west - 1e-9 <= x <= extent.east + 1e-9
        assert extent.south - 1e-9 <= y <= extent.north + 1e-9


def test_a_square_is_clipped_to_what_is_left_of_it() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    left = coast.clipped(square, coast.Extent(5, 5, 20, 20))
    assert {(x, y) for x, y in left} == {(5, 5), (10, 5), (10, 10), (5, 10)}


def test_a_ring_over_the_edge_of_the_world_does_not_jump() -> None:
    ring = [(170.0, 60.0), (-170.0, 60.0), (-170.0, 70.0), (170.0, 70.0), (170.0, 60.0)]
    turned = list(coast._turned(coast._whole(ring)))
    assert [each.box.west for each in turned] == [170.0, -190.0]
    assert all(each.box.east - each.box.west == 20 for each in turned)


@settings(deadline=None)
@given(LABELS, st.floats(20, 400))
def test_text_is_cut_to_its_room(text: str, room: float) -> None:
    assert width(cut(text, room, 13), 13) <= room + 0.01


def test_what_disagrees_is_told_with_both_numbers() -> None:
    vote = Vote("t", "d", [Side(SideKind.FOR, "For", 8, [Ballot("A", "A", 7)])], WORDS)
    drawing = draw_vote(vote, "v")
    assert "stated 8, named 7" in drawing.picture
    assert "stated 8, named 7" in drawing.table


def test_every_side_shows_where_one_party_ends() -> None:
    """One cut between each two parties, on the first side as on the others."""
    parties = [Ballot("A", "A", 5), Ballot("B", "B", 3), Ballot("C", "C", 1)]
    sides = [Side(kind, kind, 9, parties) for kind in (SideKind.FOR, SideKind.AGAINST)]
    cuts = [
        (element.get("d") or "").count("M")
        for element in parsed(draw_vote(Vote("t", "d", sides, WORDS), "v")).iter()
        if element.get("class") == "drawing-cut"
    ]
    assert cuts == [2] * len(sides) * len(FRAMES)
