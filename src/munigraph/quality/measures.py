"""Measurements in the words of the W3C Data Quality Vocabulary, in graph `quality`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from munigraph.description.statements import Value, statements, term, typed
from munigraph.names import VOCABULARY, Names


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a metric gives for something."""

    metric: str
    """Its name in the vocabulary `quality-metric`."""
    about: str
    """What tells it from other measurements by the metric; part of its name."""
    on: str
    """The IRI of what was measured."""
    value: ox.Literal
    more: tuple[tuple[str, Value], ...] = ()
    """What else the value depends on: a class, a property, a severity …"""

    def quads(self, names: Names) -> Iterator[ox.Quad]:
        graph = ox.NamedNode(names.graph("quality"))
        node = ox.NamedNode(names.thing(f"measurement/{self.metric}/{self.about}"))
        yield from statements(
            node,
            graph,
            ("a", term("dqv:QualityMeasurement")),
            ("dqv:isMeasurementOf", ox.NamedNode(f"{VOCABULARY}quality-metric/{self.metric}")),
            ("dqv:computedOn", ox.NamedNode(self.on)),
            ("dqv:value", self.value),
            *self.more,
        )


def number(value: int) -> ox.Literal:
    return typed(value, "integer")


def share(part: int, whole: int) -> ox.Literal:
    """A share in four digits after the point, as XML Schema writes a decimal canonically."""
    text = f"{part / whole:.4f}" if whole else "0"
    return typed(text.rstrip("0").rstrip(".") if "." in text else text, "decimal")


def digest(*parts: str) -> str:
    """A name for what has none of its own."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
