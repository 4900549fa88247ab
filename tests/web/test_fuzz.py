"""Whatever comes, the answer is one we declared, and the server goes on."""

from __future__ import annotations

import contextlib
import http.client
import socket
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from munigraph.engine import CurrentRelease
from munigraph.release import Releases
from munigraph.settings import Settings
from tests.serving import Client, serving

from .conftest import make_release

DECLARED = {200, 206, 304, 308, *range(400, 407), 411, 413, 414, 415, 416, 417, 429, 431, 503, 504, 507}
FUZZ = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WORDS = [
    "SELECT",
    "ASK",
    "CONSTRUCT",
    "DESCRIBE",
    "WHERE",
    "{",
    "}",
    "(",
    ")",
    "*",
    "?s",
    "?p",
    "?o",
    ".",
    ";",
    "FILTER",
    "OPTIONAL",
    "UNION",
    "SERVICE",
    "GRAPH",
    "FROM",
    "<http://e/>",
    "<",
    ">",
    '"',
    "'''",
    "'",
    "\\",
    "#",
    "PREFIX",
    "e:",
    "e:x",
    "_:b",
    "1",
    "true",
    "COUNT",
    "AS",
    "GROUP",
    "BY",
    "ORDER",
    "LIMIT",
    "VALUES",
    "BIND",
    "MINUS",
    "|",
    "/",
    "+",
    "^",
    "!",
    "LOAD",
    "DROP",
    "ALL",
    "BASE",
    "å",
    "🏛",
]
PIECES = st.sampled_from([*WORDS, "\n", "\u0000", "\ud7ff", '"""'])
QUERIES = st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=200)
PRINTABLE = st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f")
HEADER_VALUES = st.text(PRINTABLE, max_size=80)
NAMES = ["query", "format", "timeout", "default-graph-uri", "named-graph-uri", "update", "x"]
PARAMETERS = st.lists(st.tuples(st.sampled_from(NAMES), QUERIES), max_size=5)
METHODS = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "QUERY"]
MEDIA_TYPES = [
    "application/sparql-query",
    "application/sparql-query; charset=latin1",
    "application/x-www-form-urlencoded",
    "text/turtle",
    "",
]
HEADERS = ["If-None-Match", "Accept-Encoding", "Range", "Cache-Control", "Expect", "Host", "Cookie"]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    home = tmp_path_factory.mktemp("fuzz")
    make_release(home, "1-abc")
    chosen = Settings(home=home, workers=3, query_seconds=2, query_memory=200, max_query_bytes=5000)
    with serving(CurrentRelease(Releases(home)), chosen) as found:
        yield found


def check(client: Client, method: str, target: str, body: bytes | None, headers: dict[str, str]) -> None:
    reply = client(method, target, body, headers)
    assert reply.status in DECLARED, (reply.status, reply.body)
    if reply.media_type == "application/problem+json" and method != "HEAD":
        assert reply.json["status"] == reply.status
        assert reply.json["type"].startswith("https://w3id.org/munigraph/problem/")


@FUZZ
@given(query=QUERIES, accept=HEADER_VALUES)
def test_queries(query: str, accept: str, client: Client) -> None:
    target = "/sparql?" + urlencode({"query": query}, errors="surrogatepass")
    check(client, "GET", target, None, {"Accept": accept.strip()})


@FUZZ
@given(parameters=PARAMETERS, method=st.sampled_from(METHODS))
def test_parameters(parameters: list[tuple[str, str]], method: str, client: Client) -> None:
    check(client, method, "/sparql?" + urlencode(parameters, errors="surrogatepass"), None, {})


@FUZZ
@given(
    body=st.binary(max_size=300) | QUERIES.map(lambda text: text.encode("utf-8", "surrogatepass")),
    media_type=st.sampled_from(MEDIA_TYPES),
    name=st.sampled_from(HEADERS),
    value=HEADER_VALUES,
)
def test_bodies_and_headers(body: bytes, media_type: str, name: str, value: str, client: Client) -> None:
    with contextlib.suppress(http.client.RemoteDisconnected, http.client.BadStatusLine):
        check(client, "POST", "/sparql", body, {"Content-Type": media_type, name: value.strip()})


@FUZZ
@given(path=st.text(max_size=60), value=HEADER_VALUES)
def test_paths(path: str, value: str, client: Client) -> None:
    target = "/" + quote(path, errors="surrogatepass")
    check(client, "GET", target, None, {"Accept-Language": value.strip()})


@FUZZ
@given(data=st.binary(min_size=1, max_size=400))
def test_bytes_that_are_no_request(data: bytes, client: Client) -> None:
    address = ("127.0.0.1", client.port)
    with contextlib.suppress(OSError), socket.create_connection(address, timeout=5) as connection:
        connection.sendall(data + b"\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        connection.recv(1000)


def test_the_server_is_well_after_all_that(client: Client) -> None:
    assert client.get("/health").json["ready"] is True
    assert client.ask("ASK {}").json["boolean"] is True


def test_the_head_of_a_request_has_an_end(client: Client) -> None:
    filler = b"X-Filler: " + b"x" * 1000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", client.port), timeout=5) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            connection.sendall(filler * 20_000)
