"""Answers kept, compared and encoded: no byte is worked out or sent twice that need not be."""

from __future__ import annotations

import gzip
import socket
from urllib.parse import urlencode

import pytest
import zstandard

from munigraph.web.cache import Cache, Entry
from munigraph.web.encoding import coding
from tests.serving import Client

QUERY = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o #"


def _unzstd(data: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompressobj().decompress(data)


DECODED = {"gzip": gzip.decompress, "zstd": _unzstd}
NUMBERS = " ".join(map(str, range(100)))
LARGE = f"SELECT ?a ?b {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} }}"


def test_an_answer_is_worked_out_once(fetch: Client) -> None:
    first, second = fetch.ask(QUERY + "once"), fetch.ask(QUERY + "once")
    assert [reply.headers["Munigraph-Cache"] for reply in (first, second)] == ["miss", "hit"]
    assert first.body == second.body
    assert first.headers["ETag"] == second.headers["ETag"]
    assert second.headers["Munigraph-Rows"] == first.headers["Munigraph-Rows"]


def test_it_is_found_again_by_other_ways_of_asking(fetch: Client) -> None:
    fetch.ask(QUERY + "ways")
    body = urlencode({"query": QUERY + "ways"}).encode()
    replies = [
        fetch.post(body, "application/x-www-form-urlencoded"),
        fetch.post((QUERY + "ways").encode(), "application/sparql-query"),
        fetch.ask(QUERY.replace(" ", "\n ") + "ways"),
    ]
    assert {reply.headers["Munigraph-Cache"] for reply in replies} == {"hit"}


@pytest.mark.parametrize("repeat", [1, 2])
def test_no_cache_has_it_worked_out_again(repeat: int, fetch: Client) -> None:
    fetch.ask(QUERY + "again")
    reply = fetch.get("/sparql", {"Cache-Control": "no-cache"}, query=QUERY + "again")
    assert reply.headers["Munigraph-Cache"] == "miss"


def test_headers_in_several_lines_count_together(fetch: Client) -> None:
    """Else the answer to the one kind of request could be given to the other."""
    target = "/sparql?" + urlencode({"query": QUERY + "lines"})
    seen = []
    for accept in (["text/csv", "text/html;q=0.1"], ["text/html;q=0.1"]) * 3:
        with socket.create_connection(("127.0.0.1", fetch.port)) as connection:
            lines = "".join(f"Accept: {value}\r\n" for value in accept)
            connection.sendall(
                f"GET {target} HTTP/1.1\r\nHost: x\r\n{lines}Connection: close\r\n\r\n".encode()
            )
            seen.append(b"text/csv" in connection.makefile("rb").read())
    assert seen == [True, False] * 3


def test_head_after_get_and_get_after_head(fetch: Client) -> None:
    target = "/sparql?" + urlencode({"query": QUERY + "head"})
    head, get, again = fetch("HEAD", target), fetch("GET", target), fetch("HEAD", target)
    assert (head.body, again.body) == (b"", b"")
    assert head.headers["Content-Length"] == again.headers["Content-Length"] == str(len(get.body))
    assert get.headers["Munigraph-Cache"] == "hit"


@pytest.mark.parametrize("name", ["gzip", "zstd"])
@pytest.mark.parametrize("query", [QUERY, LARGE])
def test_encodings(name: str, query: str, fetch: Client) -> None:
    plain = fetch.ask(query)
    reply = fetch.get("/sparql", {"Accept-Encoding": name}, query=query)
    assert reply.headers["Content-Encoding"] == name
    assert DECODED[name](reply.body) == plain.body
    assert len(reply.body) < len(plain.body)
    assert reply.headers["ETag"] == plain.headers["ETag"][:-1] + f'-{name}"'
    assert reply.headers["Vary"] == "Accept, Accept-Encoding"
    for tag in (reply.headers["ETag"], plain.headers["ETag"]):
        again = fetch.get("/sparql", {"Accept-Encoding": name, "If-None-Match": tag}, query=query)
        assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("path", ["/", "/sparql", "/page/ontology", "/static/site.css"])
def test_pages_are_encoded_and_revalidated(path: str, fetch: Client) -> None:
    reply = fetch.get(path, {"Accept": "text/html", "Accept-Encoding": "gzip, zstd;q=0.5"})
    assert reply.status == 200
    assert len(reply.headers.get_all("Date", [])) == 1
    if "Content-Encoding" in reply.headers:
        assert "Accept-Encoding" in reply.headers["Vary"]
    again = fetch.get(
        path, {"Accept": "text/html", "Accept-Encoding": "gzip", "If-None-Match": reply.headers["ETag"]}
    )
    assert again.status == 304


def test_a_compressed_dump_is_not_compressed_again(fetch: Client) -> None:
    assert "Content-Encoding" not in fetch.get("/dumps/data.nq.gz", {"Accept-Encoding": "gzip"}).headers


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("gzip, zstd", "zstd"),
        ("gzip;q=1, zstd;q=0.5", "gzip"),
        ("*", "zstd"),
        ("zstd;q=0, *", "gzip"),
        ("identity", ""),
        ("br", ""),
        ("gzip;q=0", ""),
        ("gzip;q=x", ""),
    ],
)
def test_the_coding_is_the_one_preferred(accept: str, expected: str) -> None:
    assert coding(accept, "text/csv; charset=utf-8") == expected
    assert coding(accept, "image/png") == ""


def test_the_cache_keeps_to_its_budget() -> None:
    cache = Cache(100_000)
    for number in range(1000):
        cache.put(number, Entry({}, b"x" * 5000), 10)
        assert cache.size <= 100_000
    assert cache.get(999) is not None
    assert cache.get(0) is None
    cache.put("large", Entry({}, b"x" * 50_000), 10)
    assert cache.get("large") is None
    for _ in range(3):
        cache.put(999, Entry({}, b"y"), 10)
    assert len(cache) > 1
    assert cache.size <= 100_000
