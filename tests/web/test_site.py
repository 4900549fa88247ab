"""Pages, downloads and the change from one release to the next."""

from __future__ import annotations

import gzip
import hashlib
import html.parser
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pyoxigraph as ox
import pytest

from munigraph.engine import CurrentRelease, OneFile, Served, serve_file
from munigraph.errors import UnavailableError
from munigraph.release import Releases
from munigraph.settings import Settings
from munigraph.web import create_app, listening
from munigraph.web.results import ROWS_SHOWN, Cell, table
from tests.serving import Client, Reply, serving

from .conftest import BASE, LABEL, make_release

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
COUNT = {"query": "SELECT ?s { ?s ?p ?o }", "format": "csv"}


class _Outline(html.parser.HTMLParser):
    """What a page is made of, and whether every element that was opened is closed in its place."""

    VOID = frozenset({"meta", "link", "input", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.seen if name == tag]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sparql",
        "/page/catalogue",
        "/page/ontology",
        "/quality",
        "/absent",
        "/sparql?query=ASK+%7B%7D",
        "/sparql?query=SELECT+%2A+%7B%3Fs+%3Fp+%3Fo%7D",
        "/sparql?query=DESCRIBE+%3Chttp%3A%2F%2Fe%2F%3E",
        "/sparql?query=SELECT",
    ],
)
def test_pages_can_be_read_by_everyone(path: str, client: Client) -> None:
    """One h1, a language, a title; every control has a label, and every label its control."""
    outline = _Outline(client.get(path, BROWSER).text)
    assert len(outline.all("h1")) == 1
    assert outline.all("html")[0]["lang"] == "en"
    assert outline.all("title")
    controls = {
        attributes["id"]
        for tag in ("textarea", "select", "input")
        for attributes in outline.all(tag)
        if attributes.get("type") != "hidden"
    }
    assert controls == {attributes["for"] for attributes in outline.all("label")}
    assert all(attributes.get("scope") for attributes in outline.all("th"))
    ids = [attributes["id"] for _, attributes in outline.seen if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_the_first_page_tells_what_there_is(client: Client) -> None:
    page = client.get("/").text
    for words in (
        "Gråby &amp; friends",
        "1-abc",
        "https://data.example.org/sparql",
        "/browse",
        "/page/ontology",
        "/page/catalogue",
        "/quality",
    ):
        assert words in page


def test_results_are_shown_as_a_table(client: Client) -> None:
    query = 'SELECT ?label { ?s ?p ?label FILTER(LANG(?label) = "sv") }'
    page = client.get("/sparql", BROWSER, query=query, named_graph_uri="x:y").text
    assert "0 rows" in page
    assert 'name="named-graph-uri" value="x:y"' in page
    assert "formaction" not in page
    page = client.get("/sparql", BROWSER, query=query).text
    assert "1 row<" in page
    assert 'formaction="/query"' in page
    assert '<td lang="sv">Gråby <small>sv</small></td>' in page
    assert "format=csv" in page


def test_results_link_to_this_site_whatever_host_their_names_have(fetch: Client) -> None:
    query = f"SELECT ?s ?p {{ ?s ?p ?o VALUES ?s {{ <{BASE}/id/municipality/gråby> }} }}"
    page = fetch.get("/sparql", BROWSER, query=query, lang="sv").text
    town = f'<a href="/id/municipality/gr%C3%A5by?lang=sv" title="{BASE}/id/municipality/gråby">'
    assert town in page
    assert '<a href="http://www.w3.org/2000/01/rdf-schema#label" title=' in page
    assert page.count(' rel="noreferrer">') == page.count("<tr>") - 1


def test_an_answer_kept_for_one_language_is_not_given_to_who_chose_it(fetch: Client) -> None:
    """The same page, but for its links: they keep a language that was chosen."""
    for choice in ({}, {"lang": "da"}, {}):
        page = fetch.get("/sparql", BROWSER | {"Accept-Language": "da"}, query="ASK { }", **choice).text
        assert ('href="/browse?lang=da"' in page) is bool(choice)
    encoded = {**BROWSER, "Content-Type": "application/x-www-form-urlencoded"}
    assert 'class="languages"' not in fetch("POST", "/sparql", b"query=ASK { ?s ?p 1 }", encoded).text
    assert 'class="languages"' in fetch.get("/sparql", BROWSER, query="ASK { ?s ?p 1 }").text


def test_what_is_cut_in_the_page_is_said_to_be(client: Client) -> None:
    numbers = " ".join(map(str, range(40)))
    query = f"SELECT * {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}"
    page = client.get("/sparql", BROWSER, query=query).text
    assert "1,600 rows" in page
    assert "The first 1,000 rows are shown" in page
    assert page.count("<tr>") == 1001


def test_only_what_is_shown_of_a_large_table_is_read() -> None:
    row = {"bindings": {"type": "literal", "value": '"bindings":[{"\u2028"}]'}}
    names = ("bindings", "vars")
    shown = [Cell('"bindings":[{"\u2028"}]'), None]
    for count in (0, 1, ROWS_SHOWN, 100_000):
        for indent in (None, 1):
            content = {"head": {"vars": names}, "results": {"bindings": [row] * count}}
            body = json.dumps(content, indent=indent, ensure_ascii=False).encode()
            found = table(body + b"no more" * (count > ROWS_SHOWN), {}, lambda iri: "")
            assert found.columns == names
            assert [list(cells) for cells in found.rows] == [shown] * min(count, ROWS_SHOWN)


def test_a_graph_too_large_for_a_page_is_offered_for_download(client: Client) -> None:
    numbers = " ".join(map(str, range(200)))
    query = f"CONSTRUCT {{ ?s ?p '{'x' * 30}' }} {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }}"
    query += " BIND(IRI(CONCAT('x:', STR(?a))) AS ?s) BIND(IRI(CONCAT('x:', STR(?b))) AS ?p) }"
    page = client.get("/sparql", BROWSER, query=query).text
    assert "The answer is too large for a page" in page
    assert len(page) < 50_000


def test_a_faulty_query_can_be_mended_where_it_stands(client: Client) -> None:
    reply = client.get("/sparql", BROWSER, query="SELECT *\nWHERE { ?s foaf:name ?o }")
    assert reply.status == 400
    assert "Line 2, column 12" in reply.text
    assert "WHERE { ?s <mark>f</mark>oaf:name ?o }" in reply.text
    assert "<textarea" in reply.text


def test_downloads_are_listed_for_programs(client: Client) -> None:
    listing = client.get("/dumps/").json
    assert listing["release"] == "1-abc"
    assert [file["name"] for file in listing["files"]] == ["data.nq.gz", "ontology.ttl"]
    for file in listing["files"]:
        reply = client.get(file["url"])
        assert hashlib.sha256(reply.body).hexdigest() == file["sha256"]
        assert len(reply.body) == file["bytes"]


def test_a_compressed_file_is_sent_as_it_is(client: Client) -> None:
    reply = client.get("/dumps/data.nq.gz")
    assert reply.media_type == "application/gzip"
    assert "Content-Encoding" not in reply.headers
    assert b"foaf" in gzip.decompress(reply.body)
    reply = client.get("/dumps/ontology.ttl")
    assert reply.media_type == "text/turtle"


def test_downloads_come_in_ranges_and_on_conditions(client: Client) -> None:
    whole = client.get("/dumps/data.nq.gz")
    data, etag = whole.body, whole.headers["ETag"]
    head = client("HEAD", "/dumps/data.nq.gz")
    assert (head.body, head.headers["Content-Length"]) == (b"", str(len(data)))
    same = client.get("/dumps/data.nq.gz", {"If-None-Match": etag})
    assert (same.status, same.body) == (304, b"")
    part = client.get("/dumps/data.nq.gz", {"Range": "bytes=10-19"})
    assert (part.status, part.body) == (206, data[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(data)}"
    beyond = client.get("/dumps/data.nq.gz", {"Range": "bytes=999999-"})
    assert beyond.status == 416
    changed = {"Range": "bytes=10-19", "If-Range": '"other"'}
    other = client.get("/dumps/data.nq.gz", changed)
    assert (other.status, other.body) == (200, data)


@pytest.mark.parametrize("path", ["/", "/sparql", "/page/catalogue"])
def test_pages_are_revalidated(path: str, client: Client) -> None:
    first = client.get(path)
    again = client.get(path, {"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


def test_a_new_release_is_served_soon_and_nothing_fails_meanwhile(home: Path) -> None:
    with serving(CurrentRelease(Releases(home)), Settings(home=home, workers=3)) as client:
        before = client.get("/sparql", **COUNT)
        more = ox.Quad(ox.NamedNode("x:new"), LABEL, ox.Literal("new"), ox.NamedNode("x:graph"))
        make_release(home, "2-def", (more,))
        seen = _until(lambda: client.get("/sparql", {"If-None-Match": before.headers["ETag"]}, **COUNT), 200)
        assert {reply.status for reply in seen[:-1]} <= {304}
        assert (before.headers["Munigraph-Rows"], seen[-1].headers["Munigraph-Rows"]) == ("9", "10")
        assert seen[-1].headers["Munigraph-Release"] == "2-def"
        assert client.get("/health").json["release"] == "2-def"
        Releases(home).switch("1-abc")
        again = {"If-None-Match": seen[-1].headers["ETag"]}
        assert _until(lambda: client.get("/sparql", again, **COUNT), 200)[-1].headers["Munigraph-Rows"] == "9"


def _until(ask: Callable[[], Reply], status: int) -> list[Reply]:
    """All replies up to the first of this status, which is to come within five seconds."""
    seen: list[Reply] = []
    deadline = time.monotonic() + 5
    while not seen or seen[-1].status != status:
        assert time.monotonic() < deadline, seen
        seen.append(ask())
    return seen


def test_a_release_that_cannot_be_opened_is_not_turned_to(home: Path) -> None:
    with serving(CurrentRelease(Releases(home)), Settings(home=home, workers=2)) as client:
        broken = make_release(home, "3-bad")
        (broken.path / "store" / "CURRENT").write_text("nothing")
        deadline = time.monotonic() + 5
        while client.get("/health").json["status"] == "ok":
            assert time.monotonic() < deadline
        health = client.get("/health").json
        assert (health["status"], health["release"], health["ready"]) == ("degraded", "1-abc", True)
        assert "3-bad" in health["trouble"]
        assert client.get("/sparql", **COUNT).status == 200


def test_nothing_to_serve_yet(tmp_path: Path) -> None:
    with serving(CurrentRelease(Releases(tmp_path)), Settings(home=tmp_path, workers=2)) as client:
        for path in ("/", "/health", "/sparql?query=ASK%7B%7D", "/dumps/"):
            reply = client.get(path)
            assert (reply.status, reply.media_type) == (503, "application/problem+json")
            assert reply.headers["Retry-After"]
        make_release(tmp_path, "1-abc")
        health = _until(lambda: client.get("/health"), 200)[-1].json
        assert (health["status"], health["release"], health["triples"]) == ("ok", "1-abc", 9)


def test_a_single_file_is_served_without_a_release(tmp_path: Path) -> None:
    path = tmp_path / "some.ttl"
    path.write_text("<http://e/a> <http://e/b> 1 .")
    with serving(OneFile(serve_file(path, tmp_path / "store")), Settings(workers=2)) as client:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        assert client.get("/health").json["release"] == sha256
        for absent in ("/dumps/", "/page/catalogue", "/page/ontology", "/quality", "/release/x/y"):
            assert client.get(absent).status == 404
        assert client.get("/sparql", **COUNT).body == b"s\r\nhttp://e/a\r\n"
        description = client.get("/sparql").text
        assert "UnionDefaultGraph" not in description
        assert "entailment/Simple" in description
        page = client.get("/").text
        assert "some.ttl" in page
        assert not any(path in page for path in ("/page/catalogue", "/page/ontology", "/quality"))


def test_links_lead_to_the_folder_the_site_is_reached_at(home: Path) -> None:
    settings = Settings(home=home, public_url="https://example.org/kg", workers=2)
    with serving(CurrentRelease(Releases(home)), settings) as client:
        first, page = (client.get(path, BROWSER).text for path in ("/", "/sparql"))
    assert 'href="/kg/static/site.css"' in first
    assert 'href="/kg/page/catalogue"' in first
    assert 'action="/kg/sparql"' in page
    assert "https://example.org/kg/sparql" in page


def test_a_taken_port_is_told(client: Client) -> None:
    app = create_app(OneFile(cast(Served, None)), Settings())
    with pytest.raises(UnavailableError, match="cannot listen"):
        listening(app, "127.0.0.1", client.port)
