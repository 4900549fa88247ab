"""Records to quads. There is no mapping code here: the context says what every key means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from munigraph.errors import Fault, InputFaultsError
from munigraph.names import Names

from .context import Context
from .evidence import with_evidence_named
from .schema import FileKind
from .yamlfile import YamlFile


def quads_of(file: YamlFile, kind: FileKind, names: Names, context: Context) -> Iterator[ox.Quad]:
    """All quads that an input file states.

    A document's graph holds its record and its source entry; `reference` holds the
    reference files; what a record says of itself (its source document, how it was
    curated) goes to `provenance`.

    Raises InputFaultsError when the file is no valid JSON-LD for all that.
    """
    slug = file.path.stem
    if kind == "record":
        yield from _record_quads(file, slug, names, context)
        return
    graph = ox.NamedNode(names.graph(slug if kind == "source" else "reference"))
    for quad in _parse(file, file.content, context):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def _record_quads(file: YamlFile, slug: str, names: Names, context: Context) -> Iterator[ox.Quad]:
    """The quads of one record: its facts in its own graph, the rest in `provenance`."""
    top = {"@id": names.graph(slug), **with_evidence_named(file.content, slug)}
    provenance = ox.NamedNode(names.graph("provenance"))
    for quad in _parse(file, top, context):
        if isinstance(quad.graph_name, ox.DefaultGraph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, provenance)
        else:
            yield quad


def _parse(file: YamlFile, content: dict[str, Any], context: Context) -> list[ox.Quad]:
    """Read YAML-LD as JSON-LD, with the context inlined so that no other can be loaded."""
    document = json.dumps({"@context": context.part({*_words(content)}), **content}, ensure_ascii=False)
    try:
        return list(ox.parse(document.encode(), format=ox.RdfFormat.JSON_LD))
    except SyntaxError as error:
        raise InputFaultsError([Fault(file.path, 0, "", f"no valid JSON-LD: {error}")]) from error


def _words(value: object) -> Iterator[str]:
    """All keys, and all texts that may be the name of a class."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield key
            if key == "type":
                yield from [child] if isinstance(child, str) else child
            elif isinstance(child, dict | list):
                yield from _words(child)
    elif isinstance(value, list):
        for child in value:
            yield from _words(child)
