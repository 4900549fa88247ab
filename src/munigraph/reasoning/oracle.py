"""The closure by owlrl: slow, and the measure of the fast one.

owlrl takes time quadratic in the triples it sees, so it sees only those an
axiom can act on: the types of things, and the statements whose property the
ontology says something about. The rest cannot change what follows (OWL 2 RL/RDF
rules, OWL 2 Profiles §4.3, tables 4–9: every rule but those of equality needs an
axiom on the property or class it matches). Where equality is asserted, it sees all.
"""

from __future__ import annotations

import owlrl
import rdflib

from munigraph.columns.tables import TYPE, Statement, Tables, parsed, read, statements
from munigraph.terms import rdflib_graph

from .closure import Closure, Worth, beside_axioms
from .compiled import compile_
from .consistency import contradictions
from .fixpoint import Fixpoint
from .terminology import SAME, Terminology, of_graph


def close_with_owlrl(facts: Tables, axioms: Terminology) -> Closure:
    """Close facts under axioms as owlrl does, whatever constructs they use."""
    asserted = Tables(facts.terms)
    asserted.columns.update(beside_axioms(facts, axioms, None))
    graph = _graph({*statements(asserted)}, axioms)
    owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False).closure()
    tables = read(facts.terms, (each for each in of_graph(graph) if not each[0].startswith('"')))
    program = compile_(axioms, Tables(facts.terms))
    reached = Fixpoint(program, tables)
    clashes = tuple(contradictions(axioms, reached))
    return Closure(tables, asserted.columns, axioms, program, clashes, Worth(tables, axioms))


def _graph(asserted: set[Statement], axioms: Terminology) -> rdflib.Graph:
    if not any(predicate == SAME for _, predicate, _ in asserted):
        spoken_of = {term for statement in axioms.asserted for term in statement} | {TYPE}
        asserted = {statement for statement in asserted if statement[1] in spoken_of}
    return rdflib_graph(parsed((*asserted, *axioms.asserted)))
