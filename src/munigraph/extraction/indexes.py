"""What the list of a collection says of a document: `index.tsv` in a folder above it.

Columns `file` (path from the list), `body` and `date`; others are left alone.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from .meetings import Meeting

_NAME = "index.tsv"


def meeting_of(path: Path) -> Meeting:
    """Body and date of a document's meeting, as the nearest list above it has them."""
    for folder in path.resolve().parents:
        if (folder / _NAME).is_file():
            row = _rows(folder / _NAME).get(path.resolve().relative_to(folder).as_posix(), {})
            return Meeting(row.get("body") or None, row.get("date") or None)
    return Meeting()


@cache
def _rows(index: Path) -> dict[str, dict[str, str]]:
    with index.open(encoding="utf-8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file, delimiter="\t") if row.get("file")}
