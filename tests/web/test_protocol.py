"""The SPARQL protocol over real HTTP: the W3C's tests, negotiation, conditions and headers."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS
from tests.serving import Client

from .conftest import BASE

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "protocol.toml").read_text(encoding="utf-8"))["case"]
ANSWERS = {
    "boolean": {form.media_type for form in RESULT_FORMATS},
    "table": {form.media_type for form in RESULT_FORMATS},
    "graph": {form.media_type for form in GRAPH_FORMATS},
}
QUERIES = {
    "SELECT": "SELECT ?s { ?s ?p ?o } LIMIT 1",
    "CONSTRUCT": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1",
}


def _negotiations() -> list[dict[str, str]]:
    with (HERE / "negotiation.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, dialect="excel-tab", quoting=csv.QUOTE_NONE))


def _get(**parameters: str) -> str:
    return f"/sparql?{urlencode(parameters)}"


def test_counted_cases() -> None:
    assert (len(CASES), len(_negotiations())) == (20, 64)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_w3c_query_protocol(case: dict[str, Any], fetch: Client) -> None:
    body = case["body"].encode(case.get("encoding", "utf-8")) if "body" in case else None
    headers = {"Content-Type": case["type"]} if "type" in case else {}
    reply = fetch(case["method"], case["target"], body, headers)
    assert reply.status == case.get("status", 200), reply.body
    if "status" in case:
        assert reply.media_type == "application/problem+json"
        assert reply.json["status"] == case["status"]
        return
    assert reply.media_type in ANSWERS[case["answer"]]
    if case["answer"] == "boolean":
        assert reply.json["boolean"] is True


@pytest.mark.parametrize("accept", ["", "application/rdf+xml", "application/ld+json", "application/n-quads"])
def test_w3c_service_description(accept: str, fetch: Client) -> None:
    """Returns RDF, has an sd:endpoint, and keeps to the schema of SD §3: a service with a dataset."""
    reply = fetch("GET", "/sparql", headers={"Accept": accept} if accept else {})
    form = next(form for form in GRAPH_FORMATS if form.media_type == (accept or "text/turtle"))
    assert reply.media_type == form.media_type
    triples = {
        (str(t.subject), str(t.predicate), str(t.object)) for t in ox.parse(reply.body, GRAPH_FORMATS[form])
    }
    sd = "<http://www.w3.org/ns/sparql-service-description#{}>".format
    a = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    (service,) = {s for s, p, o in triples if (p, o) == (a, sd("Service"))}
    assert {o for s, p, o in triples if (s, p) == (service, sd("endpoint"))} == {service}
    (dataset,) = {o for s, p, o in triples if (s, p) == (service, sd("defaultDataset"))}
    assert dataset == f"<{BASE}/release/1-abc>"
    assert (dataset, a, sd("Dataset")) in triples
    assert (service, sd("feature"), sd("UnionDefaultGraph")) in triples
    assert len([p for _, p, _ in triples if p == sd("namedGraph")]) == 4
    assert len([p for _, p, _ in triples if p == sd("resultFormat")]) == 10
    schema = "<https://schema.org/{}>".format
    limits = {s: o for s, p, o in triples if p == schema("maxValue")}
    assert {o for _, p, o in triples if p == schema("additionalProperty")} == set(limits)
    assert '"30"^^<http://www.w3.org/2001/XMLSchema#decimal>' in limits.values()
    assert {o for _, p, o in triples if p == sd("name")} >= {f"<{BASE}/graph/minutes>"}


@pytest.mark.parametrize("case", _negotiations(), ids=lambda case: "|".join(case.values()))
def test_negotiation(case: dict[str, str], fetch: Client) -> None:
    parameters = {"query": QUERIES[case["form"]]} | ({"format": case["format"]} if case["format"] else {})
    reply = fetch("GET", _get(**parameters), headers={"Accept": case["accept"]} if case["accept"] else {})
    if case["type"] == "406":
        assert reply.status == 406
        return
    assert (reply.status, reply.media_type) == (200, case["type"])
    assert "accept" in reply.headers["vary"].lower()


def test_answers_say_how_large_and_how_whole_they_are(fetch: Client) -> None:
    reply = fetch("GET", _get(query="SELECT ?s { ?s ?p ?o }"))
    assert reply.headers["munigraph-rows"] == str(len(reply.json["results"]["bindings"])) == "9"
    assert reply.headers["munigraph-release"] == "1-abc"
    assert reply.headers["munigraph-complete"] == "true"
    assert float(reply.headers["munigraph-milliseconds"]) > 0
    assert reply.headers["content-length"] == str(len(reply.body))


def test_text_says_that_it_is_utf_8(fetch: Client) -> None:
    reply = fetch("GET", _get(query='SELECT ?l { ?s ?p ?l FILTER(LANG(?l) = "sv") }', format="csv"))
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert reply.body.decode() == "l\r\nGråby\r\n"


def test_head_is_get_without_the_body(fetch: Client) -> None:
    target = _get(query="SELECT ?s { ?s ?p ?o }")
    head, get = fetch("HEAD", target), fetch("GET", target)
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "content-length", "etag", "munigraph-rows"):
        assert head.headers[name] == get.headers[name]


def test_options_and_other_methods_name_what_is_allowed(fetch: Client) -> None:
    options, delete = fetch("OPTIONS", "/sparql"), fetch("DELETE", "/sparql")
    assert (options.status, delete.status) == (200, 405)
    for reply in (options, delete):
        assert {"GET", "HEAD", "POST", "QUERY", "OPTIONS"} == set(reply.headers["allow"].split(", "))
        assert reply.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in reply.headers


def test_the_query_method(fetch: Client) -> None:
    reply = fetch("QUERY", "/sparql", b"ASK {}", {"Content-Type": "application/sparql-query; charset=utf-8"})
    assert reply.json["boolean"] is True


def test_an_etag_is_strong_and_spares_a_second_answer(fetch: Client) -> None:
    target = _get(query="SELECT ?s { ?s ?p ?o }")
    first = fetch("GET", target)
    assert first.headers["etag"].startswith('"')
    again = fetch("GET", target, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["vary"] == first.headers["vary"]
    others = [
        fetch("GET", target, headers={"Accept": "text/csv"}),
        fetch("GET", target + "&default-graph-uri=" + quote(f"{BASE}/graph/minutes", safe="")),
        fetch("GET", _get(query="SELECT ?s { ?s ?p ?p }")),
    ]
    spaced = fetch("GET", _get(query="SELECT ?s\n\t{ ?s  ?p ?o } "))
    assert spaced.headers["etag"] == first.headers["etag"]
    assert len({first.headers["etag"], *(other.headers["etag"] for other in others)}) == 4


@pytest.mark.parametrize(
    "query", ["SELECT (NOW() AS ?n) {}", "SELECT (rand() AS ?n) {}", "CONSTRUCT { ?s ?p [] } { ?s ?p ?o }"]
)
def test_what_differs_each_time_has_no_etag(query: str, fetch: Client) -> None:
    reply = fetch("GET", _get(query=query))
    assert reply.status == 200
    assert "etag" not in reply.headers
    assert reply.headers["cache-control"] == "no-store"


def test_a_form_is_decoded_once(fetch: Client) -> None:
    body = urlencode({"query": 'SELECT ("%41+%2B" AS ?x) {}', "format": "csv"}).encode()
    reply = fetch(
        "POST", "/sparql", body, {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}
    )
    assert reply.body == b"x\r\n%41+%2B\r\n"


def test_relative_iris_are_resolved_against_our_address(fetch: Client) -> None:
    reply = fetch("GET", _get(query="SELECT (<x> AS ?y) {}", format="csv"), headers={"Host": "kg.example"})
    assert reply.body == b"y\r\nhttp://kg.example/x\r\n"


def test_syntax_errors_tell_where_and_what_to_do(fetch: Client) -> None:
    reply = fetch("GET", _get(query="SELECT *\nWHERE { ?s foaf:name ?o }"))
    assert (reply.status, reply.media_type) == (400, "application/problem+json")
    assert reply.json == {
        "type": "https://w3id.org/munigraph/problem/syntax",
        "title": "This is not a valid SPARQL query",
        "status": 400,
        "detail": "The prefix foaf: is not declared.",
        "hint": "Put PREFIX foaf: <http://xmlns.com/foaf/0.1/> before the query.",
        "line": 2,
        "column": 12,
    }


def test_even_what_nobody_foresaw_is_a_problem_document(
    fetch: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("munigraph.web.sparql.answered", broken)
    reply = fetch("GET", _get(query="ASK {}"))
    assert (reply.status, reply.media_type) == (500, "application/problem+json")
    assert "ZeroDivisionError" in caplog.text
