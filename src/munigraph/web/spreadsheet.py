"""CSV for spreadsheet programs, which take a cell that begins like a formula for one and run it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import AsyncIterator

from munigraph.engine import LiveStream

NAME = "spreadsheet"
"""What `format` says to get it; a plain `csv` is never changed."""

_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?")
_BYTE_ORDER_MARK = "\ufeff"
"""Without it such programs read UTF-8 as something else."""


class Spreadsheet:
    """A stream of CSV, with an apostrophe before every cell that a spreadsheet would run."""

    def __init__(self, stream: LiveStream) -> None:
        self._stream = stream

    @property
    def rows(self) -> int | None:
        return self._stream.rows

    @property
    def milliseconds(self) -> float | None:
        return self._stream.milliseconds

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield _BYTE_ORDER_MARK.encode()
        decode = codecs.getincrementaldecoder("utf-8")().decode
        rest = ""
        async for piece in self._stream:
            whole, rest = _whole_rows(rest + decode(piece))
            yield harmless(whole).encode()
        yield harmless(rest).encode()

    def close(self) -> None:
        self._stream.close()


def harmless(table: str) -> str:
    """Whole rows of CSV without anything that begins like a formula, numbers apart."""
    written = io.StringIO()
    writer = csv.writer(written)
    for row in csv.reader(io.StringIO(table, newline="")):
        writer.writerow([_quoted(cell) for cell in row])
    return written.getvalue()


def _quoted(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_BEGINNINGS) and not _NUMBER.fullmatch(cell) else cell


def _whole_rows(text: str) -> tuple[str, str]:
    """The rows that have ended, and what has begun; a line break between quotes ends none."""
    end = text.rfind("\n") + 1
    while text.count('"', 0, end) % 2:
        end = text.rfind("\n", 0, end - 1) + 1
    return text[:end], text[end:]
