"""A closure after facts were withdrawn and others stated, without closing all anew.

Delete and derive again (Gupta, Mumick and Subrahmanian 1993): first goes all that rests on
a withdrawn fact, however indirectly; then comes back what is asserted still or follows from
what is left; then comes what follows from the new facts. A rule's conclusion shares a term
with one of its premises, so what may be derived again is found from the statements about
the things that something was taken from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from munigraph.columns.arrays import (
    NOTHING,
    Column,
    among,
    exchanged,
    keys,
    of_keys,
    swapped,
    unique,
    values,
    with_,
    without,
)
from munigraph.columns.bags import Columns, Delta
from munigraph.columns.tables import Relation, Tables

from .closure import Closure
from .compiled import Derivation
from .consistency import contradictions
from .fixpoint import Fixpoint
from .terminology import SAME, is_of_schema


@dataclass(frozen=True, slots=True)
class Revision:
    """A closure, and how what is worth reading of it differs from that of the one before."""

    closure: Closure
    derived: Delta


def revised(closure: Closure, change: Delta) -> Revision | None:
    """The closure after a change of the facts, or None where it has to be made from all facts.

    That is so where axioms change or things turn out to be the same.
    """
    tables = closure.tables
    names = tables.terms.names
    if tables.leader is not None or closure.clashes:
        return None
    if any(is_of_schema(each, names[each.name]) for each in change.relations):
        return None
    if tables.property(SAME) in change.relations:
        return None
    seen = closure.seen
    gone = {each: column for each, column in change.gone.items() if each in seen}
    come = {each: column for each, column in change.come.items() if each in seen}
    asserted = _reasserted(closure.asserted, gone, come)
    later = tables.copy()
    work = _Work(closure, later, asserted)
    work.take(gone)
    reached = work.derive(come)
    if reached is None:
        return None
    clashes = tuple(contradictions(closure.axioms, reached))
    after = replace(closure, tables=later, asserted=asserted, clashes=clashes)
    return Revision(after, _difference(closure, after, {*gone, *come, *work.changed}))


def _reasserted(asserted: Columns, gone: Columns, come: Columns) -> Columns:
    """What is asserted after a change; an axiom may say what a file said as well."""
    later = dict(asserted)
    for relation, column in gone.items():
        later[relation] = exchanged(later[relation], column, NOTHING)
    for relation, column in come.items():
        known = later.get(relation, NOTHING)
        later[relation] = with_(known, without(column, known))
    return later


class _Work:
    """The tables of a closure while they are revised."""

    def __init__(self, closure: Closure, tables: Tables, asserted: Columns) -> None:
        self._closure = closure
        self._tables = tables
        self._asserted = asserted
        self._deleted: Columns = {}
        self._derivations: dict[Relation, list[Derivation]] = defaultdict(list)
        for rule in closure.program.derivations:
            for body in dict.fromkeys(rule.bodies):
                self._derivations[body].append(rule)
        self.changed: set[Relation] = set()

    def take(self, gone: Columns) -> None:
        """Take away facts and all that was derived with their help."""
        former = self._closure.tables
        new = gone
        while new:
            for relation, column in new.items():
                self._deleted[relation] = with_(self._deleted.get(relation, NOTHING), column)
            found: dict[Relation, list[Column]] = defaultdict(list)
            for relation, column in new.items():
                for rule in self._derivations.get(relation, ()):
                    found[rule.head].append(rule.fire(former, relation, column))
            new = {}
            for head, parts in found.items():
                column = unique(np.concatenate(parts))
                column = column[among(column, former[head])]
                column = without(column, self._deleted.get(head, NOTHING))
                if len(column):
                    new[head] = column
        for relation, column in list(self._deleted.items()):
            column = without(column, self._asserted.get(relation, NOTHING))
            self._deleted[relation] = column
            self._tables.revise(relation, column, NOTHING)
            self.changed.add(relation)

    def derive(self, come: Columns) -> Fixpoint | None:
        """Add facts and all that follows; None where things turn out to be the same."""
        reached = Fixpoint(self._closure.program, self._tables)  # what classes have by definition is back
        new: Columns = {}
        for head, column in self._derived_again().items():
            self._add(head, column, new)
        for relation, column in come.items():
            self._add(relation, column, new)
        self.changed |= reached.run(new)
        return None if self._tables.leader is not None or reached.clashing else reached

    def _add(self, relation: Relation, column: Column, new: Columns) -> None:
        column = without(column, self._tables[relation])
        if len(column):
            self._tables.revise(relation, NOTHING, column)
            new[relation] = with_(new.get(relation, NOTHING), column)
            self.changed.add(relation)

    def _derived_again(self) -> Columns:
        """What was taken and follows in one step from what is left."""
        lost = {relation: column for relation, column in self._deleted.items() if len(column)}
        things = _things(lost)
        found: dict[Relation, list[Column]] = defaultdict(list)
        for rule in self._closure.program.derivations:
            if rule.head not in lost:
                continue
            for body in dict.fromkeys(rule.bodies):
                about = self._about(body, things)
                if len(about):
                    found[rule.head].append(rule.fire(self._tables, body, about))
        again: Columns = {}
        for head, parts in found.items():
            column = unique(np.concatenate(parts))
            again[head] = column[among(column, lost[head])]
        return again

    def _about(self, relation: Relation, things: Column) -> Column:
        """What is left of a relation about some things."""
        column = self._tables[relation]
        if relation.kind == "members":
            return things[among(things, column)]
        backward = of_keys(self._tables.reversed(relation), things)
        return unique(np.concatenate([of_keys(column, things), swapped(backward)]))


def _things(columns: Columns) -> Column:
    """All that some statements are about."""
    parts: list[Column] = [NOTHING]
    for relation, column in columns.items():
        parts += [column] if relation.kind == "members" else [keys(column), values(column)]
    return unique(np.concatenate(parts))


def _difference(before: Closure, after: Closure, relations: Iterable[Relation]) -> Delta:
    """How what is worth reading differs, looking at some relations only."""
    gone: Columns = {}
    come: Columns = {}
    for relation in sorted(relations):
        old = without(before.tables[relation], before.asserted.get(relation, NOTHING))
        new = without(after.tables[relation], after.asserted.get(relation, NOTHING))
        lost = after.worth.of(relation, without(old, new))
        gained = after.worth.of(relation, without(new, old))
        if len(lost):
            gone[relation] = lost
        if len(gained):
            come[relation] = gained
    return Delta(gone, come)
