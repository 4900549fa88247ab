"""What the shapes lead one to expect of the members of each class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import rdflib
from rdflib import SH
from rdflib.term import Node

from munigraph.validation import Severity
from munigraph.validation.paths import Path, Step, Turned
from munigraph.validation.shapes import Shape, Shapes

_ORDER = (Severity.VIOLATION, Severity.WARNING, Severity.INFO, None)


@dataclass(frozen=True, slots=True)
class Expectation:
    """That the members of a class have a property, or are the value of one."""

    class_: str
    """The IRI."""
    prop: str
    inverse: bool = False
    """Whether the class is at the end of the property."""
    language: str = ""
    """Of the value; empty where any will do."""
    severity: Severity | None = None
    """Of the result where it is missing; None for what is hoped for without being demanded."""

    @property
    def key(self) -> tuple[str, str, bool, str]:
        return self.class_, self.prop, self.inverse, self.language


def expectations(graph: rdflib.Graph) -> tuple[Expectation, ...]:
    """What shapes of classes say of single properties, demanded or not; each once, as it is demanded most.

    A property shape without constraints, which nothing can violate, says what is hoped for.
    """
    shapes = Shapes(graph)
    found: dict[tuple[str, str, bool, str], Expectation] = {}
    for shape in shapes.with_targets():
        for class_ in shapes.target_classes(shape):
            for parameter, node in shape.constraints:
                for each in _of_property(shapes, shapes[node], class_) if parameter == SH.property else ():
                    known = found.get(each.key, replace(each, severity=None))
                    found[each.key] = min(each, known, key=lambda one: _ORDER.index(one.severity))
    named = {(class_, prop) for class_, prop, _, language in found if language}
    return tuple(found[key] for key in sorted(found) if found[key].language or (key[0], key[1]) not in named)


def _of_property(shapes: Shapes, shape: Shape, class_: Node) -> Iterator[Expectation]:
    step = _one_step(shape.path)
    if step is None or shapes.is_true(shape, SH.deactivated) or _most(shapes, shape) == 0:
        return
    prop, inverse = step
    severity = shape.severity if _least(shapes, shape) > 0 else None
    languages = _languages(shapes, shape) or [""]
    if len(languages) == 1:
        yield Expectation(str(class_), prop, inverse, languages[0], severity)


def _one_step(path: Path | None) -> tuple[str, bool] | None:
    """The property of a path of one step, and whether it is gone along backwards."""
    if isinstance(path, Step):
        return str(path.prop), False
    if isinstance(path, Turned) and isinstance(path.path, Step):
        return str(path.path.prop), True
    return None


def _least(shapes: Shapes, shape: Shape) -> int:
    found = (shapes.value(shape, name) for name in (SH.minCount, SH.qualifiedMinCount))
    return max((int(str(number)) for number in found if number is not None), default=0)


def _most(shapes: Shapes, shape: Shape) -> int | None:
    number = shapes.value(shape, SH.maxCount)
    return None if number is None else int(str(number))


def _languages(shapes: Shapes, shape: Shape) -> list[str]:
    """The languages that a qualified value must be in one of."""
    qualified = shapes.value(shape, SH.qualifiedValueShape)
    head = None if qualified is None else shapes.graph.value(qualified, SH.languageIn)
    return [] if head is None else [str(tag) for tag in shapes.listed(head)]
