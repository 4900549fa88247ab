"""The SKOS schemes: each concept known in three languages, each value of a record one of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, RDF, SKOS

from munigraph.names import ONTOLOGY, VOCABULARY, Names
from munigraph.records.context import Context, read_context
from munigraph.records.ontology import ontology_quads, vocabulary_quads
from munigraph.terms import rdflib_graph


@pytest.fixture(scope="module")
def graph(root: Path) -> rdflib.Graph:
    return rdflib_graph(vocabulary_quads(root / "ontology", Names()))


@pytest.fixture(scope="module")
def context(root: Path) -> Context:
    return read_context(root / "ontology" / "context.jsonld", Names())


def languages(graph: rdflib.Graph, node: rdflib.term.Node, term: rdflib.URIRef) -> list[str]:
    return sorted(getattr(text, "language", "") or "" for text in graph.objects(node, term))


def test_schemes_and_concepts_are_trilingual(graph: rdflib.Graph) -> None:
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert (len(schemes), len(concepts)) == (19, 171)
    for node in schemes | concepts:
        assert languages(graph, node, SKOS.prefLabel) == ["da", "en", "sv"], node
        assert languages(graph, node, SKOS.definition) == ["da", "en", "sv"], node
    assert all(languages(graph, scheme, DCTERMS.title) == ["da", "en", "sv"] for scheme in schemes)


def test_concepts_lie_in_the_scheme_their_iri_names(graph: rdflib.Graph) -> None:
    for concept, scheme in graph.subject_objects(SKOS.inScheme):
        assert str(concept).rpartition("/")[0] == str(scheme)
        assert (scheme, SKOS.hasTopConcept, concept) in graph


def test_no_two_concepts_of_a_scheme_share_a_label(graph: rdflib.Graph) -> None:
    labels = Counter(
        (scheme, label)
        for concept, scheme in graph.subject_objects(SKOS.inScheme)
        for label in graph.objects(concept, SKOS.prefLabel)
    )
    assert [pair for pair, count in labels.items() if count > 1] == []


def test_matches_point_outside(graph: rdflib.Graph) -> None:
    matches = [*graph.objects(None, SKOS.exactMatch), *graph.objects(None, SKOS.closeMatch)]
    assert len(matches) > 25
    assert not [match for match in matches if str(match).startswith(VOCABULARY)]


def test_every_property_of_the_ontology_has_a_key(root: Path, context: Context) -> None:
    terms = {
        str(quad.subject).strip("<>")
        for quad in ontology_quads(root / "ontology", Names())
        if str(quad.subject).startswith(f"<{ONTOLOGY}") and quad.predicate.value.endswith("#type")
    }
    known = {term.iri for term in context.terms.values()} | set(context.types.values())
    assert {term for term in terms if term not in known} == set()
    assert {iri for iri in known if iri.startswith(ONTOLOGY)} <= terms


NOT_OF_RECORDS = {f"{VOCABULARY}ontology-room/", f"{VOCABULARY}quality-metric/"}
"""Schemes that order the ontology and what is measured, and that no record takes a value from."""


def test_keys_take_their_concepts_from_schemes_that_exist(graph: rdflib.Graph, context: Context) -> None:
    schemes = {str(scheme) + "/" for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme)}
    assert schemes >= NOT_OF_RECORDS
    used = {term.values for term in context.terms.values() if term.kind == "concept"}
    assert {values for values in used if values.startswith(VOCABULARY)} == schemes - NOT_OF_RECORDS
