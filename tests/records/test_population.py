"""From records to quads, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyld import jsonld

from munigraph.build import Stopwatch, check
from munigraph.build.statements import Statements
from munigraph.names import Names
from munigraph.records import Project, read_project
from munigraph.records.evidence import spans, texts_by_digest
from munigraph.records.ontology import read_ontology
from tests.graphs import stated

FOLDER = Path(__file__).parents[2] / "data" / "records"
CURATED = sorted(path.stem for path in FOLDER.glob("*.yaml"))
DRAFTS = sorted(path.stem for path in FOLDER.glob("*/*/*.yaml"))
LONGEST = 100
SOME = [*CURATED, *DRAFTS[::25]]


@pytest.fixture(scope="module")
def data(root: Path) -> Project:
    return read_project(root, Names())


def triples(quads: list[ox.Quad]) -> set[str]:
    return {str(quad.triple) for quad in quads}


@pytest.mark.parametrize("slug", SOME)
def test_a_record_survives_the_way_there_and_back(slug: str, data: Project) -> None:
    """Record → quads → JSON-LD framed with the same context → the same quads."""
    graph = Names().graph(slug)
    record = data.entries.get(("record", slug))
    assert record is not None
    lines = (line for line in data.reader.lines(record) if line.endswith(f" <{graph}> ."))
    there = list(ox.parse("\n".join(lines), ox.RdfFormat.N_QUADS))
    context = dict(data.context.content)
    del context["value"]  # PyLD 3.3 leaves objects in language maps when `@value` has an alias
    nquads = "".join(f"{quad.triple} .\n" for quad in there)
    expanded = jsonld.from_rdf(nquads, {"useNativeTypes": False})
    framed = jsonld.frame(expanded, {"@context": context, "@embed": "@once"}, {"omitGraph": False})
    back = list(ox.parse(json.dumps(framed), format=ox.RdfFormat.JSON_LD))
    assert triples(back) == triples(there)
    assert len(there) > (300 if slug in CURATED else 10)


def test_every_document_has_its_graph(curated_project: Path, data: Project) -> None:
    few = read_project(curated_project, Names())
    graphs = {graph.rpartition("/")[2] for graph, lines in Statements.of(few).graphs() if lines}
    assert graphs == {*CURATED, "reference", "provenance"}
    assert {*data.of("record")} == {*data.of("source")} == {*CURATED, *DRAFTS}
    assert (len(CURATED), len(DRAFTS)) == (5, 571)


def test_another_base_moves_things_but_not_terms(project: Path, quiet: Stopwatch) -> None:
    names = Names("https://data.example.org/graph-of-towns")
    facts = stated(check(project, names, None, quiet).statements)
    ours = [quad for quad in facts if "w3id.org/munigraph/id/" in str(quad)]
    moved = [quad for quad in facts if "https://data.example.org/graph-of-towns/id/" in str(quad)]
    terms = [quad for quad in facts if "https://w3id.org/munigraph/ontology#" in str(quad)]
    assert not ours
    assert moved
    assert terms


def test_spans_lie_within_their_documents(data: Project) -> None:
    files = [data.reader.file(record) for record in data.of("record").values()]
    assert [*data.faults(read_ontology(data.folder / "ontology", Names()).concepts)] == []
    assert sum(1 for file in files for _ in spans(file)) > 400


def test_spans_select_the_wording(data: Project, seeds: Path, corpus: Path) -> None:
    sources = [data.reader.file(source) for source in data.of("source").values()]
    known = texts_by_digest(seeds) | texts_by_digest(corpus)
    assert {file.content["sha256"] for file in sources} <= known.keys()
    assert [str(fault) for folder in (seeds, corpus) for fault in data.wording_faults(folder)] == []


def test_anchors_are_no_sentences(data: Project) -> None:
    files = [data.reader.file(record) for record in data.of("record").values()]
    words = [len(span.anchor.split()) for file in files for span in spans(file)]
    assert max(words) <= 9


def test_drafts_hold_no_sentences(data: Project, corpus: Path) -> None:
    """Of a text no draft has more than its title, or a row's of a table: never so many characters of it."""
    texts = texts_by_digest(corpus)
    for slug in DRAFTS:
        source, record = (data.reader.file(data.entries[kind, slug]).content for kind in ("source", "record"))
        text = " ".join(texts[source["sha256"]].split())
        titles = source["title"].values()
        for said in strings(record["facts"]):
            rest = said
            for title in titles:
                rest = rest.replace(title, "")
            parts = {rest[at : at + LONGEST] for at in range(len(rest) - LONGEST + 1)}
            assert not [part for part in parts if part in text], slug


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)
