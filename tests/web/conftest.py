"""A tiny release, made without the compiler, and the site that serves it."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from munigraph.engine import CurrentRelease
from munigraph.names import PREFIXES
from munigraph.release import DumpFile, Manifest, Release, Releases
from munigraph.settings import Settings
from tests.serving import Client, serving

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
        counts[quad.graph_name.value] = counts.get(quad.graph_name.value, 0) + 1  # type: ignore[union-attr]  # all are in named graphs
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


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A site with a public address; its limit on queries is small."""
    home = tmp_path_factory.mktemp("site")
    make_release(home, "1-abc")
    settings = Settings(
        home=home, base=BASE, public_url="https://data.example.org", max_query_bytes=2000, workers=3
    )
    with serving(CurrentRelease(Releases(home)), settings) as found:
        yield found


@pytest.fixture(scope="session")
def fetch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A site that is reached where it stands."""
    home = tmp_path_factory.mktemp("served")
    make_release(home, "1-abc")
    settings = Settings(home=home, base=BASE, max_query_bytes=100_000, workers=3)
    with serving(CurrentRelease(Releases(home)), settings) as found:
        yield found
