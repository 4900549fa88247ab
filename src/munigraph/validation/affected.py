"""Which focus nodes a change of the data can matter to: all that the answer may differ for, or a few more.

From each changed statement the way is gone back along the paths by which shapes look,
in the data as they were and as they are.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import rdflib
from rdflib import SH
from rdflib.term import Node

from munigraph.columns.arrays import NOTHING, Column, keys, pairs, unique, values, values_of
from munigraph.columns.bags import Delta
from munigraph.columns.tables import TYPE, Relation

from .data import Data, token
from .paths import Alternative, Path, Sequence, Step, Turned
from .patterns import patterns
from .shapes import Shape, Shapes

_LISTS_OF_SHAPES = (SH["and"], SH["or"], SH.xone)
_OTHER_PROPERTIES = (SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals)


class Affected:
    """What a change matters to; `before` and `after` are the data around it."""

    def __init__(self, before: Data, after: Data, shapes: Shapes, change: Delta) -> None:
        self._sides = (before, after)
        self._shapes = shapes
        self._change = change
        self._names = after.terms.names

    def of(self, shape: Shape) -> Column | None:
        """Focus nodes of a shape with targets, or None where it may be any."""
        if self._hierarchy_changed or self._shapes.reports_on_others(shape):
            return None
        around = self._around(shape)
        if around is None:
            return None
        parts = [around, self._retyped]
        for kind, inverse in ((SH.targetSubjectsOf, False), (SH.targetObjectsOf, True)):
            properties = (rdflib.URIRef(str(each)) for each in self._shapes.values(shape, kind))
            parts += [self.touched(Step(prop), inverse) for prop in properties]
        return _together(parts)

    def touched(self, path: Path, inverse: bool = False) -> Column:
        """Nodes from which the path goes along a changed statement."""
        if isinstance(path, Step):
            column = self._changed(path.prop)
            return unique(values(column) if inverse else keys(column))
        if isinstance(path, Turned):
            return self.touched(path.path, not inverse)
        if isinstance(path, Alternative):
            return _together([self.touched(way, inverse) for way in path.paths])
        if isinstance(path, Sequence):
            found = NOTHING
            steps = path.paths if inverse else path.paths[::-1]
            for step in steps:
                found = _together([self.touched(step, inverse), self.back(step, found, inverse)])
            return found
        found = self.touched(path.path, inverse)
        return _together([found, self.back(path, found, inverse)]) if path.again else found

    def back(self, path: Path, nodes: Column, inverse: bool = False) -> Column:
        """Nodes from which the path leads to some nodes, or led there."""
        if not len(nodes):
            return NOTHING
        itself = pairs(nodes, nodes)
        return _together([values(side.along(path, itself, not inverse)) for side in self._sides])

    def loose_back(self, nodes: Column) -> Column:
        """Nodes of which some property has, or had, a value among some nodes."""
        if not len(nodes):
            return NOTHING
        found = [
            values_of(side.tables.reversed(relation), nodes)
            for side in self._sides
            for relation in side.tables.columns
            if relation.kind == "pairs"
        ]
        return _together(found)

    @property
    def subjects(self) -> Column:
        """What a statement about was changed, whichever."""
        return self._subjects

    @cached_property
    def _subjects(self) -> Column:
        return _together([self._retyped, *(keys(each) for each in self._columns("pairs"))])

    @cached_property
    def _retyped(self) -> Column:
        return _together(self._columns("members"))

    @cached_property
    def _hierarchy_changed(self) -> bool:
        below = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
        return any(self._names[relation.name] == below for relation in self._change.relations)

    def _columns(self, kind: str) -> list[Column]:
        return [column for side in self._change for relation, column in side.items() if relation.kind == kind]

    def _changed(self, prop: Node) -> Column:
        """Pairs of a property that went or came."""
        name = token(prop)
        if name == TYPE:
            return _together(
                [
                    pairs(column, np.full(len(column), relation.name, np.uint64))
                    for side in self._change
                    for relation, column in side.items()
                    if relation.kind == "members"
                ]
            )
        number = self._sides[1].terms.known(name)
        if number is None:
            return NOTHING
        relation = Relation("pairs", number)
        return _together([side[relation] for side in self._change if relation in side])

    def _around(self, shape: Shape) -> Column | None:
        """Nodes that a shape may say something else of, whether or not it targets them; None for any."""
        focus: list[Column] = []
        at_values: list[Column] = []
        if shape.path is not None:
            focus.append(self.touched(shape.path))
        for parameter, value in shape.constraints:
            if parameter == SH.sparql:
                found = patterns(self._shapes, value).affected(self)
                if found is None:
                    return None
                focus.append(found)
            elif parameter in _OTHER_PROPERTIES:
                focus.append(unique(keys(self._changed(value))))
            elif parameter == SH["class"]:
                at_values.append(self._retyped)
            elif parameter == SH.closed:
                at_values.append(self.subjects)
            for inner in self._inner(shape, parameter, value):
                affected = self._around(inner)
                if affected is None:
                    return None
                at_values.append(affected)
        reached = _together(at_values)
        focus.append(reached if shape.path is None else self.back(shape.path, reached))
        return _together(focus)

    def _inner(self, shape: Shape, parameter: Node, value: Node) -> list[Shape]:
        """The shapes that a constraint asks of value nodes."""
        if parameter in (SH.property, SH.node, SH["not"]):
            return [self._shapes[value]]
        if parameter in _LISTS_OF_SHAPES:
            return [self._shapes[each] for each in self._shapes.listed(value)]
        if parameter == SH.qualifiedValueShape:
            return [self._shapes[each] for each in (value, *self._shapes.siblings(shape))]
        return []


def _together(columns: list[Column]) -> Column:
    return unique(np.concatenate([NOTHING, *columns]))
