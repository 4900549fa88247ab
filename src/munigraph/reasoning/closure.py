"""What follows: the OWL 2 RL closure, and what of it is worth keeping.

owlrl takes time quadratic in the triples it sees, so it sees only those an
axiom can act on: the types of things, and the statements whose property the
ontology says something about. The rest cannot change what follows (OWL 2 RL/RDF
rules, OWL 2 Profiles §4.3, tables 4–9: every rule but equality needs an axiom on
the property or class it matches; equality is handled by `_touched_by_equality`).
"""

from __future__ import annotations

from collections.abc import Iterable

import owlrl
import pyoxigraph as ox
import rdflib
from rdflib import OWL, RDF, RDFS

from munigraph.terms import from_rdflib, rdflib_graph

_SCHEMA = (str(RDF), str(RDFS), str(OWL), "http://www.w3.org/2001/XMLSchema#")
_MAY_MATCH_ANYTHING = {OWL.sameAs, RDF.type}
_NOT_ASKED_FOR = {OWL.Thing, RDFS.Resource, OWL.NamedIndividual, RDFS.Literal}


def infer(asserted: Iterable[ox.Quad], axioms: Iterable[ox.Quad]) -> list[ox.Triple]:
    """All that follows from the asserted statements by the axioms and is worth reading, sorted.

    Left out is what nobody asks for: what is asserted already; statements about the
    ontology's own terms; a thing related to itself; types that everything has;
    anonymous classes; and literals in subject position, which owlrl may produce.
    """
    terminology = rdflib_graph(axioms)
    facts = rdflib_graph(asserted)
    graph = _relevant(facts, terminology)
    for triple in terminology:
        graph.add(triple)
    owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False).closure()
    terms = set(terminology.subjects())
    kept = (
        triple
        for triple in graph
        if triple not in facts and triple not in terminology and _worth_keeping(triple, terms)
    )
    return sorted((_triple(triple) for triple in kept), key=str)


def _relevant(facts: rdflib.Graph, terminology: rdflib.Graph) -> rdflib.Graph:
    if (None, OWL.sameAs, None) in facts:
        return facts + rdflib.Graph()
    spoken_of = set(terminology.subjects()) | set(terminology.objects()) | _MAY_MATCH_ANYTHING
    graph = rdflib.Graph()
    for triple in facts:
        if triple[1] in spoken_of:
            graph.add(triple)
    return graph


def _worth_keeping(triple: tuple[rdflib.term.Node, ...], terms: set[rdflib.term.Node]) -> bool:
    subject, predicate, value = triple
    if not isinstance(subject, rdflib.URIRef) or isinstance(value, rdflib.BNode):
        return False
    if subject == value or subject in terms or str(subject).startswith(_SCHEMA):
        return False
    if predicate == RDF.type:
        return value not in _NOT_ASKED_FOR and not str(value).startswith(_SCHEMA)
    return predicate in (OWL.sameAs, RDFS.label) or not str(predicate).startswith(_SCHEMA)


def _triple(triple: tuple[rdflib.term.Node, ...]) -> ox.Triple:
    subject, predicate, value = map(from_rdflib, triple)
    if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode):
        raise TypeError(f"{triple} is no triple")
    return ox.Triple(subject, predicate, value)
