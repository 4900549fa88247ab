"""The made-up data of the benchmarks: its size, its form, its words; and every question has an answer."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest

from benchmarks.data.generate import generate
from benchmarks.service.questions import Question, read
from munigraph.names import ONTOLOGY, VOCABULARY, Names
from munigraph.records.context import read_context
from munigraph.records.ontology import read_ontology

ROOT = Path(__file__).resolve().parents[2]
QUERIES = ROOT / "benchmarks" / "queries"
TRIPLES = 40_000
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
XSD = "http://www.w3.org/2001/XMLSchema#"
DATATYPES = {
    XSD + name for name in ("boolean", "date", "decimal", "gYear", "gYearMonth", "integer", "string")
}
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def made(triples: int, seed: int) -> str:
    file = io.StringIO()
    generate(triples, seed, file)
    return file.getvalue()


@pytest.fixture(scope="module")
def text() -> str:
    return made(TRIPLES, seed=1)


@pytest.fixture(scope="module")
def quads(text: str) -> list[ox.Quad]:
    return list(ox.parse(text, format=ox.RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def store(quads: list[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.bulk_extend(quads)
    return store


def test_a_seed_decides_every_byte(text: str) -> None:
    assert made(TRIPLES, seed=1) == text
    assert made(TRIPLES, seed=2) != text


@pytest.mark.parametrize("triples", [30_000, 100_000])
def test_size_is_as_asked(triples: int) -> None:
    assert made(triples, seed=1).count("\n") == pytest.approx(triples, rel=0.02)


def test_no_quad_is_there_twice(text: str, quads: list[ox.Quad]) -> None:
    assert len(set(quads)) == len(quads) == text.count("\n")


def test_graphs_are_whole_and_sorted(text: str) -> None:
    lines = text.splitlines()
    graphs = [line.rsplit(" ", 2)[1] for line in lines]
    assert graphs[0] == f"<{Names().graph('reference')}>"
    changes = sum(one != other for one, other in pairwise(graphs))
    assert changes == len(set(graphs)) - 1
    for number, (one, other) in enumerate(pairwise(lines)):
        assert one < other or graphs[number] != graphs[number + 1]


def test_only_terms_that_records_use(quads: list[ox.Quad]) -> None:
    context = read_context(ROOT / "ontology" / "context.jsonld", Names())
    known = {term.iri for term in context.terms.values()} | {TYPE.value}
    assert {quad.predicate.value for quad in quads} <= known
    assert {named(quad.object) for quad in quads if quad.predicate == TYPE} <= set(context.types.values())


def test_our_own_terms_are_declared(quads: list[ox.Quad]) -> None:
    axioms = ox.parse(path=str(ROOT / "ontology" / "munigraph.ttl"), format=ox.RdfFormat.TURTLE)
    declared = {named(triple.subject) for triple in axioms if triple.predicate == TYPE}
    coded = read_ontology(ROOT / "ontology", Names()).concepts
    used = {iri for quad in quads for iri in map(named, (quad.predicate, quad.object))}
    assert {iri for iri in used if iri.startswith(ONTOLOGY)} <= declared
    assert {iri for iri in used if iri.startswith(VOCABULARY)} <= coded


def test_literals_are_of_few_datatypes(quads: list[ox.Quad]) -> None:
    literals = [quad.object for quad in quads if isinstance(quad.object, ox.Literal)]
    assert {literal.datatype.value for literal in literals} == DATATYPES | {LANG_STRING}
    assert {literal.language for literal in literals} == {None, "en", "da", "sv"}


def test_every_thing_spoken_of_is_described(quads: list[ox.Quad]) -> None:
    things = Names().things
    described = {named(quad.subject) for quad in quads if quad.predicate == TYPE}
    assert {named(quad.subject) for quad in quads} == described
    assert {iri for quad in quads if (iri := named(quad.object)).startswith(things)} <= described


def test_every_person_holds_a_mandate(quads: list[ox.Quad]) -> None:
    person = ox.NamedNode("http://xmlns.com/foaf/0.1/Person")
    persons = {quad.subject for quad in quads if quad.object == person}
    assert {quad.object for quad in quads if quad.predicate.value == ONTOLOGY + "holder"} == persons


def test_counts_are_those_of_the_ballots(store: ox.Store) -> None:
    wrong = """PREFIX mg: <https://w3id.org/munigraph/ontology#>
    SELECT ?vote WHERE { ?vote mg:votesFor ?stated OPTIONAL { ?vote mg:ballotFor ?ballot .
      OPTIONAL { ?ballot mg:memberCount ?members } BIND (COALESCE(?members, 1) AS ?one) } }
    GROUP BY ?vote ?stated HAVING (COALESCE(SUM(?one), 0) != ?stated)"""
    found = store.query(wrong, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    assert list(found) == []


def test_every_question_has_an_answer(store: ox.Store) -> None:
    questions = read(QUERIES, store, seed=1)
    assert len(questions) == 19
    assert [each.name for each in questions if not each.kind or each.title == each.name] == []
    assert [each.name for each in questions if not any(answers(each, store))] == []


def answers(question: Question, store: ox.Store) -> Iterator[bool]:
    """For each thing the question is asked about, whether there is anything to say."""
    for text in question.texts:
        found = store.query(text, use_default_graph_as_union=True)
        yield bool(found) if isinstance(found, ox.QueryBoolean) else next(iter(found), None) is not None


def named(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
