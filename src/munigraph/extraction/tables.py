"""Sums in tables whose heading gives the unit: `Lånetak, mnkr` above a column, `(1.000 kr.)` above rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .money_words import YEARS, MoneyWords

_CELL = r"[-−–]?(?:\d{1,3}(?:[ \u00a0\u2007\u2009\u202f.]\d{3}){1,5}|\d{1,18})(?:,\d{1,6})?"
_ALONE = re.compile(rf"[^\S\n]*(?P<cell>{_CELL})[^\S\n]*")
_EDGE = r"(?:^[^\S\n]*|(?<=\t)|(?<=\|)|(?<=\s\s))"
_CELLS = re.compile(rf"{_EDGE}(?P<cell>{_CELL})(?=[^\S\n]{{2}}|\t|[^\S\n]*\||[^\S\n]*$)", re.MULTILINE)
_BEFORE = r"(?:[^\S\n]*|[^\n]{0,100}?(?:[^\S\n]{2}|[\t|]))"
_ROW = re.compile(rf"^{_BEFORE}(?=[-−–\d]){_CELL}[^\S\n]*$", re.MULTILINE)
_LONGEST = 200
"""How far above a row its heading may begin."""
_BLANKS = 1
"""How many blank lines in a row a table may hold."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of sums: where its unit stands, what it says, and the places of its numbers.

    Without numbers where they are of other things: percentages, counts.
    """

    start: int
    end: int
    power: int
    currency: str
    cells: tuple[tuple[int, int], ...]


def tables_in(text: str, words: MoneyWords) -> Iterator[Table]:
    """All tables of a text whose heading gives a unit of money."""
    done = 0
    for row in _ROW.finditer(text):
        if row.start() < done or _of_years(text, *row.span()):
            continue
        cells = tuple(_cells(text, row.start()))
        done = cells[-1][1] if cells else row.end()
        heading = _heading_above(text, row.start(), words)
        if heading and cells:
            other = words.not_money.search(heading[0])
            yield Table(*heading.span("unit"), *words.heading_unit(heading["unit"]), () if other else cells)


def _of_years(text: str, start: int, end: int) -> bool:
    """Whether a line's numbers are years: it heads columns."""
    return all(YEARS.fullmatch(text[first:last]) for first, last in _row(text, start, end))


def _heading_above(text: str, start: int, words: MoneyWords) -> re.Match[str] | None:
    """The line that heads the table whose first row begins at `start`; a line of years may be between."""
    for _ in range(2):
        window = text[max(0, start - _LONGEST) : start]
        end = start - len(window) + len(window.rstrip())
        line = text.rfind("\n", 0, end) + 1
        if text.count("\n", end, start) > _BLANKS + 1:
            return None
        heading = words.heading.fullmatch(text, line, end)
        if heading or not _of_years(text, line, end):
            return heading if heading and _is_heading(heading) else None
        start = line
    return None


def _is_heading(heading: re.Match[str]) -> bool:
    """Whether a line that ends in a unit heads a table: it is short and no sentence."""
    rest = heading["rest"].strip()
    years = all(YEARS.fullmatch(word) for word in rest.split())
    return years and not heading["label"].rstrip().endswith((".", ":"))


def _cells(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Places of numbers in the lines from `start` on, as long as they are lines of a table."""
    at, blank = start, 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        places = tuple(_row(text, at, end))
        blank = 0 if places else blank + 1
        if not places and (text[at:end].strip() or blank > _BLANKS):
            return
        yield from places
        at = end + 1


def _row(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    alone = _ALONE.fullmatch(text, start, end)
    if alone:
        yield alone.span("cell")
    elif "%" not in text[start:end]:
        for each in _CELLS.finditer(text, start, end):
            yield each.span("cell")
