"""A query as branches: what has to be there together for a solution, for each way in which there can be one.

An alternative of UNION, an OPTIONAL part that is there or not, and each pattern within EXISTS
make branches of their own. Filters are left out, so that a branch asks for less than the query.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import rdflib
from rdflib.plugins.sparql.algebra import translateGroupGraphPattern, translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node, Variable

from .paths import Path, of_sparql

_MOST = 100
"""Branches beyond which a query is not taken apart."""
_EXISTS = ("Builtin_EXISTS", "Builtin_NOTEXISTS")


@dataclass(frozen=True, slots=True)
class Edge:
    """What leads from one term of the query to another; without a path any property does."""

    start: Node
    path: Path | None
    end: Node


Edges = tuple[Edge, ...]


class UnclearQueryError(ValueError):
    """A query looks at things in a way that no edge says."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """Names what is only known within an inner query, so that it is not taken for a namesake outside."""

    place: str = ""
    visible: frozenset[Variable] = frozenset()

    def inner(self, selected: frozenset[Variable], number: str) -> _Scope:
        kept = frozenset(each for each in selected if not self.place or each in self.visible)
        return _Scope(f"{self.place}.{number}", kept)

    def named(self, term: Node) -> Node:
        if isinstance(term, rdflib.BNode):
            return Variable(f"{term}{self.place}")
        if isinstance(term, Variable) and self.place and term not in self.visible:
            return Variable(f"{term}{self.place}")
        return term


def branches(query: str) -> list[Edges]:
    """The branches of a query.

    Raises UnclearQueryError for a query that cannot be taken apart, and what rdflib raises
    for one that it cannot read.
    """
    return _Reader().branches(translateQuery(parseQuery(query)).algebra, _Scope())


class _Reader:
    """Goes through the algebra of one query (SPARQL §18)."""

    def __init__(self) -> None:
        self._inner_queries = 0

    def branches(self, part: CompValue, scope: _Scope) -> list[Edges]:
        match part.name:
            case "BGP":
                return [tuple(_edge(triple, scope) for triple in part.triples)]
            case "Join":
                return self._both(part, scope)
            case "LeftJoin":
                both = self._both(part, scope)
                return self._with_exists(part.expr, self.branches(part.p1, scope) + both, scope)
            case "Union":
                return _few(self.branches(part.p1, scope) + self.branches(part.p2, scope))
            case "Filter" | "Extend":
                return self._with_exists(part.expr, self.branches(part.p, scope), scope)
            case "ToMultiSet" if "p" in part:
                self._inner_queries += 1
                selected = frozenset(part.p["PV"]) if "PV" in part.p else frozenset()
                return self.branches(part.p, scope.inner(selected, str(self._inner_queries)))
            case "SelectQuery" | "Project" | "Distinct" | "Reduced" | "OrderBy" | "Group" | "AggregateJoin":
                return self.branches(part.p, scope)
        raise UnclearQueryError(f"{part.name} is not taken apart")

    def _both(self, part: CompValue, scope: _Scope) -> list[Edges]:
        return _product(self.branches(part.p1, scope), self.branches(part.p2, scope))

    def _with_exists(self, condition: object, base: list[Edges], scope: _Scope) -> list[Edges]:
        found = list(base)
        for group in _groups(condition):
            found += _product(base, self.branches(translateGroupGraphPattern(group), scope))
        return _few(found)


def _groups(condition: object) -> Iterator[CompValue]:
    """The patterns within EXISTS in a condition."""
    if isinstance(condition, CompValue):
        if condition.name in _EXISTS:
            yield condition.graph
            return
        for value in condition.values():
            yield from _groups(value)
    elif isinstance(condition, list | tuple):
        for each in condition:
            yield from _groups(each)


def _product(some: list[Edges], others: list[Edges]) -> list[Edges]:
    return _few([(*one, *other) for one in some for other in others])


def _few(found: list[Edges]) -> list[Edges]:
    different = list(dict.fromkeys(tuple(dict.fromkeys(edges)) for edges in found))
    if len(different) > _MOST:
        raise UnclearQueryError("the query has too many branches")
    return different


def _edge(triple: tuple[Node, object, Node], scope: _Scope) -> Edge:
    start, path, end = triple
    found = None if isinstance(path, Variable) else of_sparql(path)
    if found is None and not isinstance(path, Variable):
        raise UnclearQueryError(f"{path} excludes properties")
    return Edge(scope.named(start), found, scope.named(end))
