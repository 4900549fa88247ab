"""The shapes graph as shapes: what they target, where they look, what they ask (SHACL §2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

import rdflib
from rdflib import OWL, RDF, RDFS, SH
from rdflib.collection import Collection
from rdflib.term import Node

from munigraph.errors import MunigraphError

from .report import Severity

_NOT_CONSTRAINTS = {
    SH.path, SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.severity, SH.message,
    SH.deactivated, SH.name, SH.description, SH.order, SH.group, SH.defaultValue, SH.flags,
    SH.ignoredProperties, SH.qualifiedMinCount, SH.qualifiedMaxCount, SH.qualifiedValueShapesDisjoint,
    SH.prefixes, SH.declare,
}  # fmt: skip
"""What SHACL says of a shape that is no constraint, or belongs to another one."""


class UnsupportedShapeError(MunigraphError):
    """A shape uses a part of SHACL that the columnar validator does not know."""


@dataclass(frozen=True, eq=False)
class Shape:
    """A node shape, or with a path a property shape."""

    node: Node
    name: str
    """Its IRI, or that of the nearest shape around it."""
    path: Node | None
    severity: Severity
    messages: tuple[tuple[str, str], ...]
    constraints: tuple[tuple[rdflib.URIRef, Node], ...]
    """Parameters with their values, in a fixed order."""
    around: Node | None = field(default=None)
    """The shape that has this one as a property."""


class Shapes:
    """All shapes of a graph, read when they are asked for."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self.graph = graph
        self._read: dict[Node, Shape] = {}

    def __getitem__(self, node: Node) -> Shape:
        """The shape of a node of the graph."""
        if node not in self._read:
            self._read[node] = self._shape(node)
        return self._read[node]

    def with_targets(self) -> Iterator[Shape]:
        """The shapes that say by themselves what they are about, without those that are switched off."""
        found = {
            subject
            for predicate in (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
            for subject in self.graph.subjects(predicate)
        }
        found |= {
            subject
            for kind in (RDFS.Class, OWL.Class)
            for subject in self.graph.subjects(RDF.type, kind)
            if self._is_shape(subject)
        }
        for node in sorted(found, key=str):
            yield self[node]

    def values(self, shape: Shape, parameter: rdflib.URIRef) -> list[Node]:
        return sorted(self.graph.objects(shape.node, parameter), key=str)

    def value(self, shape: Shape, parameter: rdflib.URIRef) -> Node | None:
        return self.graph.value(shape.node, parameter)

    def is_true(self, shape: Shape, parameter: rdflib.URIRef) -> bool:
        return (shape.node, parameter, rdflib.Literal(True)) in self.graph

    def listed(self, head: Node) -> list[Node]:
        return list(Collection(self.graph, head))

    def _is_shape(self, node: Node) -> bool:
        return any((node, RDF.type, kind) in self.graph for kind in (SH.NodeShape, SH.PropertyShape))

    def _shape(self, node: Node) -> Shape:
        severity = self.graph.value(node, SH.severity)
        off = (node, SH.deactivated, rdflib.Literal(True)) in self.graph
        return Shape(
            node,
            named(node, self.graph),
            self.graph.value(node, SH.path),
            Severity(str(severity).removeprefix(str(SH))) if severity else Severity.VIOLATION,
            messages(self.graph, node),
            () if off else tuple(sorted(self._constraints(node))),
            self.graph.value(None, SH.property, node),
        )

    def _constraints(self, node: Node) -> Iterator[tuple[rdflib.URIRef, Node]]:
        for predicate, value in self.graph.predicate_objects(node):
            if not str(predicate).startswith(str(SH)) or predicate in _NOT_CONSTRAINTS:
                continue
            yield cast(rdflib.URIRef, predicate), value


def messages(graph: rdflib.Graph, node: Node) -> tuple[tuple[str, str], ...]:
    """Pairs of language and text, sorted."""
    found = ((getattr(text, "language", None) or "", str(text)) for text in graph.objects(node, SH.message))
    return tuple(sorted(found))


def named(shape: Node | None, graph: rdflib.Graph) -> str:
    """The IRI of a shape, or of the nearest one around it that has an IRI."""
    seen: set[Node] = set()
    while isinstance(shape, rdflib.BNode) and shape not in seen:
        seen.add(shape)
        shape = next(graph.subjects(None, shape), None)
    return str(shape) if isinstance(shape, rdflib.URIRef) else ""
