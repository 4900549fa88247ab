"""A tiny release, made without the compiler, and the site that serves it, both in process and over HTTP."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from munigraph.engine import CurrentRelease
from munigraph.names import PREFIXES
from munigraph.release import DumpFile, Manifest, Release, Releases
from munigraph.settings import Settings
from munigraph.web import create_app, listening

BASE = "https://data.example.org/kg"
W3C = "http://kasei.us/2009/09/sparql/data/"
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")


def quads() -> list[ox.Quad]:
    """The documents of the W3C protocol tests, and things whose names and labels mean harm."""
    found = []
    for number in (1, 2, 3):
        graph = ox.NamedNode(f"{W3C}data{number}.rdf")
        found.append(ox.Quad(graph, TYPE, ox.NamedNode(PREFIXES["foaf"] + "Document"), graph))
    graph = ox.NamedNode(f"{BASE}/graph/minutes")
    town = ox.NamedNode(f"{BASE}/id/municipality/gråby")
    found.append(ox.Quad(town, LABEL, ox.Literal("Gråby", language="sv"), graph))
    for iri in ("javascript:alert(1)", "data:text/html,x", "https://ok.example/", "mailto:a@ok.example"):
        found.append(ox.Quad(town, ox.NamedNode(PREFIXES["rdfs"] + "seeAlso"), ox.NamedNode(iri), graph))
    found.append(ox.Quad(town, LABEL, ox.Literal("<script>alert(1)</script>"), graph))
    return found


def dump(folder: Path, name: str, data: bytes, media_type: str, title: str) -> DumpFile:
    (folder / name).write_bytes(data)
    return DumpFile(
        name, media_type, name.endswith(".gz"), len(data), hashlib.sha256(data).hexdigest(), title
    )


def make_release(home: Path, release_id: str, more: tuple[ox.Quad, ...] = ()) -> Release:
    """Write a release folder and make it the current one."""
    folder = home / "releases" / release_id
    dumps = folder / "dumps"
    dumps.mkdir(parents=True)
    content = [*quads(), *more]
    store = ox.Store(str(folder / "store"))
    store.bulk_extend(content)
    store.flush()
    counts: dict[str, int] = {}
    for quad in content:
        counts[quad.graph_name.value] = counts.get(quad.graph_name.value, 0) + 1  # type: ignore[union-attr]
    text = ox.serialize(content, None, ox.RdfFormat.N_QUADS) or b""
    Manifest(
        id=release_id,
        version="1",
        base=BASE,
        title={"en": "Gråby & friends", "sv": "Gråby med vänner"},
        issued="2026-11-01",
        license="https://creativecommons.org/publicdomain/zero/1.0/",
        quads=len(content),
        graphs=counts,
        previous=None,
        prefixes={**PREFIXES, "id": f"{BASE}/id/"},
        warnings=0,
        files=(
            dump(dumps, "data.nq.gz", gzip.compress(text, mtime=0), "application/n-quads", "N-Quads"),
            dump(dumps, "ontology.ttl", b"# nothing yet\n", "text/turtle", "Ontology"),
        ),
    ).write(folder)
    releases = Releases(home)
    releases.switch(release_id)
    return releases.get(release_id)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    make_release(tmp_path, "1-abc")
    return tmp_path


@pytest.fixture
def client(home: Path) -> FlaskClient:
    """The site in process; its limit on queries is small."""
    settings = Settings(home=home, base=BASE, public_url="https://data.example.org", max_query_bytes=2000)
    return create_app(CurrentRelease(Releases(home)), settings).test_client()


@dataclass(frozen=True)
class Reply:
    """What came back over HTTP."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Fetch = Callable[..., Reply]


@pytest.fixture(scope="session")
def fetch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fetch]:
    """Asks a real server on loopback; the request goes out as it is given."""
    home = tmp_path_factory.mktemp("served")
    make_release(home, "1-abc")
    app = create_app(CurrentRelease(Releases(home)), Settings(home=home, base=BASE, max_query_bytes=100_000))
    server = listening(app, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()

    def ask(
        method: str, target: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", server.effective_port, timeout=20)
        try:
            connection.request(method, target, body, dict(headers or {}))
            response = connection.getresponse()
            lower = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, lower, response.read())
        finally:
            connection.close()

    yield ask
    server.trigger.pull_trigger(server.close)
    thread.join(5)
    server.task_dispatcher.shutdown()
