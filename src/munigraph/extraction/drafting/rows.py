"""Titles of rows: what a line of a table is about, where cells are set apart by spaces."""

from __future__ import annotations

import re

_GAP = re.compile(r"\s{2,}")
_MOST_LINES = 3
_INDENTED = 10
"""A line that begins further in than this is a heading, not the rest of a cell."""
_LONGEST = 300


def row(text: str, at: int) -> str | None:
    """The first cell of the row that a place lies in; None where the place is in no table.

    The cell goes on in the next lines, up to an empty one, a heading, or one that has
    something below the last cell: that is a row of its own.
    """
    start = text.rfind("\n", 0, at) + 1
    first = _cells(_line(text, start))
    if len(first) < 2:
        return None
    line = _line(text, start).rstrip()
    cell, column = [first[0]], max(at - start, line.rfind(first[-1]))
    while (start := text.find("\n", start) + 1) and len(cell) < _MOST_LINES:
        line = _line(text, start).rstrip()
        indent = len(line) - len(line.lstrip())
        if not line or indent > _INDENTED or len(line) > column:
            break
        cell.append(_cells(line)[0])
    title = " ".join(" ".join(cell).split())
    return title if len(title) <= _LONGEST else None


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)]


def _cells(line: str) -> list[str]:
    return [cell for cell in _GAP.split(line.strip()) if cell]
