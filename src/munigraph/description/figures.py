"""How much of what there is in the union of several tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from munigraph.columns.arrays import Column, among, keys, once, unique, values
from munigraph.columns.bags import Columns, Delta
from munigraph.columns.tables import TYPE, Relation, Tables, Terms
from munigraph.names import PREFIXES

_SKOS = f"<{PREFIXES['skos']}"
_IN_SCHEME = f"{_SKOS}inScheme>"

Numbers: TypeAlias = NDArray[np.int32]


class Counts(NamedTuple):
    """Of a class its members, as subjects; of a property its different pairs, subjects and values."""

    triples: int
    subjects: int
    objects: int


class Occurrences(NamedTuple):
    """For each term how many statements have it as subject of a property, as value, as member of a class."""

    subjects: Numbers
    objects: Numbers
    members: Numbers

    def copied(self, size: int) -> Occurrences:
        """The same numbers, for so many terms."""
        return Occurrences(*(np.concatenate([each, np.zeros(size - len(each), np.int32)]) for each in self))

    def add(self, columns: Columns, by: int) -> None:
        """Count statements in, or out again."""
        for relation, column in columns.items():
            if relation.kind == "members":
                _count(self.members, column, by)
                self.objects[relation.name] += by * len(column)
            else:
                _count(self.subjects, keys(column), by)
                _count(self.objects, values(column), by)


@dataclass(frozen=True, slots=True)
class Figures:
    """How many statements there are, and how many different subjects and values."""

    terms: Terms
    counts: dict[Relation, Counts]
    counted: dict[Relation, tuple[Column, ...]]
    """What was counted, so that it is not counted again as long as it is the same."""
    occurrences: Occurrences
    uses: Counter[int]
    """How many statements have a concept of a scheme as their value, apart from what SKOS says of it;
    by the number of the concept."""

    @classmethod
    def of(cls, layers: Sequence[Tables]) -> Figures:
        """Count what several tables hold together."""
        nothing = Occurrences(*(np.zeros(0, np.int32) for _ in range(3)))
        blank = cls(layers[0].terms, {}, {}, nothing, Counter())
        return blank.revised(layers, [Delta({}, layer.columns) for layer in layers])

    def revised(self, layers: Sequence[Tables], changes: Iterable[Delta]) -> Figures:
        """The figures of tables that changed; which concepts there are must not have."""
        changes = list(changes)
        counts: dict[Relation, Counts] = {}
        counted: dict[Relation, tuple[Column, ...]] = {}
        for relation in {relation for layer in layers for relation in layer.columns}:
            columns = tuple(layer[relation] for layer in layers if len(layer[relation]))
            if columns:
                same = _same(columns, self.counted.get(relation, ()))
                counted[relation] = columns
                counts[relation] = self.counts[relation] if same else _counts(relation, columns)
        occurrences = self.occurrences.copied(len(self.terms))
        for change in changes:
            occurrences.add(change.gone, -1)
            occurrences.add(change.come, 1)
        uses = self._used_otherwise(changes, counted, layers)
        return Figures(self.terms, counts, counted, occurrences, uses)

    def _used_otherwise(
        self,
        changes: Sequence[Delta],
        counted: Mapping[Relation, tuple[Column, ...]],
        layers: Sequence[Tables],
    ) -> Counter[int]:
        """How often concepts are used after changes, which tell of the columns that are counted now."""
        concepts = unique(np.concatenate([keys(layer[layer.property(_IN_SCHEME)]) for layer in layers]))
        uses, names = Counter(self.uses), self.terms.names
        for relation in {relation for change in changes for relation in change.relations}:
            if relation.kind == "members" or names[relation.name].startswith(_SKOS):
                continue
            sides = [side[relation] for change in changes for side in change if relation in side]
            pairs = unique(np.concatenate([column[among(values(column), concepts)] for column in sides]))
            for sign, columns in ((-1, self.counted.get(relation, ())), (1, counted.get(relation, ()))):
                there = np.zeros(len(pairs), bool)
                for column in columns:
                    there |= among(pairs, column)
                numbers, times = np.unique(values(pairs[there]), return_counts=True)
                for number, count in zip(numbers.tolist(), times.tolist(), strict=True):
                    uses[number] += sign * count
        return +uses

    @property
    def subjects(self) -> int:
        """How many different things something is said of."""
        return int(np.count_nonzero((self.occurrences.subjects > 0) | (self.occurrences.members > 0)))

    @property
    def objects(self) -> int:
        """How many different values there are."""
        return int(np.count_nonzero(self.occurrences.objects))

    @property
    def typed(self) -> int:
        """How many things have a type."""
        return int(np.count_nonzero(self.occurrences.members))

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

    def concepts(self) -> dict[str, int]:
        """How many statements have a concept as their value, by its IRI."""
        names = self.terms.names
        return {names[number][1:-1]: count for number, count in self.uses.items()}

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


def _count(numbers: Numbers, column: Column, by: int) -> None:
    """Add to the numbers of the terms in a column; with few, without going through all."""
    if len(column) * 8 < len(numbers):
        np.add.at(numbers, column.astype(np.intp), np.int32(by))
    else:
        numbers += by * np.bincount(column.astype(np.intp), minlength=len(numbers)).astype(np.int32)


def _counts(relation: Relation, columns: tuple[Column, ...]) -> Counts:
    column = columns[0] if len(columns) == 1 else unique(np.concatenate(columns))
    if relation.kind == "members":
        return Counts(len(column), len(column), 1)
    return Counts(len(column), len(once(keys(column))), len(unique(values(column))))
