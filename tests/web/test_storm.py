"""A storm of questions, some of them hostile, some cut off, some nonsense: every good one is answered right.

STORM=10000 in the environment makes it as long as an hour of a busy service.
"""

from __future__ import annotations

import os
import random
import socket
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from munigraph.engine import CurrentRelease
from munigraph.release import Releases
from munigraph.settings import Settings
from tests.serving import Client, Reply, serving

from .conftest import make_release
from .test_isolation import ENDLESS, GREEDY, resident, until

REQUESTS = int(os.environ.get("STORM", "1000"))
CLIENTS = 12
COMES_AGAIN = 3
CALL = b"SELECT * { SERVICE <http://127.0.0.1/> {} }"
NONSENSE = (b"", b"SELECT", b"\xff\xfe", b"ASK {" * 3000, b"DROP ALL", CALL)


def _good(client: Client, number: int) -> str:
    rows = 1 + number % 400
    values = " ".join(str(number + each) for each in range(rows))
    reply = _patiently(client, f"SELECT ?n {{ VALUES ?n {{ {values} }} }}")
    assert reply.status == 200, reply.body
    assert reply.text.split() == ["n", *(str(number + each) for each in range(rows))]
    return "answered"


def _patiently(client: Client, query: str) -> Reply:
    """Asks, and comes again when it is told to, as who asks a busy service should."""
    for _ in range(COMES_AGAIN):
        reply = client.ask(query, format="csv")
        if reply.status != 503:
            return reply
        time.sleep(float(reply.headers["Retry-After"]))
    return client.ask(query, format="csv")


def _hostile(client: Client, number: int) -> str:
    reply = client.ask(ENDLESS if number % 2 else GREEDY)
    assert reply.status in (504, 507, 503, 429), reply.body
    return "refused"


def _leaving(client: Client, number: int) -> str:
    target = "/sparql?" + urlencode({"query": f"{ENDLESS} #{number}"})
    with socket.create_connection(("127.0.0.1", client.port)) as connection:
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode()[: 50 + number % 9000])
        time.sleep(number % 10 / 50)
    return "left"


def _malformed(client: Client, number: int) -> str:
    reply = client.post(NONSENSE[number % len(NONSENSE)], "application/sparql-query")
    assert reply.status in (400, 403), reply.body
    return "malformed"


@pytest.mark.slow
def test_every_good_question_is_answered_right(tmp_path: Path) -> None:
    make_release(tmp_path, "1-abc")
    chance = random.Random(1)  # noqa: S311 (nothing secret)
    kinds = chance.choices([_good, _hostile, _leaving, _malformed], [88, 5, 5, 2], k=REQUESTS)
    settings = Settings(home=tmp_path, workers=8, waiting=256, query_seconds=2, query_memory=200)
    with serving(CurrentRelease(Releases(tmp_path)), settings) as client:
        before = resident()
        with ThreadPoolExecutor(CLIENTS) as pool:
            seen = Counter(pool.map(lambda job: job[1](client, job[0]), enumerate(kinds)))
        assert seen == {
            {_good: "answered", _hostile: "refused", _leaving: "left", _malformed: "malformed"}[kind]: number
            for kind, number in Counter(kinds).items()
        }
        until(lambda: client.get("/health").json["workers"]["running"] == 0, 5)
        until(lambda: client.get("/health").json["workers"]["idle"] == 8, 5)
        assert resident() - before < 80 << 20
