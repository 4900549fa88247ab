"""SHACL over columns: each constraint is checked for all its value nodes at once.

Says what pySHACL says, result for result. What it does not know of SHACL is refused,
never skipped; SPARQL constraints are asked once for all focus nodes (`sparql.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import rdflib
from rdflib import SH
from rdflib.term import Node

from munigraph.columns.arrays import NOTHING, Column, Mask, among, has_key, keys, pairs, unique, values
from munigraph.columns.bags import Delta
from munigraph.columns.tables import Tables
from munigraph.terms import from_rdflib

from .affected import Affected
from .components import CHECKS, Fault, Places
from .data import Data
from .paths import Step
from .report import Report, Result
from .shapes import Shape, Shapes, UnsupportedShapeError
from .sparql import violations

Found = Mapping[Node, Mapping[int, tuple[Result, ...]]]
"""By the node of a shape with targets and the number of a focus node."""


@dataclass(frozen=True, slots=True)
class Validation:
    """Data that were checked against shapes, and what was found."""

    data: Data
    shapes: Shapes
    found: Found

    @property
    def report(self) -> Report:
        return Report.made(each for found in self.found.values() for some in found.values() for each in some)

    def revised(self, tables: Tables, change: Delta) -> Validation:
        """The same after a change of the data, which looks only at what the change can matter to."""
        data = Data(tables)
        affected = Affected(self.data, data, self.shapes, change)
        run, found = Run(data, self.shapes), dict(self.found)
        for shape in self.shapes.with_targets():
            focus = affected.of(shape)
            if focus is None:
                found[shape.node] = run.results(shape, run.focus(shape))
                continue
            if len(focus):
                numbers = set(focus.tolist())
                kept = {focus: some for focus, some in found[shape.node].items() if focus not in numbers}
                targeted = focus[run.is_focus(shape, focus)]
                found[shape.node] = {**kept, **run.results(shape, targeted)}
        return Validation(data, self.shapes, found)


def validated(tables: Tables, shapes: rdflib.Graph) -> Validation:
    """Check data against shapes.

    Raises UnsupportedShapeError where a shape uses what this validator does not know.
    """
    run = Run(Data(tables), Shapes(shapes))
    found = {shape.node: run.results(shape, run.focus(shape)) for shape in run.shapes.with_targets()}
    return Validation(run.data, run.shapes, found)


class Run:
    """One validation of data by shapes."""

    def __init__(self, data: Data, shapes: Shapes) -> None:
        self.data = data
        self.shapes = shapes

    def results(self, shape: Shape, focus: Column) -> dict[int, tuple[Result, ...]]:
        """What is wrong with focus nodes, by their numbers."""
        faults: list[tuple[Shape, Fault]] = []
        self._wrong(shape, focus, faults)
        found: dict[int, list[Result]] = {}
        for owner, fault in faults:
            for number, result in self._told(owner, fault):
                found.setdefault(number, []).append(result)
        return {number: tuple(some) for number, some in found.items()}

    def focus(self, shape: Shape) -> Column:
        """The focus nodes that a shape targets (SHACL §2.1.3)."""
        data, found = self.data, [NOTHING]
        for class_ in self.shapes.target_classes(shape):
            found.append(data.instances(class_))
        for node in self.shapes.values(shape, SH.targetNode):
            found.append(np.array([data.number(node)], np.uint64))
        for prop in self.shapes.values(shape, SH.targetSubjectsOf):
            found.append(unique(keys(data.pairs_of(prop))))
        for prop in self.shapes.values(shape, SH.targetObjectsOf):
            found.append(unique(values(data.pairs_of(prop))))
        return unique(np.concatenate(found))

    def is_focus(self, shape: Shape, nodes: Column) -> Mask:
        """For each of some nodes, in any order, whether a shape targets it."""
        data, found = self.data, np.zeros(len(nodes), bool)
        for class_ in self.shapes.target_classes(shape):
            found |= data.are_instances(nodes, class_)
        for node in self.shapes.values(shape, SH.targetNode):
            found |= nodes == np.uint64(data.number(node))
        for prop in self.shapes.values(shape, SH.targetSubjectsOf):
            found |= has_key(data.pairs_of(prop), nodes)
        for prop in self.shapes.values(shape, SH.targetObjectsOf):
            found |= has_key(data.pairs_of(prop, inverse=True), nodes)
        return found

    def conforming(self, shape: Shape, nodes: Column) -> Mask:
        """For each of some nodes, in any order, whether it conforms to a shape."""
        return ~among(nodes, self._wrong(shape, unique(nodes), []))

    def _wrong(self, shape: Shape, focus: Column, told: list[tuple[Shape, Fault]]) -> Column:
        """The focus nodes that do not conform to a shape; each fault is added to `told` with its shape."""
        if not len(focus) or not shape.constraints:
            return NOTHING
        itself = pairs(focus, focus)
        found = itself if shape.path is None else self.data.along(shape.path, itself)
        places = Places(self, shape, focus, found)
        wrong = [NOTHING]
        for parameter, value in shape.constraints:
            if parameter == SH.property:
                inner = self._wrong(self.shapes[value], unique(values(found)), told)
                wrong.append(keys(found[among(values(found), inner)]))
                continue
            faults = [fault for fault in self._checked(places, parameter, value) if len(fault.focus)]
            wrong += [fault.focus for fault in faults]
            told += [(shape, fault) for fault in faults]
        return unique(np.concatenate(wrong))

    def _checked(self, places: Places, parameter: rdflib.URIRef, value: Node) -> Iterator[Fault]:
        if parameter == SH.sparql:
            return violations(self.data, self.shapes, places.shape, value, places.focus)
        if parameter not in CHECKS:
            raise UnsupportedShapeError(
                f"the shape {places.shape.name} uses {parameter}, which the validator does not know",
                hint="say it with SHACL Core or a SPARQL constraint, or use --validator pyshacl",
            )
        return CHECKS[parameter](places, value)

    def _told(self, shape: Shape, fault: Fault) -> Iterator[tuple[int, Result]]:
        path = fault.path or (shape.path.prop if isinstance(shape.path, Step) else None)
        found: Iterable[int | None] = (
            fault.values.tolist() if fault.values is not None else [None] * len(fault.focus)
        )
        for focus, value in zip(fault.focus.tolist(), found, strict=True):
            yield (
                focus,
                Result(
                    severity=shape.severity,
                    focus=from_rdflib(self.data.term(focus)),
                    path=str(path) if isinstance(path, rdflib.URIRef) else "",
                    value=None if value is None else from_rdflib(self.data.term(value)),
                    component=str(fault.component),
                    shape=shape.name,
                    messages=fault.messages or shape.messages or (("en", _default(fault.component)),),
                ),
            )


def _default(component: Node) -> str:
    name = str(component).removeprefix(str(SH)).removesuffix("ConstraintComponent")
    return f"This does not conform to {name}."
