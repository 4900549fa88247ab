"""The data graph for validation: columns, the values of literals, and steps along paths."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

import numpy as np
import pyoxigraph as ox
import rdflib
from rdflib import RDF, RDFS, SH
from rdflib.collection import Collection
from rdflib.term import Node

from munigraph.columns.arrays import (
    NOTHING,
    Column,
    Mask,
    keys,
    pairs,
    reversed_,
    spans,
    spread,
    unique,
    values,
    without,
)
from munigraph.columns.tables import TYPE, Statement, Terms, read
from munigraph.terms import from_rdflib, to_rdflib


def token(node: Node) -> str:
    """A term of the shapes graph as the tables name it."""
    return str(from_rdflib(node))


class Data:
    """The asserted data with the class hierarchy. Nodes are numbers."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self.terms = Terms()
        self.tables = read(self.terms, statements)
        self._terms: dict[int, Node] = {}

    def number(self, node: Node) -> int:
        return self.terms.number(token(node))

    def term(self, number: int) -> Node:
        """The term with a number."""
        if number not in self._terms:
            self._parse([number])
        return self._terms[number]

    def _parse(self, numbers: list[int]) -> None:
        names = self.terms.names
        lines = "".join(f"<x:s> <x:p> {names[number]} .\n" for number in numbers)
        for number, quad in zip(numbers, ox.parse(lines.encode(), ox.RdfFormat.N_TRIPLES), strict=True):
            self._terms[number] = to_rdflib(quad.object)

    def instances(self, class_: Node) -> Column:
        """Members of a class and of those below it (SHACL §1.1, "SHACL instance")."""
        found, pending = {token(class_)}, [token(class_)]
        while pending:
            for lower in self._below.get(pending.pop(), ()):
                if lower not in found:
                    found.add(lower)
                    pending.append(lower)
        columns = [self.tables[self.tables.members(name)] for name in sorted(found)]
        return unique(np.concatenate(columns)) if columns else NOTHING

    @cached_property
    def _below(self) -> dict[str, list[str]]:
        names = self.terms.names
        found: dict[str, list[str]] = {}
        for pair in self.tables[self.tables.property(token(RDFS.subClassOf))].tolist():
            found.setdefault(names[pair & 0xFFFFFFFF], []).append(names[pair >> 32])
        return found

    @cached_property
    def _types(self) -> Column:
        columns = [
            pairs(column, np.full(len(column), relation.name, np.uint64))
            for relation, column in self.tables.columns.items()
            if relation.kind == "members"
        ]
        return np.sort(np.concatenate(columns)) if columns else NOTHING

    @cached_property
    def _typed(self) -> Column:
        return reversed_(self._types)

    @property
    def properties(self) -> list[Node]:
        """All properties that the data use."""
        used = (self.term(each.name) for each in self.tables.columns if each.kind == "pairs")
        return [*used, RDF.type]

    def pairs_of(self, prop: Node, inverse: bool = False) -> Column:
        """The pairs of a property; `inverse` has them from value to subject."""
        name = token(prop)
        if name == TYPE:
            return self._typed if inverse else self._types
        relation = self.tables.property(name)
        return self.tables.reversed(relation) if inverse else self.tables[relation]

    def along(self, path: Node, shapes: rdflib.Graph, from_: Column, inverse: bool = False) -> Column:
        """Pairs of start and value node for a path (SHACL §2.3), from pairs of start and where it got to."""
        if isinstance(path, rdflib.URIRef):
            return _step(self.pairs_of(path, inverse), from_)
        if (path, RDF.first, None) in shapes:
            steps = list(Collection(shapes, path))
            for step in reversed(steps) if inverse else steps:
                from_ = self.along(step, shapes, from_, inverse)
            return from_
        if (turned := shapes.value(path, SH.inversePath)) is not None:
            return self.along(turned, shapes, from_, not inverse)
        if (head := shapes.value(path, SH.alternativePath)) is not None:
            ways = [self.along(way, shapes, from_, inverse) for way in Collection(shapes, head)]
            return unique(np.concatenate(ways))
        if (maybe := shapes.value(path, SH.zeroOrOnePath)) is not None:
            return unique(np.concatenate([from_, self.along(maybe, shapes, from_, inverse)]))
        return self._repeated(path, shapes, from_, inverse)

    def _repeated(self, path: Node, shapes: rdflib.Graph, from_: Column, inverse: bool) -> Column:
        once = shapes.value(path, SH.oneOrMorePath)
        step = once if once is not None else shapes.value(path, SH.zeroOrMorePath)
        if step is None:
            raise ValueError(f"{path} is no path")
        reached = NOTHING if once is not None else from_
        new = from_
        while len(new):
            new = without(self.along(step, shapes, new, inverse), reached)
            reached = unique(np.concatenate([reached, new]))
        return reached

    def each(self, numbers: Column, holds: Callable[[Node], bool]) -> Mask:
        """Whether something holds of each node, asked once for each different one."""
        different, back = np.unique(numbers, return_inverse=True)
        listed = different.tolist()
        self._parse([number for number in listed if number not in self._terms])
        found = np.fromiter((holds(self._terms[number]) for number in listed), bool, len(listed))
        return np.asarray(found[back])


def _step(column: Column, from_: Column) -> Column:
    """From pairs of start and place one step on: all pairs of start and what the place leads to."""
    if not len(column) or not len(from_):
        return NOTHING
    owner, place = spread(*spans(column, values(from_)))
    return unique(pairs(keys(from_)[owner], values(column[place])))
