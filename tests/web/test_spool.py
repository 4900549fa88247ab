"""Answers that wait to be read take no more disk than there is for them."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest

from munigraph.engine import CurrentRelease, Disk, SpoolFullError
from munigraph.evaluation.errors import ClientBusyError
from munigraph.release import Releases
from munigraph.settings import Settings
from tests.serving import Client, Reply, serving

from .conftest import make_release

NUMBERS = " ".join(map(str, range(1000)))
LARGE = f"SELECT * {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {' '.join(map(str, range(300)))} }} }}"
"""Its answer has between 50 and 60 MB, far more than lies in the buffers of a connection."""
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("spooling")
    make_release(found, "1-abc")
    return found


@pytest.fixture
def client(home: Path) -> Iterator[Client]:
    """Room for four such answers, and so for two of one client."""
    settings = Settings(home=home, workers=6, spool_bytes=230 * MEGABYTE, cache_bytes=0)
    with serving(CurrentRelease(Releases(home)), settings) as found:
        yield found


def unread(client: Client, address: str, number: int) -> socket.socket:
    """An answer that its client, at one of the addresses of this machine, does not read."""
    connection = socket.create_connection(("127.0.0.1", client.port), 20, (address, 0))
    target = "/sparql?" + urlencode({"query": f"{LARGE}#{number}"})
    connection.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return connection


def used(client: Client) -> float:
    line = next(
        line for line in client.get("/metrics").text.splitlines() if line.startswith("munigraph_spool")
    )
    return float(line.split()[1])


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def kind(reply: Reply) -> tuple[int, str]:
    return reply.status, reply.json["type"].rpartition("/")[2]


def test_what_is_read_is_given_back(client: Client) -> None:
    assert 50 * MEGABYTE < len(client.ask(LARGE).body) < 60 * MEGABYTE
    until(lambda: used(client) == 0)


def test_who_leaves_much_unread_is_refused_more_and_others_are_not(client: Client) -> None:
    with ExitStack() as held:
        for number in (1, 2):
            held.enter_context(unread(client, "127.0.0.1", number))
        until(lambda: used(client) > 105 * MEGABYTE)
        refused = client.ask(f"{LARGE}#x")
        assert kind(refused) == (429, "too-many")
        assert int(refused.headers["Retry-After"]) > 0
        assert client.ask("SELECT ?s { ?s ?p ?o }").status == 200
        with unread(client, "127.0.0.2", 4) as other:
            assert b" 200 " in other.recv(100)
    until(lambda: used(client) == 0)
    assert client.ask(f"{LARGE}#y").status == 200


def test_when_all_is_taken_nobody_gets_more(client: Client) -> None:
    with ExitStack() as held:
        for number in range(4):
            held.enter_context(unread(client, f"127.0.0.{number + 2}", number))
        until(lambda: used(client) > 216 * MEGABYTE)
        refused = client.ask(f"{LARGE}#x")
        assert kind(refused) == (503, "spool-full")
        assert int(refused.headers["Retry-After"]) > 0
        assert client.ask("SELECT ?s { ?s ?p ?o }").status == 200
        until(lambda: 'munigraph_kills_total{reason="SpoolFull"}' in client.get("/metrics").text)
    until(lambda: used(client) == 0)


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_an_answer_for_which_there_is_no_room_on_its_way_breaks(version: str, home: Path) -> None:
    settings = Settings(home=home, workers=2, spool_bytes=60 * MEGABYTE)
    with serving(CurrentRelease(Releases(home)), settings) as client:
        with socket.create_connection(("127.0.0.1", client.port), 20) as connection:
            target = "/sparql?" + urlencode({"query": LARGE})
            connection.sendall(f"GET {target} HTTP/{version}\r\nHost: x\r\n\r\n".encode())
            received = b"".join(iter(lambda: connection.recv(1 << 20), b""))
        assert not received.endswith(b"0\r\n\r\n")
        assert len(received) < 50 * MEGABYTE
        until(lambda: used(client) == 0)


def test_shares_are_counted() -> None:
    disk = Disk(100)
    with disk.share("a") as first, disk.share("b") as second:
        first.grow_to(50)
        second.grow_to(40)
        disk.share("b")
        with pytest.raises(ClientBusyError):
            disk.share("a")
        with pytest.raises(ClientBusyError):
            first.grow_to(51)
        second.grow_to(45)
        with pytest.raises(SpoolFullError):
            disk.share("c")
        assert disk.used == 96
        first.close()
        disk.share("a")
        assert disk.used == 45
    assert disk.used == 0
