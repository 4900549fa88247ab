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
    for heading in words.heading.finditer(text):
        if heading.start() < done or not _is_heading(heading):
            continue
        cells = tuple(_cells(text, heading.end() + 1))
        if cells:
            done = cells[-1][1]
            other = words.not_money.search(heading[0])
            yield Table(*heading.span("unit"), *words.heading_unit(heading["unit"]), () if other else cells)


def _is_heading(heading: re.Match[str]) -> bool:
    """Whether a line that ends in a unit heads a table: it is short and no sentence."""
    rest = heading["rest"].strip()
    years = all(YEARS.fullmatch(word) for word in rest.split())
    return years and not heading["label"].rstrip().endswith((".", ":"))


def _cells(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Places of numbers in the lines from `start` on, as long as they are lines of a table."""
    at, blank, rows = start, 0, 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        places = list(_row(text, at, end))
        if not places:
            blank += 1
            if text[at:end].strip() or blank > _BLANKS:
                return
        else:
            blank = 0
            rows += 1
            if not (rows == 1 and all(YEARS.fullmatch(text[first:last]) for first, last in places)):
                yield from places
        at = end + 1


def _row(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    alone = _ALONE.fullmatch(text, start, end)
    if alone:
        yield alone.span("cell")
    elif "%" not in text[start:end]:
        for each in _CELLS.finditer(text, start, end):
            yield each.span("cell")
