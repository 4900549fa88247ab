"""CSV for spreadsheet programs, which take a cell that begins like a formula for one and run it."""

from __future__ import annotations

import codecs
import re
from collections.abc import AsyncIterator

from munigraph.engine import LiveStream

NAME = "spreadsheet"
"""What `format` says to get it; a plain `csv` is never changed."""

_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?")
_CELL = re.compile(r'("?)((?<=")(?:[^"]++|"")*+"|[^",\r\n]*+)(,|\r?\n|\Z)')
"""A cell, whether it is quoted, and what ends it (RFC 4180). Python's own reader refuses any over 128 KB."""
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
        begun: list[str] = []
        quoted = False
        async for piece in self._stream:
            text = decode(piece)
            quoted ^= text.count('"') % 2 == 1
            end = _end_of_rows(text, quoted)
            if end:
                yield harmless("".join([*begun, text[:end]])).encode()
                begun.clear()
            begun.append(text[end:])
        yield harmless("".join(begun)).encode()

    def close(self) -> None:
        self._stream.close()


def harmless(table: str) -> str:
    """Whole rows of CSV without anything that begins like a formula, numbers apart."""
    return _CELL.sub(_without_formula, table)


def _without_formula(found: re.Match[str]) -> str:
    quote, cell, end = found.groups()
    runs = cell.startswith(_BEGINNINGS) and not _NUMBER.fullmatch(cell)
    return f"{quote}'{cell}{end}" if runs else found[0]


def _end_of_rows(text: str, quoted: bool) -> int:
    """Where the last row ends that does; a line break between quotes ends none.

    `quoted` says whether the end of the text is between quotes.
    """
    end = len(text)
    while True:
        if quoted:
            end = max(text.rfind('"', 0, end), 0)
        quote = text.rfind('"', 0, end)
        line_break = text.rfind("\n", quote + 1, end)
        if line_break >= 0:
            return line_break + 1
        if quote < 0:
            return 0
        end, quoted = quote, True
