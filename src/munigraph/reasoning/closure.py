"""What follows from facts by axioms: the OWL 2 RL closure, and what of it is worth keeping.

Facts are read from whoever has them as statements in the writing of N-Triples, so
that a graph of any size needs neither library in memory. Only relations that a rule
reads or adds to are read; where two names turn out to stand for one thing,
everything said of either matters, and all is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from munigraph.columns.arrays import NOTHING, Column, keys, values, without
from munigraph.columns.tables import TYPE, Relation, Statement, Tables, Terms, Token, read
from munigraph.names import PREFIXES

from .compiled import compile_
from .consistency import Clash, contradictions, relations
from .fixpoint import Fixpoint
from .terminology import SAME, Terminology, rdfs

Facts = Callable[[], Iterable[Statement]]
"""Gives all asserted statements, each time it is called."""

_SCHEMA = tuple(f"<{PREFIXES[prefix]}" for prefix in ("rdf", "rdfs", "owl", "xsd"))
_SCHEMA_TERMS_KEPT = {SAME, rdfs("label")}


@dataclass(frozen=True, slots=True)
class Closure:
    """What is known once nothing new follows, and what of it was asserted."""

    tables: Tables
    asserted: dict[Relation, Column]
    axioms: Terminology
    clashes: tuple[Clash, ...]
    """Contradictions; with any, nothing that follows is worth anything."""

    def derived(self) -> Iterator[Statement]:
        """What follows and is worth reading, in no order.

        Left out are statements about the ontology's own terms, a thing related to itself,
        types that everything has, and anonymous things.
        """
        names = self.tables.terms.names
        about_terms = _numbers(self.tables.terms, self.axioms.terms)
        unnamed = np.fromiter((not name.startswith("<") for name in names), bool, len(names))
        unfit = unnamed | np.fromiter((name.startswith(_SCHEMA) for name in names), bool, len(names))
        unfit[about_terms] = True
        anonymous = np.fromiter((name.startswith("_") for name in names), bool, len(names))
        for relation in sorted(self.tables.columns):
            name = names[relation.name]
            if not _worth_reading(relation, name):
                continue
            column = without(self.tables[relation], self.asserted.get(relation, NOTHING))
            if relation.kind == "members":
                for member in column[~unfit[column.astype(np.intp)]].tolist():
                    yield names[member], TYPE, name
                continue
            subjects, objects = keys(column), values(column)
            fit = ~unfit[subjects.astype(np.intp)] & ~anonymous[objects.astype(np.intp)]
            for pair in column[fit & (subjects != objects)].tolist():
                yield names[pair >> 32], name, names[pair & 0xFFFFFFFF]


def close(facts: Facts, axioms: Terminology) -> Closure:
    """Close facts under axioms.

    Raises UnsupportedAxiomError where the facts make an axiom's names equal to others.
    """
    closure = _closed(facts, axioms, partly=True)
    return closure if closure.tables.leader is None else _closed(facts, axioms, partly=False)


def _closed(facts: Facts, axioms: Terminology, partly: bool) -> Closure:
    """The closure; `partly` reads only what rules ask for: enough while no two names are one thing."""
    terms = Terms()
    blank = Tables(terms)
    program = compile_(axioms, blank)
    wanted = {*program.relations, *relations(axioms, blank), blank.property(SAME)}
    only = frozenset(terms.names[relation.name] for relation in wanted) if partly else None
    tables = read(terms, chain(sorted(axioms.asserted), facts()), only)
    asserted = dict(tables.columns)
    reached = Fixpoint(program, tables)
    reached.run()
    clashes = tuple(contradictions(axioms, reached))
    reached.expand()
    return Closure(tables, asserted, axioms, clashes)


def _numbers(terms: Terms, tokens: Iterable[Token]) -> list[int]:
    return [number for token in tokens if (number := terms.known(token)) is not None]


def _worth_reading(relation: Relation, name: Token) -> bool:
    if not name.startswith("<"):
        return False
    if relation.kind == "pairs" and name in _SCHEMA_TERMS_KEPT:
        return True
    return not name.startswith(_SCHEMA)
