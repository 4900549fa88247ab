"""What means harm is refused in good order, and changes nothing."""

from __future__ import annotations

import socket
from urllib.parse import quote, urlencode

import pytest

from tests.serving import Client

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
BROWSER = {"Accept": "text/html"}


@pytest.mark.parametrize(
    "path",
    [
        "/dumps/../manifest.json",
        "/dumps/..%2Fmanifest.json",
        "/dumps/%2e%2e/manifest.json",
        "/dumps/..%5cmanifest.json",
        "/dumps//etc/hostname",
        "/dumps/%2Fetc%2Fhostname",
        "/dumps/data.nq.gz/..",
        "/dumps/data.nq.gz%00",
        "/dumps/manifest.json",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
    ],
)
def test_no_path_leads_out_of_the_files_of_the_manifest(path: str, fetch: Client) -> None:
    reply = fetch("GET", path)
    assert reply.status in (308, 404), reply.body
    assert b"import" not in reply.body


@pytest.mark.parametrize("value", ["x\r\nSet-Cookie: a=b", "text/csv\r\n\r\n<script>", "../../x", "\x00"])
def test_line_breaks_never_reach_a_header(value: str, client: Client) -> None:
    for name in ("format", "default-graph-uri", "named-graph-uri", "query"):
        reply = client("GET", "/sparql?" + urlencode([("query", "ASK {}"), (name, value)]))
        assert reply.status in (400, 406)
        assert "Set-Cookie" not in reply.headers
        assert not any("\n" in text for _, text in reply.headers.items())


def test_a_query_over_the_limit_is_refused(client: Client) -> None:
    long = "ASK { } #" + "x" * 2000
    for reply in (
        client.get("/sparql", query=long),
        client.post(long.encode(), DIRECT),
        client.post(urlencode({"query": long}).encode(), FORM),
        client.post(b"x" * 1_000_000, DIRECT),
    ):
        assert reply.status == 413
        assert reply.media_type == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"ASK { ?s ?p '\xff' }", DIRECT),
        (b"query=ASK%20%7B%20%3Fs%20%3Fp%20%22%FF%22%20%7D", FORM),
        (b"query=\xff", FORM),
    ],
)
def test_what_is_not_utf_8_is_refused(body: bytes, content_type: str, fetch: Client) -> None:
    assert fetch("POST", "/sparql", body, {"Content-Type": content_type}).status == 400


def test_an_address_that_is_not_utf_8_is_refused(fetch: Client) -> None:
    assert fetch("GET", "/sparql?query=ASK%20%7B%7D%FF").status == 400


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("update=CLEAR+ALL", FORM),
        ("CLEAR ALL", "application/sparql-update"),
        ("query=ASK%7B%7D&update=x", FORM),
    ],
)
def test_updates_are_refused_clearly(body: str, content_type: str, fetch: Client) -> None:
    reply = fetch("POST", "/sparql", body.encode(), {"Content-Type": content_type})
    assert reply.status == 403
    assert "cannot be changed" in reply.json["detail"]


def test_an_update_sent_as_a_query_is_told_apart(fetch: Client) -> None:
    reply = fetch("POST", "/sparql", b"DROP ALL", {"Content-Type": DIRECT})
    assert (reply.status, reply.json["type"].rpartition("/")[2]) == (400, "update")


def test_service_is_refused(fetch: Client) -> None:
    reply = fetch("POST", "/sparql", b"ASK { SERVICE <http://127.0.0.1:1/> {} }", {"Content-Type": DIRECT})
    assert reply.status == 403


@pytest.mark.parametrize(
    "target", ["/sparql?query=", "/sparql?default-graph-uri=http%3A%2F%2Fe%2F", "/sparql?x=y"]
)
def test_a_request_without_a_query_is_refused(target: str, fetch: Client) -> None:
    assert fetch("GET", target).status == 400


def test_too_many_parameters_are_refused(fetch: Client) -> None:
    assert fetch("GET", "/sparql?query=ASK%7B%7D" + "&a=b" * 1100).status == 400


def test_data_decide_neither_links_nor_markup(client: Client) -> None:
    page = client.get("/sparql", BROWSER, query="SELECT ?o { ?s ?p ?o }").text
    assert "javascript:alert(1)" in page
    assert 'href="javascript:' not in page
    assert 'href="data:' not in page
    assert 'href="https://ok.example/"' in page
    assert 'href="mailto:a@ok.example"' in page
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_query_is_shown_as_text(client: Client) -> None:
    query = 'SELECT * { ?s ?p "</textarea><script>alert(1)</script>" '
    page = client.get("/sparql", BROWSER, query=query)
    assert page.status == 400
    assert "<script" not in page.text


@pytest.mark.parametrize(
    "path", ["/", "/sparql", "/dumps/", "/dumps/data.nq.gz", "/health", "/static/site.css", "/none"]
)
def test_every_answer_has_the_headers_that_protect(path: str, client: Client) -> None:
    reply = client.get(path)
    assert reply.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert reply.headers["Access-Control-Allow-Origin"] == "*"


def test_pages_keep_to_their_own_policy(client: Client) -> None:
    """No script, no style in the markup, nothing from elsewhere."""
    query = quote("SELECT ?s { ?s ?p ?o }")
    for path in (
        "/",
        "/sparql",
        "/quality",
        f"/sparql?query={query}",
        "/none",
        "/sparql?query=x",
    ):
        page = client.get(path, BROWSER).text
        assert page.startswith("<!doctype html>")
        for forbidden in ("<script", "style=", "<style", "onclick", 'src="http'):
            assert forbidden not in page


def test_strange_hosts_do_no_harm(fetch: Client) -> None:
    target = "/sparql?" + urlencode({"query": "ASK {}"})
    for host in ("a b", "<script>", "x/y", "[::1", ""):
        for path in (target, "/sparql", "/"):
            reply = fetch("GET", path, headers={"Host": host})
            assert reply.status in (200, 400), (host, path)
            assert b"<script>" not in reply.body


ADDRESSES = [
    "http://127.0.0.1:PORT/sparql",
    "http://localhost:PORT/sparql",
    "http://[::ffff:127.0.0.1]:PORT/sparql",
    "http://[::1]:PORT/sparql",
    "http://127.1:PORT/",
    "http://2130706433:PORT/",
    "http://ok.example@127.0.0.1:PORT/",
    "http://127.0.0.1:PORT/redirect?to=http://ok.example/",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <ADDRESS> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <ADDRESS> { ?s ?p ?o } }",
        "SELECT * { BIND(IRI('ADDRESS') AS ?x) SERVICE ?x { ?s ?p ?o } }",
        "LOAD <ADDRESS>",
        "SELECT * FROM <ADDRESS> { ?s ?p ?o }",
        "SELECT * FROM NAMED <ADDRESS> { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_no_address_in_a_query_is_ever_called(address: str, text: str, fetch: Client) -> None:
    """IPv4 in IPv6, names that resolve to this machine, user names before the host: nothing is called."""
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.05)
        iri = address.replace("PORT", str(trap.getsockname()[1]))
        query = text.replace("ADDRESS", iri)
        replies = [fetch.ask(query), fetch.ask("SELECT * { ?s ?p ?o }", default_graph_uri=iri)]
        assert replies[0].status in ((200,) if "FROM" in text else (400, 403))
        assert replies[1].status == 200
        with pytest.raises(TimeoutError):
            trap.accept()
