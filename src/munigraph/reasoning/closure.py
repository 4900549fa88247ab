"""What follows: the OWL 2 RL closure, and what of it is worth keeping.

owlrl takes time quadratic in the triples it sees, so it sees only those an
axiom can act on: the types of things, and the statements whose property the
ontology says something about. The rest cannot change what follows (OWL 2 RL/RDF
rules, OWL 2 Profiles §4.3, tables 4–9: every rule but those of equality needs an
axiom on the property or class it matches). Where equality is asserted, it sees all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import owlrl
import pyoxigraph as ox
import rdflib
from rdflib import OWL, RDF, RDFS

from munigraph.terms import from_rdflib, rdflib_graph

_SCHEMA = (str(RDF), str(RDFS), str(OWL), "http://www.w3.org/2001/XMLSchema#")
_MAY_MATCH_ANYTHING = {OWL.sameAs, RDF.type}
_SCHEMA_TERMS_KEPT = {str(OWL.sameAs), str(RDFS.label)}


def close(asserted: Iterable[ox.Quad], axioms: Iterable[ox.Quad]) -> list[ox.Triple]:
    """All that follows from the asserted statements by the axioms, trivial or not, sorted."""
    terminology = rdflib_graph(axioms)
    facts = rdflib_graph(asserted)
    graph = _relevant(facts, terminology)
    for triple in terminology:
        graph.add(triple)
    owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False).closure()
    derived = (
        _triple(triple)
        for triple in graph
        if triple not in facts and triple not in terminology and not isinstance(triple[0], rdflib.Literal)
    )
    return sorted(derived, key=str)


def worth_reading(derived: Iterable[ox.Triple], axioms: Iterable[ox.Quad]) -> list[ox.Triple]:
    """Of what follows, what somebody may ask for.

    Left out are statements about the ontology's own terms, a thing related to itself,
    types that everything has, and anonymous classes.
    """
    terms = {quad.subject for quad in axioms}
    return [triple for triple in derived if _worth_reading(triple, terms)]


def _relevant(facts: rdflib.Graph, terminology: rdflib.Graph) -> rdflib.Graph:
    if (None, OWL.sameAs, None) in facts:
        return facts + rdflib.Graph()
    spoken_of = set(terminology.subjects()) | set(terminology.objects()) | _MAY_MATCH_ANYTHING
    graph = rdflib.Graph()
    for triple in facts:
        if triple[1] in spoken_of:
            graph.add(triple)
    return graph


def _worth_reading(triple: ox.Triple, terms: Collection[object]) -> bool:
    subject, predicate, value = triple.subject, triple.predicate.value, triple.object
    if not isinstance(subject, ox.NamedNode) or isinstance(value, ox.BlankNode):
        return False
    if subject == value or subject in terms or subject.value.startswith(_SCHEMA):
        return False
    if predicate == str(RDF.type):
        return isinstance(value, ox.NamedNode) and not value.value.startswith(_SCHEMA)
    return predicate in _SCHEMA_TERMS_KEPT or not predicate.startswith(_SCHEMA)


def _triple(triple: tuple[rdflib.term.Node, ...]) -> ox.Triple:
    subject, predicate, value = map(from_rdflib, triple)
    if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode):
        raise TypeError(f"{triple} is no triple")
    return ox.Triple(subject, predicate, value)
