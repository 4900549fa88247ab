"""PROV-O: which file each graph came from, and by which step. Nothing here tells the time."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

import pyoxigraph as ox

from munigraph.names import Names
from munigraph.records import Entry

from .statements import statements, term, typed

SOFTWARE_LICENSE = "https://spdx.org/licenses/MIT"


def provenance_quads(names: Names, data_version: str) -> Iterator[ox.Quad]:
    """How graphs come to be, in graph `provenance`: the steps, and what is made of no document."""
    graph = ox.NamedNode(names.graph("provenance"))
    software = ox.NamedNode(names.thing(f"software/munigraph-{version('munigraph')}"))
    populating, reasoning = _steps(names, data_version)
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
    inferred = ox.NamedNode(names.graph("inferred"))
    premises = [
        ox.NamedNode(names.graph(name)) for name in ("reference", "ontology", "vocabularies", "alignments")
    ]
    yield from statements(reasoning, graph, ("prov:used", premises))
    yield from statements(
        inferred,
        graph,
        ("a", term("prov:Entity")),
        ("prov:wasGeneratedBy", reasoning),
        ("prov:wasDerivedFrom", premises),
    )


def document_provenance(names: Names, data_version: str, record: Entry) -> Iterator[ox.Quad]:
    """How the graph of one document came to be, and what came of it, in graph `provenance`."""
    graph = ox.NamedNode(names.graph("provenance"))
    populating, reasoning = _steps(names, data_version)
    document = ox.NamedNode(names.graph(record.slug))
    file = ox.NamedNode(names.thing(f"record/{record.slug}"))
    checksum = ox.NamedNode(f"{file.value}#checksum")
    yield from statements(file, graph, ("a", term("prov:Entity")), ("spdx:checksum", checksum))
    yield from statements(
        checksum,
        graph,
        ("a", term("spdx:Checksum")),
        ("spdx:algorithm", term("spdx:checksumAlgorithm_sha256")),
        ("spdx:checksumValue", typed(record.digest, "hexBinary")),
    )
    yield from statements(
        document,
        graph,
        ("a", term("prov:Entity")),
        ("prov:wasGeneratedBy", populating),
        ("prov:wasDerivedFrom", file),
    )
    yield from statements(populating, graph, ("prov:used", file))
    yield from statements(reasoning, graph, ("prov:used", document))
    yield from statements(ox.NamedNode(names.graph("inferred")), graph, ("prov:wasDerivedFrom", document))


def _steps(names: Names, data_version: str) -> tuple[ox.NamedNode, ox.NamedNode]:
    """The populating and the reasoning that a version of the data went through."""
    return (
        ox.NamedNode(names.thing(f"activity/populate-{data_version}")),
        ox.NamedNode(names.thing(f"activity/reason-{data_version}")),
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
