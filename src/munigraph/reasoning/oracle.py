"""The closure by owlrl: slow, and the measure of the fast one.

owlrl takes time quadratic in the triples it sees, so it sees only those an
axiom can act on: the types of things, and the statements whose property the
ontology says something about. The rest cannot change what follows (OWL 2 RL/RDF
rules, OWL 2 Profiles §4.3, tables 4–9: every rule but those of equality needs an
axiom on the property or class it matches). Where equality is asserted, it sees all.
"""

from __future__ import annotations

from itertools import chain

import owlrl
import rdflib

from munigraph.columns.tables import TYPE, Tables, Terms, parsed, read
from munigraph.terms import rdflib_graph

from .closure import Closure, Facts
from .compiled import compile_
from .consistency import contradictions
from .fixpoint import Fixpoint
from .terminology import SAME, Terminology, of_graph


def close_with_owlrl(facts: Facts, axioms: Terminology) -> Closure:
    """Close facts under axioms as owlrl does, whatever constructs they use."""
    graph = _graph(facts, axioms)
    owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False).closure()
    terms = Terms()
    asserted = read(terms, chain(axioms.asserted, facts()))
    tables = read(terms, (each for each in of_graph(graph) if not each[0].startswith('"')))
    reached = Fixpoint(compile_(axioms, Tables(terms)), tables)
    return Closure(tables, asserted.columns, axioms, tuple(contradictions(axioms, reached)))


def _graph(facts: Facts, axioms: Terminology) -> rdflib.Graph:
    statements = set(facts())
    if not any(predicate == SAME for _, predicate, _ in statements):
        spoken_of = {term for statement in axioms.asserted for term in statement} | {TYPE}
        statements = {statement for statement in statements if statement[1] in spoken_of}
    return rdflib_graph(parsed((*statements, *axioms.asserted)))
