"""What a SPARQL constraint looks at: the ways along its patterns, from $this to all other variables."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np
from rdflib import RDF, SH
from rdflib.term import Node, Variable

from munigraph.columns.arrays import NOTHING, Column, among, keys, of_keys, pairs, unique, values
from munigraph.columns.bags import Columns
from munigraph.columns.tables import Relation

from .algebra import Edge, Edges, branches
from .data import Data
from .paths import Turned
from .shapes import Shapes, prologue

if TYPE_CHECKING:
    from .affected import Affected

_THIS = Variable("this")
_Gathered = dict[Relation, list[Column]]


@dataclass(frozen=True)
class Branch:
    """Edges that are all there in a solution."""

    edges: Edges

    @cached_property
    def ways(self) -> dict[Node, Edge | None]:
        """For each variable within reach the edge by which one gets there from $this, nearer ones first."""
        ways: dict[Node, Edge | None] = {_THIS: None}
        waiting: deque[Node] = deque([_THIS])
        while waiting:
            term = waiting.popleft()
            for edge in self.edges:
                if term == edge.start or (term == edge.end and edge.path is not None):
                    other = _other(edge, term)
                    if isinstance(other, Variable) and other not in ways:
                        ways[other] = edge
                        waiting.append(other)
        return ways

    @property
    def is_within_reach(self) -> bool:
        """Whether all that the branch looks at can be got to from $this."""
        return all(self._near_end(edge) is not None for edge in self.edges)

    def _near_end(self, edge: Edge) -> Node | None:
        """An end of an edge from which the other can be got to, itself within reach."""
        if edge.start in self.ways:
            return edge.start
        return edge.end if edge.end in self.ways and edge.path is not None else None

    def affected(self, change: Affected) -> Column:
        """The nodes $this may stand for in a solution that a change makes or unmakes."""
        found = [NOTHING]
        for edge in self.edges:
            near = self._near_end(edge)
            if edge.path is None:
                nodes = change.subjects
            else:
                nodes = change.touched(edge.path, inverse=near != edge.start)
            while near is not None and (way := self.ways[near]) is not None:
                if way.path is None:
                    nodes = change.loose_back(nodes)
                else:
                    nodes = change.back(way.path if way.end == near else Turned(way.path), nodes)
                near = _other(way, near)
            found.append(nodes)
        return unique(np.concatenate(found))

    def gather(self, data: Data, focus: Column, found: _Gathered) -> None:
        """Add the statements that solutions for some focus nodes can rest on, and perhaps more."""
        reached: dict[Node, Column] = {_THIS: focus}
        for term, way in self.ways.items():
            if way is not None:
                reached[term] = _forth(data, way, reached[_other(way, term)], term, found)
        for edge in self.edges:
            near = self._near_end(edge)
            if near is not None:
                _forth(data, edge, reached[near], _other(edge, near), found)


@dataclass(frozen=True, slots=True)
class Patterns:
    """The branches of a query; None where it looks at things that cannot be got to from $this."""

    branches: tuple[Branch, ...] | None

    def affected(self, change: Affected) -> Column | None:
        """The nodes $this may stand for in a solution that a change makes or unmakes; None for any."""
        if self.branches is None:
            return None
        return unique(np.concatenate([NOTHING, *(each.affected(change) for each in self.branches)]))

    def statements(self, data: Data, focus: Column) -> Columns | None:
        """All statements that solutions for some focus nodes can rest on, and perhaps more; None for any."""
        if self.branches is None:
            return None
        found: _Gathered = {}
        for branch in self.branches:
            branch.gather(data, focus, found)
        return {relation: unique(np.concatenate(parts)) for relation, parts in found.items()}


def patterns(shapes: Shapes, constraint: Node) -> Patterns:
    """What the query of a constraint looks at."""
    text = str(shapes.graph.value(constraint, SH.select) or "")
    return _patterns(prologue(shapes.graph, constraint) + text)


@cache
def _patterns(query: str) -> Patterns:
    try:
        found = tuple(map(Branch, branches(query)))
    except Exception:  # rdflib raises all sorts for what it cannot read; who asks the query will say so
        return Patterns(None)
    return Patterns(found if all(branch.is_within_reach for branch in found) else None)


def _other(edge: Edge, term: Node) -> Node:
    return edge.end if term == edge.start else edge.start


def _forth(data: Data, edge: Edge, nodes: Column, to: Node, found: _Gathered) -> Column:
    """From the nodes at one end of an edge to those at the other, noting the statements on the way."""
    if edge.path is None:
        return _anywhere(data, nodes, found)
    seen: list[tuple[Node, Column]] = []
    reached = unique(values(data.along(edge.path, pairs(nodes, nodes), edge.end != to, seen)))
    for prop, column in seen:
        if prop != RDF.type:
            found.setdefault(data.tables.property(f"<{prop}>"), []).append(column)
            continue
        for class_ in unique(values(column)).tolist():
            members = keys(column[values(column) == np.uint64(class_)])
            found.setdefault(Relation("members", class_), []).append(members)
    return reached


def _anywhere(data: Data, nodes: Column, found: _Gathered) -> Column:
    """From nodes to the values of all their properties."""
    reached = [NOTHING]
    for relation, column in data.tables.columns.items():
        some = nodes[among(nodes, column)] if relation.kind == "members" else of_keys(column, nodes)
        if len(some):
            found.setdefault(relation, []).append(some)
            reached += [values(some)] if relation.kind == "pairs" else []
    return unique(np.concatenate(reached))
