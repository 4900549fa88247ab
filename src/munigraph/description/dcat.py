"""DCAT-AP 3: the record by which national portals and people find the dataset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from munigraph.names import ONTOLOGY, Names
from munigraph.release import DumpFile

from .about import About
from .prov import SOFTWARE_LICENSE
from .statements import in_languages, statements, term, typed

_EU = "http://publications.europa.eu/resource/authority/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_GZIP = "application/gzip"
_STANDARDS = (
    "http://data.europa.eu/r5r/",
    "http://www.w3.org/ns/dcat#",
    "http://rdfs.org/ns/void#",
    "http://www.w3.org/ns/dqv#",
    "http://www.w3.org/ns/prov#",
    ONTOLOGY.removesuffix("#"),
)
"""What a release and its description conform to: DCAT-AP, DCAT, VoID, DQV, PROV-O, our ontology."""
_FILE_TYPES = {
    "text/turtle": "RDF_TURTLE",
    "application/rdf+xml": "RDF_XML",
    "application/trig": "RDF_TRIG",
    "application/n-quads": "RDF_N_QUADS",
    "application/ld+json": "JSON_LD",
}
"""Registered media types of our dumps, with their codes in the EU file-type table."""


def dcat_quads(
    about: About,
    names: Names,
    release_id: str,
    previous: str | None,
    files: Iterable[DumpFile],
    graph: ox.NamedNode,
) -> Iterator[ox.Quad]:
    """The DCAT-AP description of a release: the dataset, its distributions, its query service."""
    catalogue = ox.NamedNode(f"{names.base}/catalogue")
    dataset = ox.NamedNode(names.dataset)
    version = ox.NamedNode(names.release(release_id))
    publisher = ox.NamedNode(about.publisher.id)
    yield from statements(
        catalogue,
        graph,
        ("a", term("dcat:Catalog")),
        ("dct:title", in_languages(about.title)),
        ("dct:description", in_languages(about.description)),
        ("dct:publisher", publisher),
        ("dct:license", ox.NamedNode(about.license)),
        ("dcat:dataset", [dataset, version]),
        ("dcat:service", ox.NamedNode(f"{names.base}/sparql")),
    )
    yield from statements(
        publisher, graph, ("a", term("foaf:Agent")), ("foaf:name", ox.Literal(about.publisher.name))
    )
    yield from _dataset(about, names, dataset, graph)
    yield from statements(dataset, graph, ("dcat:hasVersion", version), ("dcat:hasCurrentVersion", version))
    yield from _dataset(about, names, version, graph)
    yield from statements(
        version,
        graph,
        ("dcat:isVersionOf", dataset),
        ("dcat:version", ox.Literal(about.version)),
        ("dct:issued", typed(about.issued, "date")),
    )
    if previous is not None:
        earlier = ox.NamedNode(names.release(previous))
        yield from statements(version, graph, ("dcat:previousVersion", earlier))
    yield from _software(names, version, graph)
    for file in files:
        yield from _distribution(about, names, release_id, file, graph)
    yield from _service(about, names, version, graph)


def _dataset(about: About, names: Names, node: ox.NamedNode, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    yield from statements(
        node,
        graph,
        ("a", term("dcat:Dataset")),
        ("dct:title", in_languages(about.title)),
        ("dct:description", in_languages(about.description)),
        ("dct:publisher", ox.NamedNode(about.publisher.id)),
        ("dct:license", ox.NamedNode(about.license)),
        ("dct:language", [ox.NamedNode(f"{_EU}language/{code}") for code in about.languages]),
        ("dcat:theme", [ox.NamedNode(f"{_EU}data-theme/{code}") for code in about.themes]),
        ("dcat:keyword", in_languages({key: list(words) for key, words in about.keywords.items()})),
        ("dct:spatial", [ox.NamedNode(names.thing(place)) for place in about.places]),
        ("dct:accessRights", ox.NamedNode(f"{_EU}access-right/PUBLIC")),
        ("dct:conformsTo", [ox.NamedNode(standard) for standard in _STANDARDS]),
    )


def _distribution(
    about: About, names: Names, release_id: str, file: DumpFile, graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    address = f"{names.release(release_id)}/{file.name}"
    node = ox.NamedNode(address)
    checksum = ox.NamedNode(f"{address}#checksum")
    yield from statements(ox.NamedNode(names.release(release_id)), graph, ("dcat:distribution", node))
    yield from statements(
        node,
        graph,
        ("a", term("dcat:Distribution")),
        ("dct:title", ox.Literal(file.title, language="en")),
        ("dcat:accessURL", node),  # not the address of the latest files, whose sizes and sums are others
        ("dcat:downloadURL", node),
        ("dcat:byteSize", typed(file.bytes, "integer")),
        ("dct:license", ox.NamedNode(about.license)),
        ("spdx:checksum", checksum),
    )
    if file.media_type in _FILE_TYPES:
        yield from statements(
            node,
            graph,
            ("dcat:mediaType", ox.NamedNode(_MEDIA + file.media_type)),
            ("dct:format", ox.NamedNode(f"{_EU}file-type/{_FILE_TYPES[file.media_type]}")),
        )
    if file.compressed:
        yield from statements(node, graph, ("dcat:compressFormat", ox.NamedNode(_MEDIA + _GZIP)))
    yield from statements(
        checksum,
        graph,
        ("a", term("spdx:Checksum")),
        ("spdx:algorithm", term("spdx:checksumAlgorithm_sha256")),
        ("spdx:checksumValue", typed(file.sha256, "hexBinary")),
    )


def _software(names: Names, version: ox.NamedNode, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """The program that made the release, which has a licence of its own."""
    node = ox.NamedNode(f"{names.base}/software")
    yield from statements(
        node,
        graph,
        ("a", [term("dcat:Resource"), term("schema:SoftwareSourceCode")]),
        ("dct:title", ox.Literal("munigraph", language="en")),
        ("dct:license", ox.NamedNode(SOFTWARE_LICENSE)),
    )
    yield from statements(version, graph, ("dct:relation", node))


def _service(about: About, names: Names, version: ox.NamedNode, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    address = ox.NamedNode(f"{names.base}/sparql")
    yield from statements(
        address,
        graph,
        ("a", term("dcat:DataService")),
        (
            "dct:title",
            in_languages({language: f"{title} (SPARQL)" for language, title in about.title.items()}),
        ),
        ("dct:publisher", ox.NamedNode(about.publisher.id)),
        ("dcat:endpointURL", address),
        ("dcat:endpointDescription", address),
        ("dcat:servesDataset", [ox.NamedNode(names.dataset), version]),
        ("dct:license", ox.NamedNode(about.license)),
        ("dct:conformsTo", ox.NamedNode("https://www.w3.org/TR/sparql11-protocol/")),
    )
    yield from statements(version, graph, ("void:sparqlEndpoint", address))
