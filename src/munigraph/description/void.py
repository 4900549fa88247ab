"""VoID: how large the graph is, and which classes and properties it uses how often."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pyoxigraph as ox

from munigraph.names import Names

from .figures import Figures
from .statements import statements, term, typed


def void_quads(figures: Figures, names: Names, release_id: str, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """The VoID description (§4.5 statistics) of the union of all graphs.

    A concept's subset holds the statements that have it as their value.
    """
    dataset = ox.NamedNode(names.release(release_id))
    classes, properties = figures.classes(), figures.properties()
    yield from statements(
        dataset,
        graph,
        ("a", term("void:Dataset")),
        ("void:uriSpace", ox.Literal(names.things)),
        ("void:triples", typed(figures.triples, "integer")),
        ("void:distinctSubjects", typed(figures.subjects, "integer")),
        ("void:distinctObjects", typed(figures.objects, "integer")),
        ("void:classes", typed(len(classes), "integer")),
        ("void:properties", typed(len(properties), "integer")),
    )
    for name, entities in sorted(classes.items()):
        class_, part = ox.NamedNode(name), _partition(dataset, name)
        yield from statements(dataset, graph, ("void:classPartition", part))
        yield from statements(
            part,
            graph,
            ("a", term("void:Dataset")),
            ("void:class", class_),
            ("void:entities", typed(entities, "integer")),
        )
    for name, counts in sorted(properties.items()):
        property_, part = ox.NamedNode(name), _partition(dataset, name)
        yield from statements(dataset, graph, ("void:propertyPartition", part))
        yield from statements(
            part,
            graph,
            ("a", term("void:Dataset")),
            ("void:property", property_),
            ("void:triples", typed(counts.triples, "integer")),
            ("void:distinctSubjects", typed(counts.subjects, "integer")),
            ("void:distinctObjects", typed(counts.objects, "integer")),
        )
    for name, count in sorted(figures.concepts().items()):
        concept, part = ox.NamedNode(name), _partition(dataset, name)
        yield from statements(dataset, graph, ("void:subset", part))
        yield from statements(
            part,
            graph,
            ("a", term("void:Dataset")),
            ("dct:subject", concept),
            ("void:triples", typed(count, "integer")),
        )


def _partition(dataset: ox.NamedNode, of: str) -> ox.NamedNode:
    digest = hashlib.sha256(of.encode()).hexdigest()[:12]
    return ox.NamedNode(f"{dataset.value}#partition-{digest}")
