"""The data graph for validation: columns, the values of literals, and steps along paths."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np
import pyoxigraph as ox
from rdflib import RDF, RDFS
from rdflib.term import Node

from munigraph.columns.arrays import (
    NOTHING,
    Column,
    Mask,
    among,
    keys,
    pairs,
    reversed_,
    spans,
    spread,
    swapped,
    unique,
    values,
    without,
)
from munigraph.columns.tables import TYPE, Tables
from munigraph.terms import from_rdflib, to_rdflib

from .paths import Alternative, Path, Sequence, Step, Turned

Seen = list[tuple[Node, Column]]
"""Properties with pairs of theirs, in no order and with repetitions."""


def token(node: Node) -> str:
    """A term of the shapes graph as the tables name it."""
    return str(from_rdflib(node))


class Data:
    """The asserted data with the class hierarchy. Nodes are numbers."""

    def __init__(self, tables: Tables) -> None:
        self.terms = tables.terms
        self.tables = tables
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
        columns = self._members(class_)
        return unique(np.concatenate(columns)) if columns else NOTHING

    def are_instances(self, nodes: Column, class_: Node) -> Mask:
        """For each of some nodes, in any order, whether it is one of the instances."""
        found = np.zeros(len(nodes), bool)
        for column in self._members(class_):
            found |= among(nodes, column)
        return found

    def _members(self, class_: Node) -> list[Column]:
        found, pending = {token(class_)}, [token(class_)]
        while pending:
            for lower in self._below.get(pending.pop(), ()):
                if lower not in found:
                    found.add(lower)
                    pending.append(lower)
        columns = (self.tables[self.tables.members(name)] for name in sorted(found))
        return [column for column in columns if len(column)]

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

    def along(self, path: Path, from_: Column, inverse: bool = False, seen: Seen | None = None) -> Column:
        """Pairs of start and value node for a path, from pairs of start and where it got to.

        The statements gone along are noted in `seen`.
        """
        if isinstance(path, Step):
            return self._step(path.prop, from_, inverse, seen)
        if isinstance(path, Turned):
            return self.along(path.path, from_, not inverse, seen)
        if isinstance(path, Sequence):
            for step in reversed(path.paths) if inverse else path.paths:
                from_ = self.along(step, from_, inverse, seen)
            return from_
        if isinstance(path, Alternative):
            return unique(np.concatenate([self.along(way, from_, inverse, seen) for way in path.paths]))
        reached = from_ if path.without else NOTHING
        new = from_
        while len(new):
            new = without(self.along(path.path, new, inverse, seen), reached)
            reached = unique(np.concatenate([reached, new]))
            if not path.again:
                break
        return reached

    def _step(self, prop: Node, from_: Column, inverse: bool, seen: Seen | None) -> Column:
        """From pairs of start and place one step on: all pairs of start and what the place leads to."""
        column = self.pairs_of(prop, inverse)
        if not len(column) or not len(from_):
            return NOTHING
        owner, place = spread(*spans(column, values(from_)))
        gone = column[place]
        if seen is not None:
            seen.append((prop, swapped(gone) if inverse else gone))
        return unique(pairs(keys(from_)[owner], values(gone)))

    def each(self, numbers: Column, holds: Callable[[Node], bool]) -> Mask:
        """Whether something holds of each node, asked once for each different one."""
        different, back = np.unique(numbers, return_inverse=True)
        listed = different.tolist()
        self._parse([number for number in listed if number not in self._terms])
        found = np.fromiter((holds(self._terms[number]) for number in listed), bool, len(listed))
        return np.asarray(found[back])
