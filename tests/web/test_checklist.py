"""The checklist of a SPARQL service, line by line over real HTTP."""

from __future__ import annotations

import http.client
import socket
import time
import tomllib
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from munigraph.engine import CurrentRelease
from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS, Format
from munigraph.release import Releases
from munigraph.settings import Settings
from tests.serving import Client, serving

CASES = tomllib.loads((Path(__file__).parent / "checklist.toml").read_text(encoding="utf-8"))["case"]
FORMATS = 12
"""The line about formats has a test of its own, since they are a list of ours."""
NUMBERS = "%20".join(map(str, range(500)))
ENDLESS = "ASK%7B{}FILTER%28%3Fa%2B%3Fb%2B%3Fc%2B%3Fd%3C0%29%7D".format(
    "".join(f"VALUES%20%3F{name}%20%7B{NUMBERS}%7D" for name in "abcd")
)


def test_every_line_has_cases() -> None:
    assert {case["line"] for case in CASES} | {FORMATS} == set(range(1, 15))
    assert len(CASES) == 63


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['line']}: {case['name']}")
def test_line(case: dict[str, Any], fetch: Client) -> None:
    target = case.get("target", "/sparql").replace("{endless}", ENDLESS)
    if "query" in case:
        target += "?" + urlencode({"query": case["query"]})
    body = (
        (case["body"] * case.get("repeat", 1)).encode(case.get("encoding", "utf-8"))
        if "body" in case
        else None
    )
    headers = {"Accept": case.get("accept"), "Content-Type": case.get("type")}
    given = {name: value for name, value in headers.items() if value}
    reply = fetch(case.get("method", "GET"), target, body, given)
    assert reply.status == case.get("status", 200), reply.text
    for name, value in case.get("headers", {}).items():
        assert reply.headers[name.lower()] == value
    if "problem" in case:
        assert reply.json["type"].rpartition("/")[2] == case["problem"]
    for piece in case.get("holds", ()):
        assert piece.replace("{address}", fetch.address) in reply.text
    for piece in case.get("lacks", ()):
        assert piece not in reply.text


SELECT, ASK = "SELECT ?s { ?s ?p ?o }", "ASK { ?s ?p ?o }"
CONSTRUCT, DESCRIBE = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "DESCRIBE ?s { ?s ?p ?o }"
OF_TABLES = [(query, form) for query in (SELECT, ASK) for form in RESULT_FORMATS]
OF_GRAPHS = [(query, form) for query in (CONSTRUCT, DESCRIBE) for form in GRAPH_FORMATS]


@pytest.mark.parametrize(("query", "form"), OF_TABLES, ids=lambda value: getattr(value, "name", value))
def test_line_12_tables_are_what_their_type_says(query: str, form: Format, fetch: Client) -> None:
    reply = fetch.get("/sparql", {"Accept": form.media_type}, query=query)
    assert (reply.status, reply.media_type) == (200, form.media_type)
    if query == ASK:
        assert "true" in reply.text
    else:
        assert "gråby" in reply.text or "gr\\u00E5by" in reply.text
    if form.name in ("json", "xml"):
        assert ox.parse_query_results(reply.body, RESULT_FORMATS[form])


@pytest.mark.parametrize(("query", "form"), OF_GRAPHS, ids=lambda value: getattr(value, "name", value))
def test_line_12_graphs_are_what_their_type_says(query: str, form: Format, fetch: Client) -> None:
    reply = fetch.get("/sparql", {"Accept": form.media_type}, query=query)
    assert (reply.status, reply.media_type) == (200, form.media_type)
    assert len({quad.triple for quad in ox.parse(reply.body, GRAPH_FORMATS[form])}) == 9


@pytest.mark.parametrize("query", [SELECT, ASK, CONSTRUCT, DESCRIBE])
def test_line_12_people_get_a_page_of_every_answer(query: str, fetch: Client) -> None:
    page = fetch.get("/sparql", {"Accept": "text/html"}, query=query)
    assert (page.status, page.media_type) == (200, "text/html")
    assert ("Yes" if query == ASK else "gråby") in page.text


def test_line_9_the_base_is_where_the_service_is_reached_from_outside(client: Client) -> None:
    assert "https://data.example.org/x" in client.ask("SELECT (<x> AS ?s) {}").text


def test_line_10_the_endpoint_is_where_the_service_is_reached_from_outside(client: Client) -> None:
    lines = client.get("/sparql", {"Accept": "application/n-triples"}).text.splitlines()
    (endpoint,) = [line.split()[2] for line in lines if "service-description#endpoint>" in line]
    assert endpoint == "<https://data.example.org/sparql>"


def test_line_7_who_asks_too_much_and_who_comes_too_late_are_told_when_to_come_again(home: Path) -> None:
    """Two clients have a worker each, and three a third of the places to wait."""
    endless = f"/sparql?query={ENDLESS}".encode()
    settings = Settings(home=home, workers=2, waiting=3, query_seconds=10)
    with serving(CurrentRelease(Releases(home)), settings) as client, ExitStack() as held:
        for number in range(5):
            source = (f"127.0.0.{2 + number % 3}", 0)
            connection = socket.create_connection(("127.0.0.1", client.port), 20, source)
            held.enter_context(connection).sendall(b"GET %b HTTP/1.1\r\nHost: x\r\n\r\n" % endless)
        deadline = time.monotonic() + 5
        while client.get("/health").json["workers"]["waiting"] < 3 and time.monotonic() < deadline:
            time.sleep(0.05)
        for address, status in (("127.0.0.2", 429), ("127.0.0.5", 503)):
            reply = _asked_from(address, client)
            assert (reply.status, int(reply.headers["Retry-After"]) > 0) == (status, True)


def _asked_from(address: str, client: Client) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=20, source_address=(address, 0))
    with closing(connection):
        connection.request("GET", "/sparql?query=ASK%20%7B%7D")
        response = connection.getresponse()
        response.read()
        return response
