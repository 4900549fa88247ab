"""Nothing a query does hurts the server or a neighbour: seen over HTTP, with real processes."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from munigraph.engine import CurrentRelease
from munigraph.release import Releases
from munigraph.settings import Settings
from munigraph.web.calls import network
from tests.serving import Client, serving

from .conftest import BASE, make_release

NUMBERS = " ".join(map(str, range(1000)))
ENDLESS = f"""SELECT (COUNT(*) AS ?n) {{
  VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} VALUES ?c {{ {NUMBERS} }} VALUES ?d {{ {NUMBERS} }}
}}"""
GREEDY = f"""SELECT DISTINCT ?a ?b ?c {{
  VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} VALUES ?c {{ {NUMBERS} }}
}} ORDER BY ?c"""
LARGE = f"SELECT ?a ?b {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {' '.join(map(str, range(300)))} }} }}"
ROWS = 300_000
QUICK = "SELECT ?s { ?s ?p ?o }"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("isolation")
    make_release(found, "1-abc")
    return found


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[Client]:
    settings = Settings(home=home, workers=4, query_seconds=5, query_memory=100)
    with serving(CurrentRelease(Releases(home)), settings) as found:
        yield found


def until(true: Callable[[], bool], seconds: float) -> float:
    """Wait for something to become true; how long it took."""
    started = time.monotonic()
    while not true():
        assert time.monotonic() - started < seconds
        time.sleep(0.02)
    return time.monotonic() - started


def running(client: Client) -> int:
    return int(client.get("/health").json["workers"]["running"])


def deaths(client: Client) -> dict[str, int]:
    found: dict[str, int] = client.get("/health").json["workers"]["deaths"]
    return found


def left(client: Client, query: str) -> socket.socket:
    """A connection on which a query was asked and nothing read."""
    connection = socket.create_connection(("127.0.0.1", client.port))
    target = "/sparql?" + urlencode({"query": query})
    connection.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return connection


@pytest.mark.parametrize("seconds", [0.5, 1.0, 2.0])
def test_a_deadline_is_kept(seconds: float, client: Client) -> None:
    started = time.monotonic()
    reply = client.ask(ENDLESS, timeout=str(seconds))
    took = time.monotonic() - started
    assert (reply.status, reply.json["type"].rpartition("/")[2]) == (504, "timeout")
    assert seconds <= took < 1.1 * seconds + 0.1
    assert reply.json["hint"]


def test_a_client_cannot_ask_for_more_time_than_there_is(client: Client) -> None:
    started = time.monotonic()
    assert client.ask(ENDLESS, timeout="60").status == 504
    assert time.monotonic() - started < 5.6


@pytest.mark.parametrize("timeout", ["0", "-1", "x", "nan", "inf"])
def test_a_timeout_is_a_number_of_seconds(timeout: str, client: Client) -> None:
    assert client.ask("ASK {}", timeout=timeout).status == 400


def test_memory_is_capped(client: Client) -> None:
    reply = client.ask(GREEDY)
    assert (reply.status, reply.json["type"].rpartition("/")[2]) == (507, "memory")
    assert client.ask(QUICK).status == 200


def test_a_query_too_deep_to_be_read_is_refused_before_it_ends_its_worker(client: Client) -> None:
    before = client.get("/health").json["workers"]["started"]
    reply = client.post(b"ASK " + b"{" * 2250 + b"}" * 2250, "application/sparql-query")
    assert (reply.status, reply.json["type"].rpartition("/")[2]) == (400, "too-deep")
    brackets_in_a_string = "ASK { FILTER('" + "{" * 3000 + "' != '') }"
    assert client.post(brackets_in_a_string.encode(), "application/sparql-query").json["boolean"] is True
    assert client.get("/health").json["workers"]["started"] == before


def test_a_query_that_ends_its_parser_ends_nothing_else(client: Client) -> None:
    """Long in a way that no count of brackets foresees."""
    path = "<x:p>/" * 100_000
    reply = client.post(f"ASK {{ ?s {path}<x:p> ?o }}".encode(), "application/sparql-query")
    assert (reply.status, reply.json["type"].rpartition("/")[2]) == (400, "too-deep")
    assert client.ask(QUICK).status == 200


def test_a_client_that_leaves_frees_its_worker(client: Client) -> None:
    connection = left(client, ENDLESS)
    until(lambda: running(client) == 1, 2)
    connection.close()
    assert until(lambda: running(client) == 0, 2) < 1
    assert deaths(client)["QueryStoppedError"] >= 1
    assert 'munigraph_queries_total{outcome="left"}' in client.get("/metrics").text


def test_a_slow_reader_holds_no_worker(client: Client) -> None:
    readers = [left(client, LARGE + f"#{number}") for number in range(8)]
    time.sleep(0.2)
    until(lambda: running(client) == 0, 10)
    assert client.ask(QUICK).status == 200
    for reader in readers:
        reader.close()


def test_a_large_answer_is_sent_while_it_is_made(client: Client) -> None:
    reply = client.ask(LARGE)
    assert reply.headers["Transfer-Encoding"] == "chunked"
    assert reply.headers["Munigraph-Complete"] == "true"
    assert "Munigraph-Rows" not in reply.headers
    assert len(reply.json["results"]["bindings"]) == ROWS


def test_http_1_0_gets_a_large_answer_whole_with_its_length(client: Client) -> None:
    request = f"GET /sparql?{urlencode({'query': LARGE})} HTTP/1.0\r\nHost: x\r\nAccept: text/csv\r\n\r\n"
    with socket.create_connection(("127.0.0.1", client.port), timeout=20) as connection:
        connection.sendall(request.encode())
        received = b""
        while data := connection.recv(1 << 20):
            received += data
    head, _, body = received.partition(b"\r\n\r\n")
    assert b"transfer-encoding" not in head.lower()
    assert f"content-length: {len(body)}".encode() in head.lower()
    assert body.count(b"\n") == ROWS + 1


def test_a_killed_worker_is_replaced(client: Client) -> None:
    started = client.get("/health").json["workers"]["started"]
    connection = left(client, ENDLESS)
    until(lambda: running(client) == 1, 2)
    victims = [pid for pid in children(os.getpid()) if "munigraph.evaluation.worker" in command(pid)]
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    assert b" 507 " in connection.recv(100)
    connection.close()
    assert client.ask(QUICK).status == 200
    until(lambda: client.get("/health").json["workers"]["idle"] >= 4, 5)
    assert client.get("/health").json["workers"]["started"] >= started + 4


def children(parent: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, check=False)
    return [int(word) for word in found.stdout.split()]


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def test_too_many_queries_are_told_to_come_again(home: Path) -> None:
    settings = Settings(home=home, workers=2, waiting=4, query_seconds=2)
    with serving(CurrentRelease(Releases(home)), settings) as client:
        connections = [left(client, ENDLESS + f"#{number}") for number in range(12)]
        time.sleep(0.3)
        reply = client.ask(QUICK)
        for connection in connections:
            connection.close()
        assert (reply.status, reply.json["type"].rpartition("/")[2]) == (429, "too-many")
        assert int(reply.headers["Retry-After"]) > 0
        until(lambda: client.ask(QUICK).status == 200, 5)


def test_a_slow_query_does_not_stand_before_quick_ones(client: Client) -> None:
    slow = [left(client, ENDLESS + f"#{number}") for number in range(2)]
    until(lambda: running(client) == 2, 2)
    time.sleep(0.2)
    for number in range(20):
        assert client.ask(f"ASK {{}} #{number}").status == 200
    for connection in slow:
        connection.close()


@pytest.mark.parametrize(
    ("addresses", "clients"),
    [
        (("192.0.2.1", "192.0.2.2", "::ffff:192.0.2.1"), 2),
        (("2001:db8::1", "2001:db8::a:b:c:d", "2001:db8:0:0:9::"), 1),
        (("2001:db8::1", "2001:db8:0:1::1", "fe80::1%eth0", "fe80::2%eth0"), 3),
        (("", "a socket"), 2),
    ],
)
def test_who_has_many_addresses_is_one_client(addresses: tuple[str, ...], clients: int) -> None:
    assert len(set(map(network, addresses))) == clients


def test_pages_do_not_wait_for_the_queries_of_their_reader(home: Path) -> None:
    """With three workers a client may use one; its long query leaves the pages it opens their own."""
    settings = Settings(home=home, base=BASE, workers=3, query_seconds=20)
    with serving(CurrentRelease(Releases(home)), settings) as client:
        slow = left(client, ENDLESS)
        until(lambda: running(client) == 1, 2)
        started = time.monotonic()
        assert client.get("/page/id/municipality/gr%C3%A5by").status == 200
        assert client.get("/query/terms.json").status == 200
        assert time.monotonic() - started < 3
        assert running(client) == 1
        slow.close()


@pytest.mark.parametrize(
    ("format_", "rows"), [("json", 5), ("xml", 5), ("csv", 5), ("tsv", 5), ("turtle", 5)]
)
def test_a_cut_answer_says_so(format_: str, rows: int, home: Path) -> None:
    with serving(CurrentRelease(Releases(home)), Settings(home=home, workers=2, max_rows=5)) as client:
        query = "CONSTRUCT WHERE { ?s ?p ?o }" if format_ == "turtle" else QUICK
        reply = client.ask(query, format=format_)
        assert (reply.status, reply.headers["Munigraph-Complete"]) == (200, "false")
        assert reply.headers["Munigraph-Rows"] == str(rows)
        if format_ == "json":
            assert len(reply.json["results"]["bindings"]) == rows
        if format_ == "csv":
            assert len(reply.text.splitlines()) == rows + 1
        assert client.ask("SELECT ?s { ?s ?p ?o } LIMIT 5").headers["Munigraph-Complete"] == "true"


@pytest.mark.parametrize("limit", [{"max_bytes": 2_000_000}, {"max_rows": 200_000}])
def test_an_answer_that_outgrows_its_limits_on_its_way_breaks(limit: dict[str, int], home: Path) -> None:
    settings = Settings(home=home, workers=2, **limit)  # type: ignore[arg-type]
    with (
        serving(CurrentRelease(Releases(home)), settings) as client,
        pytest.raises((http.client.IncompleteRead, ConnectionResetError)),
    ):
        client.ask(LARGE)


def test_a_small_answer_over_the_limit_of_bytes_is_refused_whole(home: Path) -> None:
    with serving(CurrentRelease(Releases(home)), Settings(home=home, workers=2, max_bytes=100)) as client:
        reply = client.ask(QUICK)
        assert (reply.status, reply.json["type"].rpartition("/")[2]) == (507, "answer-too-large")
        assert client.ask("ASK {}").status == 200


def test_sigterm_lets_running_queries_end(home: Path) -> None:
    """The program itself: told to stop, it takes no more, and ends when what runs has been answered."""
    server = subprocess.Popen(
        [sys.executable, "-m", "munigraph.cli", "serve", "--home", str(home), "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        port = _port_of(server)
        replies: list[int] = []
        client = Client(port)
        asking = threading.Thread(target=lambda: replies.append(client.ask(ENDLESS, timeout="2").status))
        asking.start()
        until(lambda: running(client) == 1, 5)
        server.send_signal(signal.SIGTERM)
        assert server.wait(10) == 0
        asking.join(5)
        assert replies == [504]
    finally:
        server.kill()
        server.communicate()


def _port_of(server: subprocess.Popen[str]) -> int:
    assert server.stdout is not None
    for line in server.stdout:
        if "/sparql" in line:
            return int(line.rpartition(":")[2].partition("/")[0])
    raise AssertionError(server.stderr.read() if server.stderr else "")


def test_memory_returns_to_its_level(client: Client) -> None:
    """Large answers and killed queries leave nothing behind in the front process."""
    for _ in range(2):
        client.ask(LARGE)
    before = resident()
    for number in range(10):
        assert client.ask(LARGE + f"#{number}").status == 200
        client.ask(ENDLESS, timeout="0.1")
    assert resident() - before < 60 << 20


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_what_is_asked_is_told_in_metrics(client: Client) -> None:
    client.ask(ENDLESS, timeout="0.1")
    text = client.get("/metrics").text
    assert 'munigraph_queries_total{outcome="QueryTimeout"}' in text
    assert "munigraph_query_seconds_bucket" in text
    assert 'munigraph_kills_total{reason="QueryTimeout"}' in text
    assert 'munigraph_workers{state="idle"}' in text
    assert json.loads(client.get("/health").body)["live"] is True
