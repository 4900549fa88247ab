"""Counting the rows of a table while its serialisation passes by, without parsing it again.

pyoxigraph writes a table in one go and does not say how many rows it had. Each
counter rests on what its format guarantees about line breaks, tags or strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Protocol

from .spool import Spool

_ESCAPE = re.compile(rb"\\.", re.DOTALL)
_JSON_NEXT = re.compile(rb',\{"[^},]')
_JSON_EMPTY = re.compile(rb",\{\}[,\]]")
_JSON_FIRST = b'"bindings":['
_JSON_ROW = re.compile(rb"[\[,]\{")
_JSON_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[,]\{', re.DOTALL)
_CSV_TOKEN = re.compile(rb'"[^"]*+"|\n')
_XML_ROW = re.compile(rb"<result>")
_LINE = re.compile(rb"\n")


class Counter(Protocol):
    """Sees a serialisation piece by piece; `rows` is how many it had until now, the heading not counted."""

    rows: int

    def see(self, data: bytes) -> None: ...


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
        self.rows += text.count(b"<result>")
        self.tail = text[1 - len(b"<result>") :]


class _Json:
    """A row is an object in an array: outside strings, `{` follows `[` or `,` nowhere else.

    Without escapes, `,{"` begins a row unless a string ends there, and then `}` or `,` follows.
    Only where there may be rows without values, strings have to be told apart. A row that
    begins in the last three bytes is left to the next piece. The first row is seen as if a
    comma stood before it.
    """

    rows = 0
    begun = False
    quoted = False
    tail = b""
    half_escape = b""

    def see(self, data: bytes) -> None:
        text = self.half_escape + data
        self.half_escape = b""
        if b"\\" in text:
            text = _ESCAPE.sub(b"", text)
            self.half_escape = b"\\" if text.endswith(b"\\") else b""
            text = text.removesuffix(b"\\")
        self._count(self.tail + text)

    def _count(self, text: bytes) -> None:
        if not self.begun:
            _, head, rows = text.partition(_JSON_FIRST)
            if not head or len(rows) < len("]}}"):
                self.tail = text
                return
            self.begun, text = True, b"," + rows
        doubtful = _JSON_EMPTY.search(text)
        self.rows += self._among_strings(text[:-2]) if doubtful else len(_JSON_NEXT.findall(text))
        self.tail = text[-3:]
        self.quoted ^= text.count(b'"', 0, max(len(text) - 3, 0)) % 2 == 1

    def _among_strings(self, text: bytes) -> int:
        return len(_JSON_ROW.findall(b'"'.join(text.split(b'"')[self.quoted :: 2])))


_COUNTERS: dict[str, type[_Tsv | _Csv | _Xml | _Json]] = {
    "json": _Json,
    "xml": _Xml,
    "csv": _Csv,
    "tsv": _Tsv,
}


def counter(format_name: str) -> Counter:
    return _COUNTERS[format_name]()


def shortened(format_name: str, table: bytes, rows: int) -> bytes:
    """The beginning of a table with so many rows, closed as its format wants it.

    `table` may end anywhere after the row that is left out first.
    """
    match format_name:
        case "json":
            return table[: _nth(_json_rows(table), rows)].removesuffix(b",") + b"]}}"
        case "xml":
            found = (match.start() for match in _XML_ROW.finditer(table))
            return table[: _nth(found, rows)] + b"</results></sparql>"
        case "csv":
            return table[: _nth(_csv_rows(table), rows)]
        case _:
            return table[: _nth((match.end() for match in _LINE.finditer(table)), rows)]


def _nth(places: Iterator[int], number: int) -> int | None:
    return next(islice(places, number, None), None)


def _json_rows(table: bytes) -> Iterator[int]:
    """Where each row begins; an array has its first right after the bracket."""
    for match in _JSON_TOKEN.finditer(table):
        if match[0][:1] in b"[,":
            yield match.start() + 1


def _csv_rows(table: bytes) -> Iterator[int]:
    for match in _CSV_TOKEN.finditer(table):
        if match[0] == b"\n":
            yield match.end()


class CountingSpool(Spool):
    """A spool that knows how many rows of a table went into it."""

    def __init__(self, format_name: str) -> None:
        super().__init__()
        self._counter = counter(format_name)

    @property
    def rows(self) -> int:
        return self._counter.rows

    def write(self, data: bytes) -> int:
        self._counter.see(data)
        return super().write(data)
