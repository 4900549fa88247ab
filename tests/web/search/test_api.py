"""/search for programs: what it tells, in which form, and what it refuses."""

from __future__ import annotations

import json
import string
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from munigraph.engine import CurrentRelease, OneFile, serve_file
from munigraph.names import ONTOLOGY
from munigraph.release import Releases
from munigraph.settings import Settings
from munigraph.web import finders
from tests.serving import Client, serving
from tests.web.conftest import make_release

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
STOCKHOLM = "https://w3id.org/munigraph/id/municipality/stockholm"


def test_what_an_answer_tells(site: Client) -> None:
    found = site.get("/search", q="Stokholms stad", lang="sv", limit="2").json
    assert (found["query"], found["language"], found["meant"]) == ("Stokholms stad", "sv", "Stockholms stad")
    first = found["results"][0]
    assert first.pop("score") > 1
    assert first == {
        "id": STOCKHOLM,
        "page": f"{site.address}/page/id/municipality/stockholm",
        "name": "Stockholms stad",
        "language": "sv",
        "kinds": [{"id": f"{ONTOLOGY}Municipality", "name": "kommun"}],
        "matched": {
            "name": "Stockholms stad",
            "language": "sv",
            "role": "label",
            "marks": [[0, 10], [11, 15]],
        },
        "exact": False,
    }
    assert site.get("/page/id/municipality/stockholm").status == 200
    assert found["release"] == site.get("/health").json["release"]


@pytest.mark.parametrize(
    ("path", "accept", "media_type"),
    [
        ("/search?q=oslo", None, "application/json"),
        ("/search?q=oslo", "application/json", "application/json"),
        ("/search?q=oslo", BROWSER["Accept"], "text/html"),
        ("/search?q=oslo&format=json", BROWSER["Accept"], "application/json"),
        ("/search?q=oslo&format=html", "application/json", "text/html"),
        ("/search.json?q=oslo", BROWSER["Accept"], "application/json"),
        ("/search/suggestions?q=oslo", None, "application/x-suggestions+json"),
        ("/opensearch.xml", None, "application/opensearchdescription+xml"),
    ],
)
def test_forms_and_tags(site: Client, path: str, accept: str | None, media_type: str) -> None:
    headers = {"Accept": accept} if accept else {}
    reply = site.get(path, headers)
    assert (reply.status, reply.media_type) == (200, media_type)
    assert "Accept-Language" in reply.headers["Vary"]
    assert reply.headers["ETag"].startswith('"')
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert reply.headers["Cache-Control"] == "public, no-cache"
    again = site.get(path, {**headers, "If-None-Match": reply.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


def test_kinds_have_many_names(curated_site: Client) -> None:
    for kind in ("Municipality", "mg:Municipality", f"{ONTOLOGY}Municipality"):
        found = curated_site.get("/search.json", q="stockholm", kind=kind).json
        assert [each["id"] for each in found["results"]] == [STOCKHOLM]
    both = curated_site.get("/search.json?q=stockholm&kind=Municipality&kind=Place").json
    assert both["total"] == 2
    assert {"kind": "Place", "name": "place", "count": 1} in both["kinds"]
    persons = curated_site.get("/search.json", kind="foaf:Person", lang="da").json
    assert persons["total"] == 17
    assert {"kind": "foaf:Person", "name": "person", "count": 17} in persons["kinds"]


def test_next_leads_through_all(site: Client) -> None:
    found, address = [], "/search?q=network&limit=7&lang=en"
    while address:
        answer = site.get(address).json
        found += [each["id"] for each in answer["results"]]
        address = answer.get("next", "").removeprefix(site.address)
    assert len(found) == len(set(found)) == answer["total"] > 14


def test_counting_may_be_left_out(site: Client) -> None:
    quick = site.get("/search.json", q="stockholm", counts="no").json
    assert quick["kinds"] == []
    assert quick["results"] == site.get("/search.json", q="stockholm").json["results"]


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ("q=a&limit=0", "bad-request"),
        ("q=a&limit=101", "bad-request"),
        ("q=a&limit=many", "bad-request"),
        ("q=a&limit=%D9%A3", "bad-request"),
        ("q=a&offset=-1", "bad-request"),
        ("q=a&offset=10001", "bad-request"),
        ("q=" + "x" * 10_000, "search-too-long"),
    ],
)
def test_what_cannot_be_answered_is_a_problem(site: Client, parameters: str, problem: str) -> None:
    reply = site.get(f"/search.json?{parameters}")
    assert (reply.status, reply.media_type) == (400, "application/problem+json")
    assert reply.json["type"].endswith(f"/problem/{problem}")
    assert reply.json["detail"]
    assert site.get(f"/search?{parameters}", BROWSER).status == 400


def test_other_formats_are_refused(site: Client) -> None:
    assert site.get("/search?q=a&format=xml").status == 400


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60))
def test_any_bytes_are_answered(site: Client, text: bytes) -> None:
    for path in ("/search", "/search.json", "/search/suggestions"):
        reply = site.get(f"{path}?q={quote(text)}", BROWSER)
        assert reply.status == 200, reply.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=string.printable, max_size=30), st.text(alphabet=string.printable, max_size=8))
def test_any_kind_and_number_is_answered_or_refused(site: Client, kind: str, number: str) -> None:
    reply = site.get(f"/search?q=stockholm&kind={quote(kind)}&offset={quote(number)}", BROWSER)
    assert reply.status in (200, 400), reply.text


def test_a_browser_learns_to_search_here(site: Client) -> None:
    assert 'rel="search" type="application/opensearchdescription+xml"' in site.get("/", BROWSER).text
    reply = site.get("/opensearch.xml", lang="da")
    root = ET.fromstring(reply.text)  # noqa: S314 - our own
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert len(root.findtext(f"{space}ShortName", "")) <= 16
    urls = {url.get("type"): url.get("template", "") for url in root.findall(f"{space}Url")}
    assert set(urls) == {"text/html", "application/json", "application/x-suggestions+json"}
    for media_type, template in urls.items():
        for count, start in (("3", "0"), ("", "")):
            filled = template.replace("{searchTerms}", "oslo").replace("{count?}", count)
            filled = filled.replace("{startIndex?}", start).removeprefix(site.address)
            found = site.get(filled, {"Accept": media_type or ""})
            assert (found.status, found.media_type) == (200, media_type)
    typed, names, kinds, addresses = json.loads(site.get("/search/suggestions", q="strong c", lang="en").body)
    assert (typed, names[0], kinds[0]) == ("strong c", "Strong Cities Network", "network")
    assert addresses[0] == f"{site.address}/page/id/network/strong-cities-network"


def test_where_nothing_can_be_searched_it_is_said(tmp_path: Path) -> None:
    """A file, and a release made before there was an index."""
    file = tmp_path / "data.ttl"
    file.write_text("<x:a> <x:b> <x:c> .", encoding="utf-8")
    make_release(tmp_path / "home", "1-old")
    for source in (
        OneFile(serve_file(file, tmp_path / "store")),
        CurrentRelease(Releases(tmp_path / "home")),
    ):
        with serving(source, Settings(workers=1)) as client:
            for path in ("/search?q=a", "/reconcile?queries=%7B%22a%22:%7B%22query%22:%22a%22%7D%7D"):
                reply = client.get(path)
                assert reply.status == 404
                assert reply.json["type"].endswith("/problem/not-searchable")
            assert "opensearch" not in client.get("/", BROWSER).text
            assert client.get("/search?q=a", {**BROWSER, "Accept-Language": "sv"}).status == 404
            assert client.ask("ASK {}").status == 200


def test_too_many_at_once_are_told_to_come_again(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finders, "_MOST_WAITING", 0)
    reply = site.get("/search.json?q=too-many-at-once")
    assert reply.status == 503
    assert int(reply.headers["Retry-After"]) > 0
