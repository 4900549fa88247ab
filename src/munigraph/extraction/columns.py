"""Votes told in a table: a mark under `Ja`, `Nej` or `Avstår` becomes the word above it.

`Anna Ek (S)       X` says nothing once its spaces are gone; `Anna Ek (S)   Nej` does.
The profile's slot `columns` has the words that head such columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .profile import Profile
from .text import Span, View

_MARK = re.compile(r"(?<=\s)[Xx×](?=\s|$)")
_NUMBER = re.compile(r"(?<=\s)\d{1,3}(?=\s|$)")
_ROW = re.compile(r"\S.*?[^\S\n]{2,}\S")
_FARTHEST = 6
"""How far beside the word above it a mark may stand."""
_FEWEST = 2

_Column = tuple[str, int, int]
"""What heads a column, and from where to where in its line."""


def headed(view: View, profile: Profile) -> View:
    """The view with marks and sums of voting tables named by what stands above them."""
    return view.edited(_edits(view, profile)) if "columns" in profile.slots else view


def _edits(view: View, profile: Profile) -> Iterator[tuple[int, int, str]]:
    words = re.compile(rf"(?<!\S)(?:{profile.slots['columns']})(?!\S)", re.IGNORECASE)
    columns: list[_Column] = []
    for start, end in view.lines():
        line = view.text[start:end]
        heads = [(found[0], *found.span()) for found in words.finditer(line)]
        if len(heads) >= _FEWEST and not _NUMBER.search(line):
            shift = start - _line_start(view, start)
            columns = [(word, at + shift, to + shift) for word, at, to in heads]
            continue
        if not line:
            continue
        shift = start - _line_start(view, start)
        for at, to in _cells(line) if columns else ():
            word = _above(columns, at + shift, to + shift)
            if word:
                cell = line[at:to]
                yield start + at, start + to, word if _MARK.fullmatch(f" {cell}", 1) else f"{word} {cell}"
        if columns and not _ROW.match(line) and "(" not in line:
            columns = []


def _line_start(view: View, at: int) -> int:
    """Where the line begins, white space and all."""
    return view.text.rfind("\n", 0, at) + 1


def _cells(line: str) -> list[Span]:
    """A mark by itself, or the sums of all columns."""
    marks = [found.span() for found in _MARK.finditer(line)]
    sums = [found.span() for found in _NUMBER.finditer(line)]
    return marks if len(marks) == 1 else sums if len(sums) >= _FEWEST else []


def _above(columns: list[_Column], start: int, end: int) -> str | None:
    """The word that stands above a cell."""
    away = sorted((max(at - end, start - to, 0), word) for word, at, to in columns)
    return away[0][1] if away[0][0] <= _FARTHEST and (len(away) == 1 or away[0][0] < away[1][0]) else None
