"""Pages, downloads and the change from one release to the next."""

from __future__ import annotations

import gzip
import hashlib
import html.parser
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from munigraph.engine import CurrentRelease, OneFile, serve_file
from munigraph.errors import UnavailableError
from munigraph.release import Releases
from munigraph.settings import Settings
from munigraph.web import create_app, listening

from .conftest import LABEL, make_release

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
        "/dumps/",
        "/absent",
        "/sparql?query=ASK+%7B%7D",
        "/sparql?query=SELECT+%2A+%7B%3Fs+%3Fp+%3Fo%7D",
        "/sparql?query=DESCRIBE+%3Chttp%3A%2F%2Fe%2F%3E",
        "/sparql?query=SELECT",
    ],
)
def test_pages_can_be_read_by_everyone(path: str, client: FlaskClient) -> None:
    """One h1, a language, a title; every control has a label, and every label its control."""
    outline = _Outline(client.get(path, headers=BROWSER).text)
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


def test_the_first_page_tells_what_there_is(client: FlaskClient) -> None:
    page = client.get("/").text
    for words in (
        "Gråby &amp; friends",
        "1-abc",
        "https://data.example.org/sparql",
        "/dumps/ontology.ttl",
        "/dumps/",
    ):
        assert words in page


def test_results_are_shown_as_a_table(client: FlaskClient) -> None:
    query = 'SELECT ?label { ?s ?p ?label FILTER(LANG(?label) = "sv") }'
    page = client.get(
        "/sparql", query_string={"query": query, "named-graph-uri": "x:y"}, headers=BROWSER
    ).text
    assert "0 rows" in page
    assert 'name="named-graph-uri" value="x:y"' in page
    page = client.get("/sparql", query_string={"query": query}, headers=BROWSER).text
    assert "1 row<" in page
    assert '<td lang="sv">Gråby <small lang="en">sv</small></td>' in page
    assert "format=csv" in page


def test_what_is_cut_in_the_page_is_said_to_be(client: FlaskClient) -> None:
    numbers = " ".join(map(str, range(40)))
    query = f"SELECT * {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}"
    page = client.get("/sparql", query_string={"query": query}, headers=BROWSER).text
    assert "1,600 rows" in page
    assert "The first 1,000 rows are shown" in page
    assert page.count("<tr>") == 1001


def test_a_faulty_query_can_be_mended_where_it_stands(client: FlaskClient) -> None:
    reply = client.get(
        "/sparql", query_string={"query": "SELECT *\nWHERE { ?s foaf:name ?o }"}, headers=BROWSER
    )
    assert reply.status_code == 400
    assert "Line 2, column 12" in reply.text
    assert "WHERE { ?s <mark>f</mark>oaf:name ?o }" in reply.text
    assert "<textarea" in reply.text


def test_downloads_are_listed_for_programs(client: FlaskClient) -> None:
    listing = client.get("/dumps/").get_json()
    assert listing["release"] == "1-abc"
    assert [file["name"] for file in listing["files"]] == ["data.nq.gz", "ontology.ttl"]
    for file in listing["files"]:
        with client.get(file["url"]) as reply:
            assert hashlib.sha256(reply.data).hexdigest() == file["sha256"]
            assert len(reply.data) == file["bytes"]


def test_a_compressed_file_is_sent_as_it_is(client: FlaskClient) -> None:
    with client.get("/dumps/data.nq.gz") as reply:
        assert reply.mimetype == "application/gzip"
        assert "Content-Encoding" not in reply.headers
        assert b"foaf" in gzip.decompress(reply.data)
    with client.get("/dumps/ontology.ttl") as reply:
        assert reply.mimetype == "text/turtle"


def test_downloads_come_in_ranges_and_on_conditions(client: FlaskClient) -> None:
    with client.get("/dumps/data.nq.gz") as whole:
        data, etag = whole.data, whole.headers["ETag"]
    with client.head("/dumps/data.nq.gz") as head:
        assert (head.data, head.headers["Content-Length"]) == (b"", str(len(data)))
    with client.get("/dumps/data.nq.gz", headers={"If-None-Match": etag}) as same:
        assert (same.status_code, same.data) == (304, b"")
    with client.get("/dumps/data.nq.gz", headers={"Range": "bytes=10-19"}) as part:
        assert (part.status_code, part.data) == (206, data[10:20])
        assert part.headers["Content-Range"] == f"bytes 10-19/{len(data)}"
    with client.get("/dumps/data.nq.gz", headers={"Range": "bytes=999999-"}) as beyond:
        assert beyond.status_code == 416
    changed = {"Range": "bytes=10-19", "If-Range": '"other"'}
    with client.get("/dumps/data.nq.gz", headers=changed) as other:
        assert (other.status_code, other.data) == (200, data)


@pytest.mark.parametrize("path", ["/", "/sparql", "/dumps/"])
def test_pages_are_revalidated(path: str, client: FlaskClient) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_new_release_is_served_at_once_and_the_old_one_finishes(home: Path, client: FlaskClient) -> None:
    before = client.get("/sparql", query_string=COUNT, buffered=True)
    running = CurrentRelease(Releases(home)).current()
    more = ox.Quad(ox.NamedNode("x:new"), LABEL, ox.Literal("new"), ox.NamedNode("x:graph"))
    make_release(home, "2-def", (more,))
    after = client.get(
        "/sparql", query_string=COUNT, buffered=True, headers={"If-None-Match": before.headers["ETag"]}
    )
    assert (before.headers["Munigraph-Rows"], after.headers["Munigraph-Rows"]) == ("9", "10")
    assert after.headers["Munigraph-Release"] == "2-def"
    assert client.get("/health").get_json()["release"] == "2-def"
    assert running.id == "1-abc"
    Releases(home).switch("1-abc")
    assert client.get("/sparql", query_string=COUNT, buffered=True).headers["Munigraph-Rows"] == "9"


def test_nothing_to_serve_yet(tmp_path: Path) -> None:
    client = create_app(CurrentRelease(Releases(tmp_path)), Settings(home=tmp_path)).test_client()
    for path in ("/", "/health", "/sparql?query=ASK%7B%7D", "/dumps/"):
        reply = client.get(path)
        assert (reply.status_code, reply.mimetype) == (503, "application/problem+json")
        assert reply.headers["Retry-After"]
    make_release(tmp_path, "1-abc")
    assert client.get("/health").get_json() == {"status": "ok", "release": "1-abc", "triples": 9}


def test_a_single_file_is_served_without_a_release(tmp_path: Path) -> None:
    path = tmp_path / "some.ttl"
    path.write_text("<http://e/a> <http://e/b> 1 .")
    client = create_app(OneFile(serve_file(path)), Settings()).test_client()
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert client.get("/health").get_json()["release"] == sha256
    assert client.get("/dumps/").status_code == 404
    assert client.get("/sparql", query_string=COUNT, buffered=True).data == b"s\r\nhttp://e/a\r\n"
    description = client.get("/sparql").text
    assert "UnionDefaultGraph" not in description
    assert "entailment/Simple" in description
    page = client.get("/").text
    assert "some.ttl" in page
    assert "/dumps/" not in page


def test_links_lead_to_the_folder_the_site_is_reached_at(home: Path) -> None:
    settings = Settings(home=home, public_url="https://example.org/kg")
    client = create_app(CurrentRelease(Releases(home)), settings).test_client()
    page = client.get("/").text
    assert 'href="/kg/static/site.css"' in page
    assert 'action="/kg/sparql"' in page
    assert "https://example.org/kg/sparql" in page


def test_a_taken_port_is_told(client: FlaskClient) -> None:
    server = listening(client.application, "127.0.0.1", 0)
    try:
        with pytest.raises(UnavailableError, match="cannot listen"):
            listening(client.application, "127.0.0.1", server.effective_port)
    finally:
        server.close()
        server.task_dispatcher.shutdown()
