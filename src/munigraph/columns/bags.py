"""Statements that are made in several places: each is there until the last place has withdrawn it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .arrays import NOTHING, Column, once, without
from .tables import Relation, Statement, Tables, Terms, gathered

Columns = dict[Relation, Column]


class Delta(NamedTuple):
    """What is no longer there, and what was not there before."""

    gone: Columns
    come: Columns

    @property
    def relations(self) -> set[Relation]:
        return {*self.gone, *self.come}

    @classmethod
    def between(cls, old: Tables, new: Tables) -> Delta:
        """How some tables differ from others of the same terms."""
        gone: Columns = {}
        come: Columns = {}
        for relation in {*old.columns, *new.columns}:
            before, after = old[relation], new[relation]
            if before is not after:
                for side, column in ((gone, without(before, after)), (come, without(after, before))):
                    if len(column):
                        side[relation] = column
        return cls(gone, come)

    def applied(self, tables: Tables) -> Tables:
        """Tables after the change."""
        later = tables.copy()
        for relation in self.relations:
            later.revise(relation, self.gone.get(relation, NOTHING), self.come.get(relation, NOTHING))
        return later


@dataclass(frozen=True, slots=True)
class Bag:
    """Tables of the different statements, and how often more than once those are made that are."""

    tables: Tables
    surplus: dict[tuple[Relation, int], int]

    @classmethod
    def of(cls, terms: Terms, statements: Iterable[Statement]) -> Bag:
        tables, surplus = Tables(terms), dict[tuple[Relation, int], int]()
        for relation, column in gathered(terms, statements):
            tables[relation] = once(column)
            again, counts = np.unique(column[1:][column[1:] == column[:-1]], return_counts=True)
            for number, count in zip(again.tolist(), counts.tolist(), strict=True):
                surplus[relation, number] = count
        return cls(tables, surplus)

    def __len__(self) -> int:
        """How many statements are made, each as often as it is."""
        return len(self.tables) + sum(self.surplus.values())

    def revised(self, removed: Iterable[Statement], added: Iterable[Statement]) -> tuple[Bag, Delta]:
        """The bag after some statements were withdrawn once each and others made, and what that changes."""
        terms, change = self.tables.terms, Counter[tuple[Relation, int]]()
        for sign, statements in ((-1, removed), (1, added)):
            for relation, column in gathered(terms, statements):
                for number in column.tolist():
                    change[relation, number] += sign
        surplus = dict(self.surplus)
        gone: dict[Relation, list[int]] = {}
        come: dict[Relation, list[int]] = {}
        for (relation, number), times in change.items():
            if not times:
                continue
            before = self._times(relation, number)
            after = before + times
            if after > 1:
                surplus[relation, number] = after - 1
            else:
                surplus.pop((relation, number), None)
            if before and not after:
                gone.setdefault(relation, []).append(number)
            elif after and not before:
                come.setdefault(relation, []).append(number)
        delta = Delta(_columns(gone), _columns(come))
        return Bag(delta.applied(self.tables), surplus), delta

    def _times(self, relation: Relation, number: int) -> int:
        """How often a statement is made."""
        column = self.tables[relation]
        place = int(np.searchsorted(column, np.uint64(number)))
        if place == len(column) or int(column[place]) != number:
            return 0
        return 1 + self.surplus.get((relation, number), 0)


def _columns(numbers: dict[Relation, list[int]]) -> Columns:
    return {relation: np.array(sorted(some), np.uint64) for relation, some in numbers.items()}
