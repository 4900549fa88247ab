"""VoID: how large the graph is, and which classes and properties it uses how often."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import resources

import pyoxigraph as ox

from munigraph.names import Names

from .statements import statements, term, typed


def void_quads(store: ox.Store, names: Names, release_id: str, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """The VoID description (§4.5 statistics) of the union of all graphs in a store."""
    dataset = ox.NamedNode(names.release(release_id))
    totals = next(_rows(store, "totals"))
    yield from statements(
        dataset,
        graph,
        ("a", term("void:Dataset")),
        ("void:uriSpace", ox.Literal(names.things)),
        ("void:triples", totals["triples"]),
        ("void:distinctSubjects", totals["subjects"]),
        ("void:distinctObjects", totals["objects"]),
    )
    classes = properties = 0
    for row in _rows(store, "classes"):
        classes += 1
        part = _partition(dataset, row["class"])
        yield from statements(dataset, graph, ("void:classPartition", part))
        yield from statements(
            part,
            graph,
            ("a", term("void:Dataset")),
            ("void:class", row["class"]),
            ("void:entities", row["entities"]),
        )
    for row in _rows(store, "properties"):
        properties += 1
        part = _partition(dataset, row["property"])
        yield from statements(dataset, graph, ("void:propertyPartition", part))
        yield from statements(
            part,
            graph,
            ("a", term("void:Dataset")),
            ("void:property", row["property"]),
            ("void:triples", row["triples"]),
            ("void:distinctSubjects", row["subjects"]),
            ("void:distinctObjects", row["objects"]),
        )
    yield from statements(
        dataset,
        graph,
        ("void:classes", typed(classes, "integer")),
        ("void:properties", typed(properties, "integer")),
    )


def _partition(dataset: ox.NamedNode, of: ox.NamedNode | ox.Literal) -> ox.NamedNode:
    digest = hashlib.sha256(of.value.encode()).hexdigest()[:12]
    return ox.NamedNode(f"{dataset.value}#partition-{digest}")


def _rows(store: ox.Store, query: str) -> Iterator[dict[str, ox.NamedNode | ox.Literal]]:
    text = (resources.files(__package__) / "queries" / f"{query}.rq").read_text(encoding="utf-8")
    solutions = store.query(text, use_default_graph_as_union=True)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError(f"{query}.rq is no SELECT query")
    variables = [variable.value for variable in solutions.variables]
    for solution in solutions:
        row = {name: solution[name] for name in variables}
        yield {name: value for name, value in row.items() if isinstance(value, ox.NamedNode | ox.Literal)}
