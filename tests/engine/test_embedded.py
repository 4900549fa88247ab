"""The engine answers what is asked, in the form that is wanted, from the graphs that are meant."""

from __future__ import annotations

import io
import json
import tomllib
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from munigraph.engine import (
    Dataset,
    Embedded,
    Form,
    NotAcceptableError,
    Query,
    QueryError,
    QuerySyntaxError,
    UpdateRefusedError,
)
from munigraph.evaluation.wire import of_error, to_error
from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS

HERE = Path(__file__).parent
NASTY = r"""VALUES (?a ?b) {
  ("x,{[{\"},{" UNDEF) ("a\r\nb" "\\") ("\\\"<result>\n" <http://e/,%7B>) (UNDEF UNDEF)
}"""


def _cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((HERE / name).read_text(encoding="utf-8"))["case"]
    return found


def _ask(store: ox.Store, text: str, *accept: str, union: bool = False) -> bytes:
    return Embedded(store, "id", union).answer(Query(text), Dataset(), accept).stream.read()


def test_counted_cases() -> None:
    assert (len(_cases("syntax.toml")), len(_cases("datasets.toml"))) == (8, 11)


@pytest.mark.parametrize("case", _cases("datasets.toml"), ids=lambda case: case["title"])
def test_dataset(case: dict[str, Any], store: ox.Store) -> None:
    engine = Embedded(store, "id", union=case.get("union", False))
    dataset = Dataset(tuple(case.get("default", ())), tuple(case.get("named", ())))
    answer = engine.answer(Query(case["query"]), dataset, ("tsv", "ntriples"))
    text = answer.stream.read().decode()
    seen = {name for name in ("default", "data1", "data2") if f"<http://example.org/{name}>" in text}
    assert seen == set(case["sees"])
    assert answer.rows == len(case["sees"])


@pytest.mark.parametrize("case", _cases("syntax.toml"), ids=lambda case: case["message"])
def test_syntax_errors_have_a_place_and_a_hint(case: dict[str, Any], store: ox.Store) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        _ask(store, case["query"], "json")
    error = caught.value
    assert (error.message, error.line, error.column) == (case["message"], case["line"], case["column"])
    assert error.hint
    assert case.get("hint", error.hint) == error.hint
    again = to_error(json.loads(json.dumps(of_error(error))))
    assert (type(again), str(again)) == (QuerySyntaxError, str(error))


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <http://a> <http://b> 1 }",
        "PREFIX e: <http://e/> # DELETE is coming\nDELETE WHERE { ?s ?p ?o }",
        "load <file:///etc/hostname>",
        "BASE <http://e/> WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused_as_updates(text: str, store: ox.Store) -> None:
    with pytest.raises(UpdateRefusedError, match="SPARQL Update"):
        _ask(store, text, "json")


@pytest.mark.parametrize("name", [form.name for form in RESULT_FORMATS])
@pytest.mark.parametrize("copies", [1, 2000])
def test_rows_are_counted_whatever_the_values_are(name: str, copies: int) -> None:
    engine = Embedded(ox.Store(), "id", union=False)
    numbers = " ".join(map(str, range(copies)))
    query = Query(f"SELECT ?a ?b {{ VALUES ?n {{ {numbers} }} {NASTY} }}")
    form = next(form for form in RESULT_FORMATS if form.name == name)
    answer = engine.answer(query, Dataset(), [name])
    body = answer.stream.read()
    assert answer.size == len(body)
    assert answer.rows == 4 * copies
    if name == "json":
        parsed = ox.parse_query_results(io.BytesIO(body), RESULT_FORMATS[form])
        assert isinstance(parsed, ox.QuerySolutions)
        assert len(list(parsed)) == answer.rows


@pytest.mark.parametrize("name", [form.name for form in RESULT_FORMATS])
def test_no_rows_and_rows_without_columns_are_counted(name: str) -> None:
    engine = Embedded(ox.Store(), "id", union=False)
    texts = ("SELECT * { FILTER(false) }", "SELECT * {}", "ASK { FILTER(false) }")
    answers = [engine.answer(Query(text), Dataset(), [name]) for text in texts]
    counts = [answer.rows for answer in answers if answer.stream.read()]
    assert counts == [0, 1, 1]


@pytest.mark.parametrize("name", [form.name for form in GRAPH_FORMATS])
def test_graphs_are_written_in_every_format(name: str, store: ox.Store) -> None:
    engine = Embedded(store, "id", union=True)
    form = next(form for form in GRAPH_FORMATS if form.name == name)
    answer = engine.answer(Query("CONSTRUCT WHERE { ?s ?p ?o }"), Dataset(), [name])
    assert (answer.form, answer.format, answer.rows, answer.complete) == (Form.GRAPH, form, 3, True)
    assert len(list(ox.parse(answer.stream.read(), GRAPH_FORMATS[form]))) == 3


def test_turtle_uses_the_prefixes_of_the_query(store: ox.Store) -> None:
    text = "PREFIX f: <http://xmlns.com/foaf/0.1/> PREFIX odd: <x y> CONSTRUCT WHERE { ?s a f:Document }"
    with pytest.raises(QuerySyntaxError):
        _ask(store, text, "turtle")
    text = "BASE <http://b/> PREFIX f: <http://xmlns.com/foaf/0.1/> CONSTRUCT WHERE { ?s a f:Document }"
    answer = _ask(store, text, "turtle")
    assert b"a f:Document" in answer
    assert answer.count(b"@prefix") == 1


def test_the_first_format_that_fits_is_taken(store: ox.Store) -> None:
    assert _ask(store, "ASK {}", "turtle", "tsv", "json") == b"true"
    with pytest.raises(NotAcceptableError) as caught:
        _ask(store, "ASK {}", "turtle", "nonsense")
    assert "application/sparql-results+json" in caught.value.hint


def test_relative_iris_are_resolved_against_the_base(store: ox.Store) -> None:
    query = Query("SELECT (<x> AS ?y) {}", "https://data.example.org/")
    answer = Embedded(store, "id", union=False).answer(query, Dataset(), ["tsv"])
    assert b"<https://data.example.org/x>" in answer.stream.read()


def test_a_failure_while_evaluating_comes_before_the_first_byte(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="custom function"):
        _ask(store, "SELECT (<http://example.org/f>(1) AS ?x) {}", "json")


def test_graphs_that_are_no_iris_are_refused(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="not an IRI"):
        Embedded(store, "id", union=False).answer(Query("ASK {}"), Dataset(("no iri",)), ["json"])


def test_large_answers_are_spooled_to_disk_and_come_whole() -> None:
    engine = Embedded(ox.Store(), "id", union=False)
    hundred = " ".join(map(str, range(100)))
    text = f"SELECT * {{ VALUES ?a {{ {hundred} }} VALUES ?b {{ {hundred} }} VALUES ?c {{ 1 2 3 }} }}"
    answer = engine.answer(Query(text), Dataset(), ["json"])
    chunks = list(answer.stream)
    answer.stream.close()
    assert answer.rows == 30_000
    assert answer.size == sum(map(len, chunks)) > 1 << 20
    assert len(chunks) > 10
