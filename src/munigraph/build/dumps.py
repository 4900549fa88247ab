"""The files people download: plain names, compressed the same way every time."""

from __future__ import annotations

import gzip
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from munigraph.release import DumpFile

from .canonical import nquads, serialized

_TRIPLES = "all statements, graphs merged"
_QUADS = "all statements with their graphs"
FORMATS: tuple[tuple[str, ox.RdfFormat, str], ...] = (
    ("munigraph.ttl.gz", ox.RdfFormat.TURTLE, f"Turtle: {_TRIPLES}"),
    ("munigraph.rdf.gz", ox.RdfFormat.RDF_XML, f"RDF/XML: {_TRIPLES}"),
    ("munigraph.trig.gz", ox.RdfFormat.TRIG, f"TriG: {_QUADS}"),
    ("munigraph.nq.gz", ox.RdfFormat.N_QUADS, f"N-Quads: {_QUADS}, in canonical order"),
    ("munigraph.jsonld.gz", ox.RdfFormat.JSON_LD, f"JSON-LD: {_QUADS}"),
)


def write_dumps(quads: Sequence[ox.Quad], prefixes: dict[str, str], folder: Path) -> list[DumpFile]:
    """Write the graph in every format; `quads` are canonical."""
    return [
        write_file(folder, name, rdf_bytes(quads, form, prefixes), form.media_type, title)
        for name, form, title in FORMATS
    ]


def rdf_bytes(quads: Sequence[ox.Quad], form: ox.RdfFormat, prefixes: dict[str, str]) -> bytes:
    """Quads in one format; formats without graphs get each triple once, in order of subject."""
    if form == ox.RdfFormat.N_QUADS:
        return nquads(quads)
    if form.supports_datasets:
        ordered = sorted(quads, key=lambda quad: (str(quad.graph_name), _order(quad)))
        return serialized(ordered, form, prefixes)
    triples = {_order(quad): quad.triple for quad in quads}
    return serialized([triples[key] for key in sorted(triples)], form, prefixes)


def write_file(folder: Path, name: str, content: bytes, media_type: str, title: str) -> DumpFile:
    """Write one file, compressed if its name says so, and describe it."""
    compressed = name.endswith(".gz")
    data = _gzip(content) if compressed else content
    (folder / name).write_bytes(data)
    return DumpFile(name, media_type, compressed, len(data), hashlib.sha256(data).hexdigest(), title)


def _order(quad: ox.Quad) -> tuple[str, str, str]:
    return (str(quad.subject), str(quad.predicate), str(quad.object))


def _gzip(content: bytes) -> bytes:
    """Compress without name or time in the header, so that equal content gives equal bytes."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(content)
    return buffer.getvalue()
