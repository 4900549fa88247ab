"""Records to quads. There is no mapping code here: the context says what every key means."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pyoxigraph as ox

from munigraph.errors import Fault, InputFaultsError
from munigraph.keeping import NOBODY, Keep, Onlooker, made_anew

from .evidence import with_evidence_named
from .project import Project
from .yamlfile import YamlFile

Make = Callable[[], Iterator[ox.Quad]]


def populate(project: Project, keep: Keep = made_anew, onlooker: Onlooker = NOBODY) -> Iterator[ox.Quad]:
    """All quads that the input files state.

    A document's graph holds its record and its source entry; `reference` holds the
    reference files; what a record says of itself (its source document, how it was
    curated) goes to `provenance`.

    Raises InputFaultsError when a file is no valid JSON-LD for all that.
    """
    names = project.names
    reference = names.graph("reference")
    work: list[tuple[YamlFile, str, Make]] = [
        *((file, slug, partial(record_quads, project, slug, file)) for slug, file in project.records.items()),
        *(
            (file, slug, partial(_in_graph, project, file, names.graph(slug)))
            for slug, file in project.sources.items()
        ),
        *(
            (file, "reference", partial(_in_graph, project, file, reference))
            for file in project.reference.values()
        ),
    ]
    for file, slug, make in onlooker.each(work):
        yield from _kept(project, file, slug, keep, make)


def record_quads(project: Project, slug: str, file: YamlFile) -> Iterator[ox.Quad]:
    """The quads of one record: its facts in its own graph, the rest in `provenance`."""
    top = {"@id": project.names.graph(slug), **with_evidence_named(file.content, slug)}
    provenance = ox.NamedNode(project.names.graph("provenance"))
    for quad in _parse(project, file, top):
        if isinstance(quad.graph_name, ox.DefaultGraph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, provenance)
        else:
            yield quad


def _kept(project: Project, file: YamlFile, slug: str, keep: Keep, make: Make) -> Iterator[ox.Quad]:
    """The quads of a file, made now or kept from before."""
    made_of = json.dumps([file.digest, slug, project.names.base, dict(project.context.content)])
    lines = keep("quads", made_of.encode(), lambda: ox.serialize(make(), None, ox.RdfFormat.N_QUADS) or b"")
    return iter(ox.parse(lines, ox.RdfFormat.N_QUADS))


def _parse(project: Project, file: YamlFile, content: dict[str, Any]) -> list[ox.Quad]:
    """Read YAML-LD as JSON-LD, with the context inlined so that no other can be loaded."""
    document = json.dumps({"@context": dict(project.context.content), **content}, ensure_ascii=False)
    try:
        return list(ox.parse(document.encode(), format=ox.RdfFormat.JSON_LD))
    except SyntaxError as error:
        raise InputFaultsError([Fault(file.path, 0, "", f"no valid JSON-LD: {error}")]) from error


def _in_graph(project: Project, file: YamlFile, graph: str) -> Iterator[ox.Quad]:
    for quad in _parse(project, file, file.content):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph))
