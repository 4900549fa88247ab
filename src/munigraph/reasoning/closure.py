"""What follows from facts by axioms: the OWL 2 RL closure, and what of it is worth keeping.

Rules see only the relations that one of them reads or adds to; where two names turn out
to stand for one thing, everything said of either matters, and they see all.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

import numpy as np

from munigraph.columns.arrays import NOTHING, Column, Mask, keys, values, with_, without
from munigraph.columns.bags import Columns
from munigraph.columns.tables import Relation, Statement, Tables, Token, read, statements
from munigraph.names import PREFIXES

from .compiled import Program, compile_
from .consistency import Clash, contradictions, relations
from .fixpoint import Fixpoint
from .terminology import SAME, Terminology, is_of_schema, rdfs

_SCHEMA = tuple(f"<{PREFIXES[prefix]}" for prefix in ("rdf", "rdfs", "owl", "xsd"))
_SCHEMA_TERMS_KEPT = {SAME, rdfs("label")}


@dataclass(frozen=True, slots=True)
class Closure:
    """What is known once nothing new follows, and what of it was asserted."""

    tables: Tables
    asserted: Columns
    axioms: Terminology
    program: Program
    clashes: tuple[Clash, ...]
    """Contradictions; with any, nothing that follows is worth anything."""
    worth: Worth

    @property
    def seen(self) -> set[Relation]:
        """The relations that matter while no two names are one thing."""
        return seen_by(self.program, self.axioms, self.tables)

    def derived(self) -> Tables:
        """What follows and is worth reading."""
        found = Tables(self.tables.terms)
        for relation in sorted(self.tables.columns):
            column = without(self.tables[relation], self.asserted.get(relation, NOTHING))
            column = self.worth.of(relation, column)
            if len(column):
                found[relation] = column
        return found


class Worth:
    """Tells what is worth reading of what follows.

    Left out are statements about the ontology's own terms, a thing related to itself,
    types that everything has, and anonymous things.
    """

    def __init__(self, tables: Tables, axioms: Terminology) -> None:
        self._terms = tables.terms
        self._about = {number for token in axioms.terms if (number := self._terms.known(token)) is not None}
        self._unfit: Mask = np.empty(0, bool)
        self._anonymous: Mask = np.empty(0, bool)

    def of(self, relation: Relation, column: Column) -> Column:
        """What of a relation is worth reading."""
        if not len(column) or not _worth_reading(relation, self._terms.names[relation.name]):
            return NOTHING
        self._look_at_new_terms()
        if relation.kind == "members":
            return column[~self._unfit[column.astype(np.intp)]]
        subjects, objects = keys(column), values(column)
        unfit = self._unfit[subjects.astype(np.intp)] | self._anonymous[objects.astype(np.intp)]
        found: Column = column[~unfit & (subjects != objects)]
        return found

    def _look_at_new_terms(self) -> None:
        first = len(self._unfit)
        new = self._terms.names[first:]
        if not new:
            return
        unfit = np.fromiter((name[0] != "<" or name.startswith(_SCHEMA) for name in new), bool, len(new))
        unfit[[number - first for number in self._about if number >= first]] = True
        anonymous = np.fromiter((name[0] == "_" for name in new), bool, len(new))
        self._unfit = np.concatenate([self._unfit, unfit])
        self._anonymous = np.concatenate([self._anonymous, anonymous])


def axioms_among(facts: Tables) -> Iterator[Statement]:
    """Axioms that stand among facts."""
    names = facts.terms.names
    some = Tables(facts.terms)
    some.columns.update(
        (relation, column)
        for relation, column in facts.columns.items()
        if is_of_schema(relation, names[relation.name])
    )
    return statements(some)


def close(facts: Tables, axioms: Terminology) -> Closure:
    """Close facts under axioms.

    Raises UnsupportedAxiomError where the facts make an axiom's names equal to others.
    """
    closure = _closed(facts, axioms, partly=True)
    return closure if closure.tables.leader is None else _closed(facts, axioms, partly=False)


def _closed(facts: Tables, axioms: Terminology, partly: bool) -> Closure:
    """The closure; `partly` looks only at what rules ask for: enough while no two names are one thing."""
    tables = Tables(facts.terms)
    program = compile_(axioms, tables)
    asserted = beside_axioms(facts, axioms, seen_by(program, axioms, tables) if partly else None)
    tables.columns.update(asserted)
    reached = Fixpoint(program, tables)
    reached.run()
    clashes = tuple(contradictions(axioms, reached))
    reached.expand()
    return Closure(tables, asserted, axioms, program, clashes, Worth(tables, axioms))


def seen_by(program: Program, axioms: Terminology, tables: Tables) -> set[Relation]:
    """The relations that matter while no two names are one thing."""
    return {*program.relations, *relations(axioms, tables), tables.property(SAME)}


def beside_axioms(facts: Tables, axioms: Terminology, wanted: Set[Relation] | None) -> Columns:
    """All that is asserted, by facts and by the axioms themselves; or, of some relations."""
    by_axioms = read(facts.terms, sorted(axioms.asserted)).columns
    names = facts.terms.names
    asserted: Columns = {}
    for relation in {*facts.columns, *by_axioms} if wanted is None else wanted:
        column = NOTHING if is_of_schema(relation, names[relation.name]) else facts[relation]
        if len(more := without(by_axioms.get(relation, NOTHING), column)):
            column = with_(column, more)
        if len(column):
            asserted[relation] = column
    return asserted


def _worth_reading(relation: Relation, name: Token) -> bool:
    if not name.startswith("<"):
        return False
    if relation.kind == "pairs" and name in _SCHEMA_TERMS_KEPT:
        return True
    return not name.startswith(_SCHEMA)
