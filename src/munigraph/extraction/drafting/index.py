"""An index of documents: which files there are, and what is known of each beside its text.

Tab-separated, with a line of headings: file, language, municipality, body, date, item, heading.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from munigraph.errors import Fault, InputFaultsError

from .papers import Told

_NAME = "index.tsv"
_COLUMNS = ("file", "language", "municipality", "body", "date", "item", "heading")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an index: a file, its language, and what is told of it."""

    file: Path
    name: str
    language: str | None
    told: Told


def read_index(path: Path) -> list[Line]:
    """The lines of an index. Files are named from the folder that it lies in.

    Raises InputFaultsError when it cannot be read, or lacks a column.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
            columns = set(rows[0]) if rows else set()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputFaultsError([Fault(path, 0, "", f"cannot be read: {error}")]) from error
    lacking = [column for column in _COLUMNS if column not in columns]
    if lacking:
        raise InputFaultsError([Fault(path, 1, ", ".join(lacking), "these columns are missing")])
    return [_line(path.parent, row) for row in rows]


def _line(folder: Path, row: dict[str, str | None]) -> Line:
    said = {name: (row.get(name) or "").strip() or None for name in _COLUMNS}
    name = said["file"] or ""
    told = Told(said["municipality"], said["body"], said["date"], said["item"], said["heading"])
    return Line(folder / name, name, said["language"], told)


def listed(path: Path) -> Line | None:
    """The line for a file in the nearest list above it, `index.tsv`."""
    for folder in path.resolve().parents:
        if (folder / _NAME).is_file():
            return _by_file(folder / _NAME).get(path.resolve())
    return None


@cache
def _by_file(index: Path) -> dict[Path, Line]:
    return {line.file.resolve(): line for line in read_index(index)}
