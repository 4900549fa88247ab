"""The ontology is OWL 2 RL: nothing in it but forms we know to be in the profile, and every term declared.

OWL 2 Profiles §4.2 gives the grammar; this is the part of it we use, by name. A
construct that is not listed here fails, so that none slips in unseen.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib import DC, OWL, RDF, RDFS, SKOS

from munigraph.names import ONTOLOGY, VOCABULARY, Names
from munigraph.records.ontology import alignment_quads, ontology_quads, vocabulary_quads
from munigraph.terms import rdflib_graph

ENTITY_TYPES = {
    OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.Ontology,
    OWL.Restriction, OWL.AllDisjointClasses, OWL.TransitiveProperty, OWL.SymmetricProperty,
    OWL.FunctionalProperty,
}  # fmt: skip
AXIOMS = {
    RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf, OWL.equivalentProperty,
    OWL.disjointWith, OWL.propertyDisjointWith, OWL.propertyChainAxiom, OWL.intersectionOf, OWL.onProperty,
    OWL.someValuesFrom, OWL.hasValue, OWL.members, RDF.first, RDF.rest, RDF.type,
}  # fmt: skip
RL_DATATYPES = {"string", "integer", "decimal", "boolean", "dateTime"}
ANNOTATIONS = {RDFS.label, SKOS.definition, SKOS.example, DC.subject}


@pytest.fixture(scope="module")
def graph(root: Path) -> rdflib.Graph:
    folder = root / "ontology"
    return rdflib_graph([*ontology_quads(folder, Names()), *alignment_quads(folder, Names())])


def header(graph: rdflib.Graph) -> set[rdflib.term.Node]:
    return set(graph.subjects(RDF.type, OWL.Ontology))


def test_only_known_constructs_are_used(graph: rdflib.Graph) -> None:
    used = {p for s, p, _ in graph if s not in header(graph)}
    assert used <= AXIOMS | ANNOTATIONS
    assert set(graph.objects(None, RDF.type)) <= ENTITY_TYPES


def test_a_superclass_is_a_name_or_a_value_restriction(graph: rdflib.Graph) -> None:
    """§4.2.3: existential restrictions stand only on the left of an inclusion."""
    for superclass in graph.objects(None, RDFS.subClassOf):
        if isinstance(superclass, rdflib.BNode):
            assert (superclass, OWL.hasValue, None) in graph
    assert all(isinstance(c, rdflib.URIRef) for c in graph.objects(None, RDFS.domain))
    assert all(isinstance(c, rdflib.URIRef) for c in graph.objects(None, RDFS.range))
    assert all(isinstance(c, rdflib.URIRef) for c in graph.objects(None, OWL.disjointWith))


def test_datatypes_are_those_of_the_profile(graph: rdflib.Graph) -> None:
    ranges = {str(r) for r in graph.objects(None, RDFS.range) if str(r).startswith(str(rdflib.XSD))}
    assert ranges
    assert {r.rpartition("#")[2] for r in ranges} <= RL_DATATYPES


def test_properties_of_chains_stay_simple(graph: rdflib.Graph) -> None:
    """OWL 2 Syntax §11.2: what a chain or transitivity can give is in no functional or disjointness axiom."""
    composite = set(graph.subjects(OWL.propertyChainAxiom, None)) | set(
        graph.subjects(RDF.type, OWL.TransitiveProperty)
    )
    while True:
        above = {q for p in composite for q in graph.objects(p, RDFS.subPropertyOf)}
        above |= {q for p in composite for q in graph.objects(p, OWL.inverseOf)}
        above |= {q for p in composite for q in graph.subjects(OWL.inverseOf, p)}
        if above <= composite:
            break
        composite |= above
    restricted = set(graph.subjects(RDF.type, OWL.FunctionalProperty))
    restricted |= set(graph.subjects(OWL.propertyDisjointWith, None)) | set(
        graph.objects(None, OWL.propertyDisjointWith)
    )
    assert restricted
    assert not composite & restricted


def test_a_property_is_of_one_kind_and_so_is_what_it_is_below(graph: rdflib.Graph) -> None:
    """OWL 2 Syntax §5.8.1: no IRI is two kinds of property."""
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    of = {p: {kind for kind in kinds if (p, RDF.type, kind) in graph} for p in graph.subjects(RDF.type, None)}
    assert [p for p, found in of.items() if len(found) > 1] == []
    for relation in (RDFS.subPropertyOf, OWL.inverseOf, OWL.equivalentProperty):
        assert [(a, b) for a, b in graph.subject_objects(relation) if of[a] != of[b]] == []


def test_annotations_are_declared(graph: rdflib.Graph) -> None:
    used = {p for s, p, _ in graph if p not in AXIOMS and p != OWL.versionInfo}
    assert {p for p in used if (p, RDF.type, OWL.AnnotationProperty) not in graph} == set()


def test_no_chain_contains_its_own_head(graph: rdflib.Graph) -> None:
    for head, chain in graph.subject_objects(OWL.propertyChainAxiom):
        assert head not in set(rdflib.collection.Collection(graph, chain))


def test_every_term_in_an_axiom_is_declared(graph: rdflib.Graph) -> None:
    declared = set(graph.subjects(RDF.type, None))
    logical = AXIOMS - {RDF.type}
    used = {
        node
        for s, p, o in graph
        if p in logical
        for node in (s, o)
        if isinstance(node, rdflib.URIRef) and "/vocabulary/" not in node
    }
    builtin = (str(rdflib.XSD), str(OWL), str(RDF), str(RDFS))
    assert {str(node) for node in used - declared if not str(node).startswith(builtin)} == set()


def test_every_term_of_ours_speaks_three_languages(graph: rdflib.Graph) -> None:
    ours = {s for s in graph.subjects(RDF.type, None) if str(s).startswith(ONTOLOGY)}
    assert len(ours) > 200
    lacking = [
        f"{term} {annotation.n3(graph.namespace_manager)}"
        for term in sorted(ours, key=str)
        for annotation in (RDFS.label, SKOS.definition, SKOS.example)
        if sorted(getattr(text, "language", "") or "" for text in graph.objects(term, annotation))
        != ["da", "en", "sv"]
    ]
    assert not lacking


def test_every_term_of_ours_is_in_one_room(graph: rdflib.Graph, root: Path) -> None:
    rooms = {
        concept
        for concept, scheme in rdflib_graph(vocabulary_quads(root / "ontology", Names())).subject_objects(
            SKOS.inScheme
        )
        if scheme == rdflib.URIRef(f"{VOCABULARY}ontology-room")
    }
    ours = {s for s in graph.subjects(RDF.type, None) if str(s).startswith(ONTOLOGY)}
    assert {term for term in ours if len(set(graph.objects(term, DC.subject))) != 1} == set()
    assert set(graph.objects(None, DC.subject)) == rooms
    assert len(rooms) == 6
