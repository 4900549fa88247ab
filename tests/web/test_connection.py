"""HTTP/1.1 as it goes over the wire: order, lengths, and clients that do not keep to it."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import socket
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from munigraph.web import connection as connections
from munigraph.web import patience
from munigraph.web.connection import MOST_AHEAD, Connection, Shared
from munigraph.web.exchange import Exchange
from munigraph.web.heads import common, fields
from munigraph.web.proxies import Proxies
from tests.serving import Client

FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
NUMBERS = " ".join(map(str, range(1000)))
SLOW = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} FILTER(?a < ?b) }}"


class Wire:
    """A connection on which anything can be sent, and responses are read one by one."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.file = self.socket.makefile("rb")

    def send(self, *requests: str | bytes) -> None:
        self.socket.sendall(b"".join(each.encode() if isinstance(each, str) else each for each in requests))

    def read(self, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
        """The next response: its status, headers and body."""
        status = int(self.file.readline().split()[1])
        headers = {name.lower(): value for name, value in http.client.parse_headers(self.file).items()}
        if method == "HEAD" or status in (100, 204, 304):
            return status, headers, b""
        if headers.get("transfer-encoding") == "chunked":
            return status, headers, b"".join(self._chunks())
        return status, headers, self.file.read(int(headers["content-length"]))

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.file.readline(), 16):
            yield self.file.read(size)
            self.file.readline()
        self.file.readline()

    @property
    def ended(self) -> bool:
        """Waits for the end of the connection; False when something else comes."""
        try:
            return self.file.read(1) == b""
        except ConnectionResetError:
            return True

    def close(self) -> None:
        self.file.close()
        self.socket.close()


@pytest.fixture
def wire(fetch: Client) -> Iterator[Wire]:
    with contextlib.closing(Wire(fetch.port)) as found:
        yield found


def get(target: str, more: str = "", method: str = "GET", version: str = "1.1") -> str:
    return f"{method} {target} HTTP/{version}\r\nHost: x\r\n{more}\r\n"


def asking(query: str, more: str = "", method: str = "GET") -> str:
    return get("/sparql?" + urlencode({"query": query, "format": "csv"}), more, method)


def post(body: bytes, more: str = "", length: bool = True) -> bytes:
    size = f"Content-Length: {len(body)}\r\n" if length else ""
    return get("/sparql", f"{FORM}{size}{more}", "POST").encode() + body


def test_a_connection_serves_many_requests(wire: Wire) -> None:
    for number in range(3):
        wire.send(asking(f"SELECT ?n {{ VALUES ?n {{ {number} }} }}"))
        status, headers, body = wire.read()
        assert (status, body.split()) == (200, [b"n", str(number).encode()])
        assert "connection" not in headers


def test_responses_come_in_the_order_of_the_requests(wire: Wire) -> None:
    """What takes long comes first, what is known already last."""
    wire.send(get("/health"))
    wire.read()
    wire.send(asking(SLOW), asking("ASK {}", "Accept: text/csv\r\n"), get("/health"), get("/robots.txt"))
    answers = [wire.read() for _ in range(4)]
    assert [status for status, *_ in answers] == [200] * 4
    assert answers[0][2].split() == [b"n", b"499500"]
    assert answers[1][2] == b"true"
    assert b'"live"' in answers[2][2]
    assert b"User-agent" in answers[3][2]


def test_known_answers_keep_the_order_too(wire: Wire) -> None:
    queries = [asking(f"SELECT ?n {{ VALUES ?n {{ {number} }} }} # order") for number in range(10)]
    for _ in range(3):
        wire.send(*queries)
        assert [wire.read()[2].split()[1] for _ in queries] == [str(n).encode() for n in range(10)]


def test_a_request_may_come_byte_by_byte(wire: Wire) -> None:
    wire.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for byte in post(b"query=ASK%20%7B%7D"):
        wire.send(bytes([byte]))
    assert wire.read()[0] == 200


def test_nothing_follows_the_head_of_a_response_without_a_body(wire: Wire) -> None:
    for _ in range(3):  # worked out, remembered, known by its address
        wire.send(asking("ASK {} # head", method="HEAD"))
        status, headers, _ = wire.read("HEAD")
        assert (status, headers["content-length"]) == (200, "4")
    wire.send(asking("ASK {} # head"))
    etag = wire.read()[1]["etag"]
    for _ in range(2):
        wire.send(asking("ASK {} # head", f"If-None-Match: {etag}\r\n"))
        status, headers, _ = wire.read()
        assert (status, headers["etag"]) == (304, etag)
        assert "content-length" not in headers
    wire.send(get("/health", method="HEAD"), get("/dumps/data.nq.gz", method="HEAD"), get("/health"))
    assert [wire.read(method)[0] for method in ("HEAD", "HEAD", "GET")] == [200] * 3


@pytest.mark.parametrize(
    "request_",
    [
        get("/health", version="1.0"),
        get("/health", "Connection: close\r\n"),
        get("/health", "Connection: Upgrade\r\nUpgrade: h2c\r\n"),
        get("/health", "Connection: keep-alive\r\n", version="1.0"),
    ],
)
def test_a_connection_that_does_not_last_says_so(request_: str, wire: Wire) -> None:
    wire.send(request_, get("/robots.txt"))
    status, headers, body = wire.read()
    assert (status, headers["connection"]) == (200, "close")
    assert b'"live"' in body
    assert wire.ended


def test_a_client_that_asks_whether_to_go_on_is_told(wire: Wire) -> None:
    body = b"query=ASK%20%7B%7D"
    wire.send(post(b"", f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\n", length=False))
    assert wire.read()[0] == 100
    wire.send(body)
    status, headers, _ = wire.read()
    assert (status, "connection" in headers) == (200, False)


def test_a_body_that_nobody_wants_ends_the_connection(wire: Wire) -> None:
    """Whether the client sends it or another request is not known."""
    wire.send(get("/health", "Content-Length: 5\r\nExpect: 100-continue\r\n"))
    status, headers, _ = wire.read()
    assert (status, headers["connection"]) == (200, "close")
    assert wire.ended


def test_a_body_with_a_get_is_passed_over(wire: Wire) -> None:
    wire.send(get("/health", "Content-Length: 3\r\n"), "abc", get("/robots.txt"))
    assert [wire.read()[0], wire.read()[0]] == [200, 200]


def test_a_body_in_pieces(wire: Wire) -> None:
    """What stands behind it is no part of the head."""
    wire.send(post(b"", "Transfer-Encoding: chunked\r\n", length=False))
    for piece in (b"query=AS", b"K%20%7B", b"%7D"):
        wire.send(b"%x;x=y\r\n%b\r\n" % (len(piece), piece))
    wire.send(b"0\r\nAccept: text/csv\r\n\r\n", get("/health"))
    status, headers, _ = wire.read()
    assert (status, headers["content-type"]) == (200, "application/sparql-results+json")
    assert wire.read()[0] == 200


def test_what_follows_a_refused_body_is_a_request(wire: Wire) -> None:
    wire.send(post(b"query=" + b"x" * 2_000_000), get("/health"))
    assert [wire.read()[0], wire.read()[0]] == [413, 200]


@pytest.mark.parametrize(
    "nonsense",
    [
        "NONSENSE\r\n\r\n",
        get("/ a"),
        get("/\xe5"),
        get("*", method="OPTIONS").replace("*", "host:80"),
        "GET / HTTP/1.1\r\n : x\r\n\r\n",
        "GET / HTTP/1.1\r\nA: x\r\n y\r\n\r\n",
        get("/", "Content-Length: 1\r\nContent-Length: 2\r\n"),
        get("/", "Content-Length: -1\r\n"),
        get("/", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", method="POST"),
        get("/", "Transfer-Encoding: chunked\r\n", method="POST") + "zz\r\n",
    ],
)
def test_what_cannot_be_understood_is_refused_after_what_could(nonsense: str, wire: Wire) -> None:
    wire.send(asking(SLOW), get("/health"), nonsense)
    assert [wire.read()[0] for _ in range(3)] == [200, 200, 400]
    assert wire.ended


def test_the_wait_for_a_body_ends_when_it_turns_out_to_be_none(wire: Wire) -> None:
    wire.send(get("/sparql", FORM + "Transfer-Encoding: chunked\r\n", method="POST"))
    time.sleep(0.1)
    wire.send("zz\r\n")
    assert wire.read()[0] == 400
    assert wire.ended


@pytest.mark.parametrize("place", ["head", "trailer"])
def test_headers_have_an_end(place: str, wire: Wire) -> None:
    before = {"head": get("/")[:-2], "trailer": post(b"", "Transfer-Encoding: chunked\r\n", False).decode()}
    wire.send(before[place], "0\r\n" if place == "trailer" else "")
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        for _ in range(20_000):
            wire.send(b"X-Filler: " + b"x" * 1000 + b"\r\n")
        pytest.fail("they had none")
    with contextlib.suppress(ConnectionResetError):
        assert wire.file.read(12) in (b"HTTP/1.1 431", b"")


def test_only_so_many_requests_may_come_ahead(wire: Wire) -> None:
    """As many as fit are answered, then the connection ends."""
    wire.send(asking(SLOW), get("/robots.txt") * (3 * MOST_AHEAD))
    statuses = []
    with contextlib.suppress(ConnectionResetError, IndexError):
        while True:
            statuses.append(wire.read()[0])
    assert set(statuses[:-1]) == {200}
    assert statuses[-1] == 503
    assert MOST_AHEAD <= len(statuses) <= 2 * MOST_AHEAD


def test_an_idle_connection_ends(monkeypatch: pytest.MonkeyPatch, fetch: Client) -> None:
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.3)
    for begun in ("", "GET / HTTP/1.1\r\n", get("/health")):
        with contextlib.closing(Wire(fetch.port)) as wire:
            wire.send(begun)
            if begun.endswith("\r\n\r\n"):
                wire.read()
            started = time.monotonic()
            assert wire.ended
            assert 0.2 < time.monotonic() - started < 3


def test_a_client_that_does_not_read_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, fetch: Client
) -> None:
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.3)
    query = f"SELECT ?a ?b {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ 1 2 3 4 5 6 7 8 9 }} }}"
    with contextlib.closing(Wire(fetch.port)) as wire:
        wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with contextlib.suppress(ConnectionResetError, BrokenPipeError):
            for _ in range(40):
                wire.send(asking(query) * 20)
                time.sleep(0.1)
            pytest.fail("it was waited for")
    assert fetch.get("/health").status == 200


def test_a_line_break_is_no_part_of_a_header() -> None:
    assert fields({"A": "b\tc é €", "Date": "now"}) == b"A: b\tc \xe9 ?\r\n"
    for value in ("a\r\nB: c", "a\nb", "a\rb", "\0", "\x7f"):
        with pytest.raises(ValueError, match="control"):
            fields({"A": value})


@pytest.mark.parametrize(
    ("trusted", "peer", "headers", "seen"),
    [
        ("", "10.0.0.1", {"for": "1.2.3.4", "proto": "https"}, ("http", "10.0.0.1")),
        ("10.0.0.1", "10.0.0.2", {"for": "1.2.3.4", "proto": "https"}, ("http", "10.0.0.2")),
        ("10.0.0.1", "10.0.0.1", {}, ("http", "10.0.0.1")),
        ("10.0.0.1", "10.0.0.1", {"for": "1.2.3.4", "proto": "https"}, ("https", "1.2.3.4")),
        ("10.0.0.1", "10.0.0.1", {"for": "6.6.6.6, 1.2.3.4", "proto": "gopher"}, ("http", "1.2.3.4")),
        ("10.0.0.0/8, ::1", "::1", {"for": "6.6.6.6,1.2.3.4:99, 10.9.9.9"}, ("http", "1.2.3.4")),
        ("10.0.0.0/8", "10.1.1.1", {"for": "[2001:db8::1]:99"}, ("http", "2001:db8::1")),
        ("10.0.0.0/8", "10.1.1.1", {"for": "2001:db8::1"}, ("http", "2001:db8::1")),
        ("10.0.0.0/8", "10.1.1.1", {"for": "10.2.2.2, 10.3.3.3"}, ("http", "10.2.2.2")),
        ("*", "10.1.1.1", {"for": "1.2.3.4, 5.6.7.8"}, ("http", "1.2.3.4")),
    ],
)
def test_who_asks_is_told_by_those_who_are_trusted(
    trusted: str, peer: str, headers: dict[str, str], seen: tuple[str, str]
) -> None:
    told = {f"x-forwarded-{name}".encode(): value.encode() for name, value in headers.items()}
    assert Proxies(trusted).seen(peer, told) == seen


Behaviour = Callable[[Exchange], Coroutine[Any, Any, None] | None]


class Behaving:
    """Answers as a test wants it."""

    most_bytes = 100_000

    def __init__(self, behaviour: Behaviour) -> None:
        self.take = behaviour


@contextlib.asynccontextmanager
async def behaving(behaviour: Behaviour) -> AsyncIterator[tuple[int, Shared]]:
    shared = Shared(Behaving(behaviour), Proxies(""), common(0))
    server = await asyncio.get_running_loop().create_server(lambda: Connection(shared), "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], shared


async def said(port: int, *requests: str) -> bytes:
    """All that comes until the connection ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write("".join(requests).encode())
    try:
        async with asyncio.timeout(5):
            return await reader.read()
    finally:
        await gone(writer)


async def gone(writer: asyncio.StreamWriter) -> None:
    """Leave, and give the server the time to see it."""
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    await asyncio.sleep(0.1)


def test_an_error_is_told_and_ends_its_connection_only(caplog: pytest.LogCaptureFixture) -> None:
    def at_once(exchange: Exchange) -> None:
        raise KeyError(exchange.request.path)

    async def later(exchange: Exchange) -> None:
        raise KeyError(exchange.request.path)

    async def main() -> None:
        for behaviour in (at_once, later):
            async with behaving(behaviour) as (port, shared):
                for _ in range(2):
                    heard = await said(port, get("/x"), get("/y"))
                    assert heard.startswith(b"HTTP/1.1 500 ")
                    assert b"Connection: close\r\n" in heard
                    assert b"KeyError" not in heard
                    assert heard.count(b"HTTP/1.1") == 1
                assert not shared.connections

    asyncio.run(main())
    assert "KeyError: '/x'" in caplog.text


@pytest.mark.parametrize("length", [{}, {"Content-Length": "10"}])
@pytest.mark.parametrize("fault", ["error", "short"])
def test_half_an_answer_never_looks_whole(
    length: dict[str, str], fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def half(exchange: Exchange) -> None:
        exchange.begin(200, length)
        await exchange.write(b"12345")
        if fault == "error" or not length:
            raise KeyError
        exchange.end()

    async def main() -> None:
        async with behaving(half) as (port, _):
            heard = await said(port, get("/"))
            head, _, body = heard.partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200 OK\r\n")
            assert body == (b"12345" if length else b"5\r\n12345\r\n")

    asyncio.run(main())
    assert caplog.records


def test_a_body_longer_than_its_length_is_not_sent(caplog: pytest.LogCaptureFixture) -> None:
    async def long(exchange: Exchange) -> None:
        exchange.begin(200, {"Content-Length": "3"})
        await exchange.write(b"12345")

    async def main() -> None:
        async with behaving(long) as (port, _):
            assert (await said(port, get("/"))).endswith(b"\r\n\r\n")

    asyncio.run(main())
    assert "longer" in caplog.text


def test_work_for_a_client_that_leaves_is_cancelled() -> None:
    ends: list[str] = []

    async def work(exchange: Exchange) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            ends.append(exchange.request.path)
            raise

    async def main() -> None:
        async with behaving(work) as (port, shared):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(get("/a").encode())
            await asyncio.sleep(0.1)
            await gone(writer)
            assert (ends, shared.connections) == (["/a"], set())

    asyncio.run(main())


def test_more_clients_than_there_is_room_for_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 2)

    def hello(exchange: Exchange) -> None:
        exchange.send(200, fields({"Content-Length": "5"}), b"hello")

    async def main() -> None:
        async with behaving(hello) as (port, _):
            kept = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
            assert (await said(port, get("/"))).startswith(b"HTTP/1.1 503 ")
            for _, writer in kept:
                await gone(writer)
            assert (await said(port, get("/", "Connection: close\r\n"))).endswith(b"hello")

    asyncio.run(main())


def test_a_server_that_stops_lets_answers_end() -> None:
    going_on = asyncio.Event()

    async def work(exchange: Exchange) -> None:
        await going_on.wait()
        exchange.send(200, fields({"Content-Length": "5"}), b"hello")

    async def main() -> None:
        async with behaving(work) as (port, shared):
            idle = asyncio.create_task(said(port))
            busy = asyncio.create_task(said(port, get("/"), get("/")))
            await asyncio.sleep(0.1)
            for connection in list(shared.connections):
                connection.shut()
            assert await idle == b""
            going_on.set()
            heard = await busy
            assert heard.count(b"hello") == 2
            assert heard.count(b"Connection: close") == 1

    asyncio.run(main())
