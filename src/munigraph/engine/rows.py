"""Counting the rows of a table while its serialisation passes by, without parsing it again.

pyoxigraph writes a table in one go and does not say how many rows it had. Each
counter rests on what its format guarantees about line breaks, tags or strings.
"""

from __future__ import annotations

import re

from .spool import Spool

_ESCAPE = re.compile(rb"\\.", re.DOTALL)
_ROW = re.compile(rb"[\[,]\{")
_TAG = b"<result>"


class _Tsv:
    """Line breaks in terms are written as escapes; the first line is the heading."""

    rows = -1

    def see(self, data: bytes) -> None:
        self.rows += data.count(b"\n")


class _Csv:
    """Line breaks in values stand between quotes, and a quote in a value is doubled."""

    rows = -1
    quoted = False

    def see(self, data: bytes) -> None:
        parts = data.split(b'"')
        self.rows += sum(part.count(b"\n") for part in parts[self.quoted :: 2])
        self.quoted ^= len(parts) % 2 == 0


class _Xml:
    """Text has `<` only as `&lt;`, so the tag is always a tag."""

    rows = 0
    tail = b""

    def see(self, data: bytes) -> None:
        text = self.tail + data
        self.rows += text.count(_TAG)
        self.tail = text[1 - len(_TAG) :]


class _Json:
    """A row is an object in an array: outside strings, `{` follows `[` or `,` nowhere else."""

    rows = 0
    quoted = False
    tail = b""
    half_escape = b""

    def see(self, data: bytes) -> None:
        text = _ESCAPE.sub(b"", self.half_escape + data)
        self.half_escape = b"\\" if text.endswith(b"\\") else b""
        parts = text.removesuffix(b"\\").split(b'"')
        outside = self.tail + b'"'.join(parts[self.quoted :: 2])
        self.rows += len(_ROW.findall(outside))
        self.quoted ^= len(parts) % 2 == 0
        self.tail = b"" if self.quoted else outside[-1:]


_COUNTERS: dict[str, type[_Tsv | _Csv | _Xml | _Json]] = {
    "json": _Json,
    "xml": _Xml,
    "csv": _Csv,
    "tsv": _Tsv,
}


class CountingSpool(Spool):
    """A spool that knows how many rows of a table went into it."""

    def __init__(self, format_name: str) -> None:
        super().__init__()
        self._counter = _COUNTERS[format_name]()

    @property
    def rows(self) -> int:
        return self._counter.rows

    def write(self, data: bytes) -> int:
        self._counter.see(data)
        return super().write(data)
