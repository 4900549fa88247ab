"""Data about things and whole graphs: sent while they are made, and never looking whole when they are not."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from munigraph.engine import CurrentRelease
from munigraph.release import Releases
from munigraph.settings import Settings
from tests.serving import Client, serving
from tests.web.conftest import BASE, LABEL, make_release

GRAPH = ox.NamedNode(f"{BASE}/graph/long")
MANY = 5000


def quads() -> Iterator[ox.Quad]:
    for n in range(MANY):
        yield ox.Quad(ox.NamedNode(f"{BASE}/id/claim/{n}"), LABEL, ox.Literal(f"Claim {n}"), GRAPH)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    home = tmp_path_factory.mktemp("long")
    make_release(home, "1-long", tuple(quads()))
    with serving(CurrentRelease(Releases(home)), Settings(home=home, base=BASE, workers=2)) as found:
        yield found


def test_a_long_graph_is_sent_while_it_is_made(client: Client) -> None:
    reply = client.get("/data/graph/long.nt")
    assert reply.status == 200
    assert reply.headers["Transfer-Encoding"] == "chunked"
    assert "Content-Length" not in reply.headers
    assert len(reply.text.splitlines()) == MANY
    assert client("HEAD", "/data/graph/long.nt").status == 200


def test_a_long_graph_is_not_sent_again(client: Client) -> None:
    etag = client.get("/data/graph/long.nt").headers["ETag"]
    again = client.get("/data/graph/long.nt", {"If-None-Match": etag})
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", etag)
    assert client.get("/data/graph/long.ttl", {"If-None-Match": etag}).status == 200


def test_what_a_limit_cuts_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("cut")
    make_release(home, "1-cut")
    settings = Settings(home=home, base=BASE, workers=2, max_rows=3)
    with serving(CurrentRelease(Releases(home)), settings) as client:
        cut = client.get("/data/graph/minutes.nt")
        assert (cut.headers["Munigraph-Complete"], len(cut.text.splitlines())) == ("false", 3)
        assert client.get("/data/id/municipality/other.ttl").status == 404
