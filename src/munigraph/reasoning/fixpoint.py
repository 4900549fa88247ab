"""Rules run until nothing new follows; equal things are one thing until the end.

Semi-naive: in each round a rule sees what the round before found new. Equality is
kept by representatives: when two numbers turn out to stand for the same thing, the
smaller takes the place of the other in all tables, which counts as new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from munigraph.columns.arrays import (
    NOTHING,
    Column,
    among,
    joined,
    keys,
    pairs,
    unique,
    values,
    values_of,
    with_,
    without,
)
from munigraph.columns.bags import Columns
from munigraph.columns.tables import Relation, Tables

from .compiled import Derivation, Equality, Program
from .terminology import SAME, UnsupportedAxiomError

Same = tuple[Equality | None, Column]
"""Pairs of numbers that stand for the same thing, and the rule that says so; None for what was asserted."""


class Fixpoint:
    """All that follows from tables by a program. `tables` grow; `run` ends when nothing is new."""

    def __init__(self, program: Program, tables: Tables) -> None:
        self.program = program
        self.tables = tables
        self.clashing: list[Same] = []
        """Literals that should be the same and are not (dt-diff)."""
        self._derivations: dict[Relation, list[Derivation]] = defaultdict(list)
        self._equalities: dict[Relation, list[Equality]] = defaultdict(list)
        for rule in program.derivations:
            for body in dict.fromkeys(rule.bodies):
                self._derivations[body].append(rule)
        for equality in program.equalities:
            for body in dict.fromkeys(equality.bodies):
                self._equalities[body].append(equality)
        for relation, member in program.given:
            column = np.array([member], np.uint64)
            tables[relation] = with_(tables[relation], without(column, tables[relation]))
        self._same = tables.property(SAME)
        self._literal = tables.terms.are_literals()
        self._schema = np.array(sorted({relation.name for relation in program.relations}), np.uint64)

    def run(self, new: Columns | None = None) -> set[Relation]:
        """Add what follows from what is new in the tables, or from all. Returns those that changed."""
        if new is None:
            new = dict(self.tables.columns)
        changed: set[Relation] = set()
        while new:
            found: dict[Relation, list[Column]] = defaultdict(list)
            equalities: dict[Equality, None] = {}
            for relation, column in new.items():
                for rule in self._derivations.get(relation, ()):
                    found[rule.head].append(rule.fire(self.tables, relation, column))
                equalities.update(dict.fromkeys(self._equalities.get(relation, ())))
            same: list[Same] = [(rule, rule.same(self.tables)) for rule in equalities]
            if self._same in new:
                same.append((None, new[self._same]))
            new = {}
            for head, parts in found.items():
                if len(added := self._added(head, parts)):
                    new[head] = added
            self._merge(same, new)
            changed.update(new)
        return changed

    def _added(self, head: Relation, parts: list[Column]) -> Column:
        column = unique(np.concatenate(parts))
        subjects = keys(column) if head.kind == "pairs" else column
        column = column[~self._literal[subjects.astype(np.intp)]]
        added = without(column, self.tables[head])
        if len(added):
            self.tables.revise(head, NOTHING, added)
        return added

    def _merge(self, same: Iterable[Same], new: dict[Relation, Column]) -> None:
        """Have one number stand for things that are the same; what that changes is new."""
        merging = []
        for rule, found in same:
            column = self._led(found)
            column = column[keys(column) != values(column)]
            literal = self._are_literals(keys(column)) | self._are_literals(values(column))
            if literal.any():
                self.clashing.append((rule, column[literal]))
            merging.append(column[~literal])
        column = np.concatenate(merging) if merging else NOTHING
        if not len(column):
            return
        self._refuse_schema(column)
        leader = _leaders(len(self._literal), column)
        former = self.tables.leader
        self.tables.leader = leader if former is None else leader[former.astype(np.intp)]
        moved = leader != np.arange(len(leader), dtype=np.uint64)
        for relation, known in list(self.tables.columns.items()):
            self._rename(relation, known, leader, moved, new)

    def _refuse_schema(self, column: Column) -> None:
        """Rules are made for names of classes and properties; they would have to be made anew."""
        both = np.concatenate([keys(column), values(column)])
        if (named := among(both, self._schema)).any():
            name = self.tables.terms.names[int(both[named][0])]
            raise UnsupportedAxiomError(
                f"{name}, which axioms use, would be the same as another name",
                hint="say it with owl:equivalentClass or owl:equivalentProperty",
            )

    def _rename(
        self,
        relation: Relation,
        known: Column,
        leader: Column,
        moved: NDArray[np.bool_],
        new: dict[Relation, Column],
    ) -> None:
        def renamed(column: Column) -> Column:
            if relation.kind == "members":
                return unique(leader[column.astype(np.intp)])
            subjects, objects = keys(column).astype(np.intp), values(column).astype(np.intp)
            return unique(pairs(leader[subjects], leader[objects]))

        touched = moved[(keys(known) if relation.kind == "pairs" else known).astype(np.intp)]
        if relation.kind == "pairs":
            touched |= moved[values(known).astype(np.intp)]
        if not touched.any():
            return
        fresh, kept = renamed(known[touched]), known[~touched]
        self.tables[relation] = with_(kept, without(fresh, kept))
        before = renamed(new[relation]) if relation in new else NOTHING
        new[relation] = unique(np.concatenate([before, fresh]))

    def _led(self, column: Column) -> Column:
        leader = self.tables.leader
        if leader is None or not len(column):
            return column
        return pairs(leader[keys(column).astype(np.intp)], leader[values(column).astype(np.intp)])

    def _are_literals(self, numbers: Column) -> NDArray[np.bool_]:
        return self._literal[numbers.astype(np.intp)]

    def expand(self) -> None:
        """Say under all names of a thing what was said under one (eq-sym, eq-trans, eq-rep-s, eq-rep-o)."""
        leader = self.tables.leader
        if leader is None:
            return
        everyone = np.arange(len(leader), dtype=np.uint64)
        size = np.bincount(leader.astype(np.intp), minlength=len(everyone))
        shared = size[leader.astype(np.intp)] > 1
        names = np.sort(pairs(leader[shared], everyone[shared]))
        many = unique(keys(names))
        for relation, column in list(self.tables.columns.items()):
            if relation.kind == "members":
                hit = among(column, many)
                self.tables[relation] = unique(np.concatenate([column[~hit], values_of(names, column[hit])]))
            else:
                self.tables[relation] = _expanded(_expanded(column, names, many), names, many)
        synonyms = joined(names, names)
        others = synonyms[keys(synonyms) != values(synonyms)]
        self.tables[self._same] = unique(np.concatenate([self.tables[self._same], others]))


def _expanded(column: Column, names: Column, many: Column) -> Column:
    """Pairs turned round, with each subject under all its names; twice gives both under all names."""
    hit = among(keys(column), many)
    subjects_expanded = joined(column[hit], names)
    return np.sort(np.concatenate([pairs(values(column[~hit]), keys(column[~hit])), subjects_expanded]))


def _leaders(count: int, column: Column) -> Column:
    """For each number the smallest that stands for the same thing."""
    leader: dict[int, int] = {}

    def find(number: int) -> int:
        while (above := leader.get(number, number)) != number:
            number = above
        return number

    for one, other in zip(keys(column).tolist(), values(column).tolist(), strict=True):
        low, high = sorted((find(one), find(other)))
        if low != high:
            leader[high] = low
    found = np.arange(count, dtype=np.uint64)
    moved = list(leader)
    found[moved] = [find(number) for number in moved]
    return found
