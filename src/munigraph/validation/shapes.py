"""The shapes graph as shapes: what they target, where they look, what they ask (SHACL §2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

import rdflib
from rdflib import OWL, RDF, RDFS, SH
from rdflib.collection import Collection
from rdflib.term import Node

from munigraph.errors import MunigraphError

from .paths import Path, of_shapes
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
    path: Path | None
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
            for kind in (SH.NodeShape, SH.PropertyShape)
            for subject in self.graph.subjects(RDF.type, kind)
            if self.is_class(subject)
        }
        for node in self.graph.subjects(SH.target):
            raise UnsupportedShapeError(
                f"the shape {named(node, self.graph)} uses {SH.target}, which the validator does not know",
                hint="target a class, a node or a property, or use --validator pyshacl",
            )
        for node in sorted(found, key=str):
            yield self[node]

    def target_classes(self, shape: Shape) -> list[Node]:
        """The classes whose instances a shape targets."""
        itself = [shape.node] if self.is_class(shape.node) else []
        return [*self.values(shape, SH.targetClass), *itself]

    def is_class(self, node: Node) -> bool:
        """Whether a node is a shape and a class, which it is then about (SHACL §2.1.3.3)."""
        types = set(self.graph.objects(node, RDF.type))
        return not types.isdisjoint((SH.NodeShape, SH.PropertyShape)) and not types.isdisjoint(
            (RDFS.Class, OWL.Class)
        )

    def values(self, shape: Shape, parameter: rdflib.URIRef) -> list[Node]:
        return sorted(self.graph.objects(shape.node, parameter), key=str)

    def value(self, shape: Shape, parameter: rdflib.URIRef) -> Node | None:
        return self.graph.value(shape.node, parameter)

    def is_true(self, shape: Shape, parameter: rdflib.URIRef) -> bool:
        return (shape.node, parameter, rdflib.Literal(True)) in self.graph

    def siblings(self, shape: Shape) -> list[Node]:
        """The shapes that values must not conform to as well (SHACL §4.7.3, sibling shapes)."""
        if shape.around is None or not self.is_true(shape, SH.qualifiedValueShapesDisjoint):
            return []
        return [
            other
            for sibling in self.graph.objects(shape.around, SH.property)
            for other in self.graph.objects(sibling, SH.qualifiedValueShape)
            if sibling != shape.node
        ]

    def reports_on_others(self, shape: Shape) -> bool:
        """Whether a shape has results about other nodes than its own focus nodes."""
        inner = [self[value] for parameter, value in shape.constraints if parameter == SH.property]
        return bool(inner and shape.path is not None) or any(map(self.reports_on_others, inner))

    def listed(self, head: Node) -> list[Node]:
        return list(Collection(self.graph, head))

    def _shape(self, node: Node) -> Shape:
        off = (node, SH.deactivated, rdflib.Literal(True)) in self.graph
        return Shape(
            node,
            named(node, self.graph),
            self._path(node),
            self._severity(node),
            messages(self.graph, node),
            () if off else tuple(sorted(self._constraints(node))),
            self.graph.value(None, SH.property, node),
        )

    def _path(self, node: Node) -> Path | None:
        path = self.graph.value(node, SH.path)
        try:
            return None if path is None else of_shapes(path, self.graph)
        except ValueError as error:
            raise UnsupportedShapeError(
                f"the shape {named(node, self.graph)} has no valid path: {error}"
            ) from error

    def _severity(self, node: Node) -> Severity:
        severity = self.graph.value(node, SH.severity, default=SH.Violation)
        try:
            return Severity(str(severity).removeprefix(str(SH)))
        except ValueError as error:
            raise UnsupportedShapeError(
                f"the shape {named(node, self.graph)} has the severity {severity}",
                hint="use sh:Violation, sh:Warning or sh:Info",
            ) from error

    def _constraints(self, node: Node) -> Iterator[tuple[rdflib.URIRef, Node]]:
        itself = (None, SH.sparql, node) in self.graph
        for predicate, value in self.graph.predicate_objects(node):
            if predicate in _NOT_CONSTRAINTS or (itself and predicate == SH.select):
                continue
            if str(predicate).startswith(str(SH)) or predicate in self._parameters:
                yield cast(rdflib.URIRef, predicate), value

    @cached_property
    def _parameters(self) -> set[Node]:
        """What constraint components of the graph's own ask for (SHACL §6)."""
        parameters = self.graph.objects(None, SH.parameter)
        return {path for each in parameters for path in self.graph.objects(each, SH.path)}


def messages(graph: rdflib.Graph, node: Node) -> tuple[tuple[str, str], ...]:
    """Pairs of language and text, sorted."""
    found = ((getattr(text, "language", None) or "", str(text)) for text in graph.objects(node, SH.message))
    return tuple(sorted(found))


def prologue(graph: rdflib.Graph, constraint: Node) -> str:
    """The prefixes declared for a constraint, also by what is imported there (SHACL §5.2.1)."""
    declared = {
        str(graph.value(declaration, SH.prefix)): str(graph.value(declaration, SH.namespace))
        for owner in graph.objects(constraint, SH.prefixes)
        for ontology in graph.transitive_objects(owner, OWL.imports)
        for declaration in graph.objects(ontology, SH.declare)
    }
    return "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in sorted(declared.items()))


def named(shape: Node | None, graph: rdflib.Graph) -> str:
    """The IRI of a shape, or of the nearest one around it that has an IRI."""
    seen: set[Node] = set()
    while isinstance(shape, rdflib.BNode) and shape not in seen:
        seen.add(shape)
        shape = next(graph.subjects(None, shape), None)
    return str(shape) if isinstance(shape, rdflib.URIRef) else ""
