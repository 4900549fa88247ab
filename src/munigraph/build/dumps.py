"""The files people download: plain names, compressed the same way every time, leaf by leaf."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from munigraph.release import DumpFile

from .canonical import serialized

_TRIPLES = "all statements, graphs merged"
_QUADS = "all statements with their graphs"


class Form(NamedTuple):
    """One of the dumps of all quads."""

    name: str
    format: ox.RdfFormat
    title: str


FORMS = (
    Form("munigraph.ttl.gz", ox.RdfFormat.TURTLE, f"Turtle: {_TRIPLES}"),
    Form("munigraph.rdf.gz", ox.RdfFormat.RDF_XML, f"RDF/XML: {_TRIPLES}"),
    Form("munigraph.trig.gz", ox.RdfFormat.TRIG, f"TriG: {_QUADS}"),
    Form("munigraph.nq.gz", ox.RdfFormat.N_QUADS, f"N-Quads: {_QUADS}, in canonical order"),
    Form("munigraph.jsonld.gz", ox.RdfFormat.JSON_LD, f"JSON-LD: {_QUADS}"),
)
_STATEMENT = ox.Quad(
    ox.NamedNode("x:subject"), ox.NamedNode("x:property"), ox.NamedNode("x:object"), ox.NamedNode("x:graph")
)
"""Written to learn what a format has before and after its statements."""
_RDF_XML_END = b"</rdf:RDF>"


class Frame(NamedTuple):
    """What a format has before and after the statements."""

    before: bytes
    after: bytes


def frame(form: ox.RdfFormat, prefixes: dict[str, str]) -> Frame:
    if form == ox.RdfFormat.N_QUADS:
        return Frame(b"", b"")
    if form == ox.RdfFormat.JSON_LD:
        # A node without properties states nothing; it lets each leaf begin with a comma.
        return Frame(b'[{"@id":"urn:munigraph:dump"}', b"\n]\n")
    if form == ox.RdfFormat.RDF_XML:
        empty = serialized([], form, prefixes)
        return Frame(empty.removesuffix(_RDF_XML_END), _RDF_XML_END + b"\n")
    one = [_STATEMENT] if form.supports_datasets else [_STATEMENT.triple]
    lines = serialized(one, form, prefixes).splitlines(keepends=True)
    return Frame(b"".join(line for line in lines if line.startswith(b"@prefix ")), b"")


class Serializer:
    """Writes leaves in all formats, with the same prefixes each."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self._prefixes = prefixes
        self._before = {form.format: frame(form.format, prefixes).before for form in FORMS}

    def members(self, data: bytes) -> tuple[bytes, ...]:
        """The lines of a leaf as a gzip member for each dump, in the order of `FORMS`."""
        quads = list(ox.parse(data, ox.RdfFormat.N_QUADS, rename_blank_nodes=False))
        return tuple(
            member(data if form.format == ox.RdfFormat.N_QUADS else self._text(quads, form.format))
            for form in FORMS
        )

    def _text(self, quads: Sequence[ox.Quad], form: ox.RdfFormat) -> bytes:
        """Quads of one graph as a part of a dump, without what stands before and after."""
        some = quads if form.supports_datasets else [quad.triple for quad in quads]
        text = serialized(some, form, self._prefixes)
        if form == ox.RdfFormat.JSON_LD:
            return b",\n" + text.strip()[1:-1]
        if form == ox.RdfFormat.RDF_XML:
            return text.removesuffix(_RDF_XML_END)[len(self._before[form]) :]
        return text.removeprefix(self._before[form])


def rdf_bytes(quads: Iterable[ox.Quad], form: ox.RdfFormat, prefixes: dict[str, str]) -> bytes:
    """Triples of one graph in one format, in order."""
    triples = {(str(quad.subject), str(quad.predicate), str(quad.object)): quad.triple for quad in quads}
    return serialized([triples[key] for key in sorted(triples)], form, prefixes)


def write_file(folder: Path, name: str, content: bytes, media_type: str, title: str) -> DumpFile:
    """Write one file, compressed if its name says so, and describe it."""
    compressed = name.endswith(".gz")
    data = member(content) if compressed else content
    (folder / name).write_bytes(data)
    return DumpFile(name, media_type, compressed, len(data), hashlib.sha256(data).hexdigest(), title)


def member(content: bytes) -> bytes:
    """Content as a whole gzip member."""
    made = Member()
    return made.add(content) + made.end()


class Member:
    """A gzip member without name or time, so that equal content gives equal bytes on any system."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._pending = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
        self._checksum = zlib.crc32(b"")
        self._length = 0

    def add(self, content: bytes) -> bytes:
        """The next bytes to write."""
        self._checksum = zlib.crc32(content, self._checksum)
        self._length += len(content)
        before, self._pending = self._pending, b""
        return before + self._packer.compress(content)

    def end(self) -> bytes:
        """The last bytes to write."""
        return self._packer.flush() + struct.pack("<II", self._checksum, self._length & 0xFFFFFFFF)
