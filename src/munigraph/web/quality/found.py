"""Single documents and single results, as the page lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from munigraph.names import PREFIXES, VOCABULARY

from ..things.asking import Row
from ..things.sketch import Sketch, Value

_SH = PREFIXES["sh"]
_METRIC = f"{VOCABULARY}quality-metric/"


@dataclass(frozen=True, slots=True)
class Document:
    """How well a document is covered."""

    value: Value
    """The document, or its graph where the document is not known."""
    characters: int
    share: float
    spans: int
    things: int
    with_basis: int
    results: int
    curation: Value | None
    quality: Value | None


@dataclass(frozen=True, slots=True)
class Result:
    """One result of the validation."""

    severity: str
    focus: Value
    path: Value | None
    value: Value | None
    shape: str
    message: str
    language: str
    documents: tuple[Value, ...]


def documents(graphs: Sequence[str], rows: Sequence[Row], sketch: Sketch) -> list[Document]:
    """Documents in the order of their graphs, of rows of `documents.rq`."""
    known: dict[str, dict[str, Row]] = {graph: {} for graph in graphs}
    for row in rows:
        graph = known[row["graph"]["value"]]
        if "metric" in row:
            graph[row["metric"]["value"].removeprefix(_METRIC)] = row
        else:
            graph["curation" if "curation" in row else "document"] = row
    return [_document(graph, rows, sketch) for graph, rows in known.items()]


def _document(graph: str, rows: dict[str, Row], sketch: Sketch) -> Document:
    def number(name: str) -> float:
        return float(rows[name]["value"]["value"]) if name in rows else 0.0

    document, curation = rows.get("document", {}), rows.get("curation", {})
    return Document(
        sketch.value(document.get("document") or {"type": "uri", "value": graph}),
        int(document["characters"]["value"]) if document else 0,
        number("evidence-coverage"),
        int(number("evidence-spans")),
        int(number("things-with-evidence")),
        int(number("things-with-basis")),
        int(number("results")),
        sketch.value(curation["curation"]) if curation else None,
        sketch.value(document["quality"]) if "quality" in document else None,
    )


def results(rows: Sequence[Row], sketch: Sketch, language: str) -> list[Result]:
    """Results in their order, each once, with its message in one language."""
    return [
        _result(list(some), sketch, language)
        for _, some in groupby(rows, key=lambda row: row["result"]["value"])
    ]


def _result(rows: list[Row], sketch: Sketch, language: str) -> Result:
    first = rows[0]
    messages = {
        row["message"].get("xml:lang", ""): row["message"]["value"] for row in rows if "message" in row
    }
    spoken = next((each for each in (language, "en", "", *sorted(messages)) if each in messages), "")
    places = {row["document"]["value"]: row["document"] for row in rows if "document" in row}
    return Result(
        first["severity"]["value"].removeprefix(_SH),
        sketch.value(first["focus"]),
        sketch.value(first["path"]) if "path" in first else None,
        sketch.value(first["value"]) if "value" in first else None,
        first["shape"]["value"] if "shape" in first else "",
        messages.get(spoken, ""),
        spoken,
        tuple(sketch.value(term) for term in places.values()),
    )
