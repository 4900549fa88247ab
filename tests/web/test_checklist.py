"""The checklist of a SPARQL service, line by line over real HTTP."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS
from tests.serving import Client

CASES = tomllib.loads((Path(__file__).parent / "checklist.toml").read_text(encoding="utf-8"))["case"]
FORMATS = 12
"""The line about formats has a test of its own, since they are a list of ours."""
NUMBERS = "%20".join(map(str, range(500)))


def test_every_line_has_a_case() -> None:
    assert {case["line"] for case in CASES} | {FORMATS} == set(range(1, 15))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['line']}: {case['name']}")
def test_line(case: dict[str, Any], fetch: Client) -> None:
    target = case.get("target", "/sparql").replace("{numbers}", NUMBERS)
    if "query" in case:
        target += "?" + urlencode({"query": case["query"]})
    body = (case["body"] * case.get("repeat", 1)).encode() if "body" in case else None
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


@pytest.mark.parametrize("form", [*RESULT_FORMATS, *GRAPH_FORMATS], ids=lambda form: form.name)
def test_line_12_every_format_is_what_it_says(form: Any, fetch: Client) -> None:
    query = "SELECT ?s { ?s ?p ?o }" if form in RESULT_FORMATS else "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    reply = fetch("GET", "/sparql?" + urlencode({"query": query}), headers={"Accept": form.media_type})
    assert (reply.status, reply.media_type) == (200, form.media_type)
    assert "gråby" in reply.text or "gr\\u00E5by" in reply.text
