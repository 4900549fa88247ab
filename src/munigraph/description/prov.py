"""PROV-O: which file each graph came from, and by which step. Nothing here tells the time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox

from munigraph.names import Names
from munigraph.records import Project

from .statements import Value, statements, term

SOFTWARE_LICENSE = "https://spdx.org/licenses/MIT"


def provenance_quads(project: Project, data_version: str) -> Iterator[ox.Quad]:
    """How the graphs of a build came to be, in graph `provenance`."""
    names = project.names
    graph = ox.NamedNode(names.graph("provenance"))
    software = ox.NamedNode(names.thing(f"software/munigraph-{version('munigraph')}"))
    populating = ox.NamedNode(names.thing(f"activity/populate-{data_version}"))
    reasoning = ox.NamedNode(names.thing(f"activity/reason-{data_version}"))
    yield from statements(
        software,
        graph,
        ("a", [term("prov:SoftwareAgent"), term("prov:Agent")]),
        ("rdfs:label", ox.Literal(f"munigraph {version('munigraph')}")),
        ("dct:license", ox.NamedNode(SOFTWARE_LICENSE)),
    )
    for activity, label in ((populating, "population from records"), (reasoning, "OWL 2 RL reasoning")):
        yield from statements(
            activity,
            graph,
            ("a", term("prov:Activity")),
            ("rdfs:label", ox.Literal(label, language="en")),
            ("prov:wasAssociatedWith", software),
        )
    documents = list(project.records)
    for slug in documents:
        node = ox.NamedNode(names.graph(slug))
        record = _file_entity(project, project.records[slug].path)
        yield from _file(record, project.records[slug].path, graph)
        yield from statements(
            node,
            graph,
            ("a", term("prov:Entity")),
            ("prov:wasGeneratedBy", populating),
            ("prov:wasDerivedFrom", record),
        )
        yield from statements(populating, graph, ("prov:used", record))
    asserted: list[Value] = [ox.NamedNode(names.graph(slug)) for slug in documents]
    others: list[Value] = [
        ox.NamedNode(names.graph(name)) for name in ("reference", "ontology", "vocabularies", "alignments")
    ]
    inferred = ox.NamedNode(names.graph("inferred"))
    yield from statements(reasoning, graph, ("prov:used", [*asserted, *others]))
    yield from statements(
        inferred,
        graph,
        ("a", term("prov:Entity")),
        ("prov:wasGeneratedBy", reasoning),
        ("prov:wasDerivedFrom", [*asserted, *others]),
    )


def release_quads(
    names: Names, release_id: str, previous: str | None, graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    """The provenance of a release: what it is made of, and what it revises."""
    release = ox.NamedNode(names.release(release_id))
    yield from statements(
        release,
        graph,
        ("a", term("prov:Entity")),
        ("prov:wasDerivedFrom", ox.NamedNode(names.graph("inferred"))),
    )
    if previous is not None:
        yield from statements(release, graph, ("prov:wasRevisionOf", ox.NamedNode(names.release(previous))))


def _file_entity(project: Project, path: Path) -> ox.NamedNode:
    return ox.NamedNode(project.names.thing(f"record/{path.stem}"))


def _file(node: ox.NamedNode, path: Path, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    checksum = ox.NamedNode(f"{node.value}#checksum")
    yield from statements(node, graph, ("a", term("prov:Entity")), ("spdx:checksum", checksum))
    yield from statements(
        checksum,
        graph,
        ("a", term("spdx:Checksum")),
        ("spdx:algorithm", term("spdx:checksumAlgorithm_sha256")),
        ("spdx:checksumValue", ox.Literal(digest)),
    )
