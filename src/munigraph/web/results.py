"""A table of results as people see it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

ROWS_SHOWN = 1000
LARGEST_TABLE = 20_000_000
LARGEST_GRAPH = 1_000_000
"""Bytes of an answer beyond which a page only offers the download."""

_BINDINGS = re.compile(r'"bindings"\s*:\s*\[')
"""Before it there are only the names of variables, which are not followed by a colon."""
_NEXT = re.compile(r"[\s,]*\{")

LINKED = ("http", "https", "mailto")

Place = Callable[[str], str]
"""Where on this site an IRI leads; empty for one that is not ours."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value. Data never decide what is a link but by a scheme that is known to be harmless."""

    text: str
    link: str = ""
    outside: bool = False
    """Whether the link leads to another site."""
    title: str = ""
    language: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]

    def numeric(self, column: int) -> bool:
        """Whether all that stands in a column are numbers."""
        cells = [row[column] for row in self.rows]
        return any(cells) and all(cell.number for cell in cells if cell)


def table(body: bytes, prefixes: Mapping[str, str], place: Place) -> Table:
    """The first rows of SPARQL JSON results; the others are not even read, which would take long."""
    text = body.decode("utf-8")
    start = _BINDINGS.search(text)
    if start is None:
        return Table((), ())
    columns = tuple(json.loads(text[: start.end()] + "]}}")["head"].get("vars", ()))
    rows = islice(_bindings(text, start.end()), ROWS_SHOWN)
    return Table(
        columns, tuple(tuple(_cell(row.get(name), prefixes, place) for name in columns) for row in rows)
    )


def _bindings(text: str, at: int) -> Iterator[Mapping[str, Any]]:
    """The members of a list of objects whose first may begin at a place."""
    decoder = json.JSONDecoder()
    while (begin := _NEXT.match(text, at)) is not None:
        row, at = decoder.raw_decode(text, begin.end() - 1)
        yield row


def truth(body: bytes) -> bool:
    """The answer of an ASK query."""
    return bool(json.loads(body)["boolean"])


def _cell(term: Mapping[str, Any] | None, prefixes: Mapping[str, str], place: Place) -> Cell | None:
    if term is None:
        return None
    if term["type"] == "triple":
        parts = (_cell(term["value"][part], prefixes, place) for part in ("subject", "predicate", "object"))
        return Cell("<< " + " ".join(part.text for part in parts if part) + " >>")
    value = str(term["value"])
    if term["type"] == "uri":
        here = place(value)
        link = here or (value if _harmless(value) else "")
        return Cell(shortened(value, prefixes), link, outside=not here, title=value)
    if term["type"] == "bnode":
        return Cell(f"_:{value}")
    datatype = str(term.get("datatype", ""))
    number = datatype.endswith(("#integer", "#decimal", "#double", "#float"))
    return Cell(
        value, title=shortened(datatype, prefixes), language=str(term.get("xml:lang", "")), number=number
    )


def shortened(iri: str, prefixes: Mapping[str, str]) -> str:
    """The IRI with the longest prefix that fits, if what is left is a plain name."""
    fitting = [(len(start), name) for name, start in prefixes.items() if start and iri.startswith(start)]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}" if iri[length:] else iri


def _harmless(iri: str) -> bool:
    try:
        return urlsplit(iri).scheme.lower() in LINKED
    except ValueError:
        return False
