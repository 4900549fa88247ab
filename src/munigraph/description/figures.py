"""How much of what there is in the union of several tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from munigraph.columns.arrays import Column, Mask, keys, once, unique, values
from munigraph.columns.tables import TYPE, Relation, Tables, Terms


class Counts(NamedTuple):
    """Of a class its members, as subjects; of a property its different pairs, subjects and values."""

    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How many statements there are, and how many different subjects and values."""

    terms: Terms
    counts: dict[Relation, Counts]
    counted: dict[Relation, tuple[Column, ...]]
    """What was counted, so that it is not counted again as long as it is the same."""
    subjects: int
    objects: int
    typed: int
    """How many things have a type."""

    @classmethod
    def of(cls, layers: Sequence[Tables], former: Figures | None = None) -> Figures:
        """Count what several tables hold together; `former` are figures of tables that may have changed."""
        terms = layers[0].terms
        counts: dict[Relation, Counts] = {}
        counted: dict[Relation, tuple[Column, ...]] = {}
        subjects, objects, members = (np.zeros(len(terms), bool) for _ in range(3))
        for relation in {relation for layer in layers for relation in layer.columns}:
            columns = tuple(layer[relation] for layer in layers if len(layer[relation]))
            if not columns:
                continue
            counted[relation] = columns
            for column in columns:
                _mark(relation, column, members if relation.kind == "members" else subjects, objects)
            known = former.counts.get(relation) if former is not None else None
            if known is None or former is None or not _same(columns, former.counted[relation]):
                known = _counts(relation, columns)
            counts[relation] = known
        subjects |= members
        totals = (int(mask.sum()) for mask in (subjects, objects, members))
        return cls(terms, counts, counted, *totals)

    @property
    def triples(self) -> int:
        return sum(count.triples for count in self.counts.values())

    def classes(self) -> dict[str, int]:
        """The number of members by the IRI of the class; anonymous classes left out."""
        names = self.terms.names
        return {
            names[relation.name][1:-1]: count.triples
            for relation, count in self.counts.items()
            if relation.kind == "members" and names[relation.name].startswith("<")
        }

    def properties(self) -> dict[str, Counts]:
        """Counts by the IRI of the property."""
        names = self.terms.names
        found = {
            names[relation.name][1:-1]: count
            for relation, count in self.counts.items()
            if relation.kind == "pairs"
        }
        types = [count.triples for relation, count in self.counts.items() if relation.kind == "members"]
        if types:
            found[TYPE[1:-1]] = Counts(sum(types), self.typed, len(types))
        return found


def _same(columns: tuple[Column, ...], former: tuple[Column, ...]) -> bool:
    return len(columns) == len(former) and all(a is b for a, b in zip(columns, former, strict=True))


def _mark(relation: Relation, column: Column, subjects: Mask, objects: Mask) -> None:
    if relation.kind == "members":
        subjects[column.astype(np.intp)] = True
        objects[relation.name] = True
    else:
        subjects[keys(column).astype(np.intp)] = True
        objects[values(column).astype(np.intp)] = True


def _counts(relation: Relation, columns: tuple[Column, ...]) -> Counts:
    column = columns[0] if len(columns) == 1 else unique(np.concatenate(columns))
    if relation.kind == "members":
        return Counts(len(column), len(column), 1)
    return Counts(len(column), len(once(keys(column))), len(unique(values(column))))
