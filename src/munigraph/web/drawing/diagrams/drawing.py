"""From a layout to markup, and to a table of the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..rendering import Cell, Drawing, Table, number, render, tabulate
from .layout import BOX_TYPE, LABEL_TYPE, LINE, Layout, laid_out
from .model import Diagram, Label


def draw_diagram(diagram: Diagram, ident: str) -> Drawing:
    """Classes as boxes in columns, what leads from one to another as arrows with its names on them."""
    layout = laid_out(diagram)
    picture = render(
        "diagram.svg",
        ident,
        diagram=diagram,
        layout=layout,
        lines=_lines(layout),
        step=LINE,
        box_type=BOX_TYPE,
        label_type=LABEL_TYPE,
    )
    words = diagram.words
    head = (words.source, words.arrow, words.target)
    return Drawing(picture, tabulate(Table(diagram.title, head, list(_rows(diagram))), ident))


def _lines(layout: Layout) -> list[tuple[bool, str, str]]:
    """Of each piece of a line whether it is of what is inferred, its way, and the head it ends in."""
    found = []
    for line in layout.lines:
        for place, points in enumerate(line.pieces, 1):
            head = "arrow" if line.arrow.labels else "above"
            found.append((line.arrow.inferred, _path(points), head if place == len(line.pieces) else ""))
    return found


def _path(points: Sequence[tuple[float, float]]) -> str:
    """A line through points that leaves and reaches each of them level."""
    found = ["M{},{}".format(*map(number, points[0]))]
    for (x, y), (to_x, to_y) in pairwise(points):
        if x == to_x:
            continue
        if y == to_y:
            found.append(f"H{number(to_x)}")
        else:
            half = number((x + to_x) / 2)
            found.append(f"C{half},{number(y)} {half},{number(to_y)} {number(to_x)},{number(to_y)}")
    return "".join(found)


def _rows(diagram: Diagram) -> Iterator[tuple[Cell, Cell, Cell]]:
    boxes = {box.id: Cell(box.text, box.link) for box in diagram.boxes}
    below = Label(diagram.words.below)
    for arrow in diagram.arrows:
        for label in arrow.labels or (below,):
            yield boxes[arrow.source], Cell(label.text, label.link), boxes[arrow.target]
    for box in diagram.boxes:
        for label in box.notes:
            yield boxes[box.id], Cell(label.text, label.link), boxes[box.id]
