"""Names that were withdrawn: gone, or at another place; never a thing, never a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from munigraph.build import Stopwatch, build
from munigraph.engine import CurrentRelease
from munigraph.names import Names
from munigraph.release import Releases
from munigraph.settings import Settings
from tests.serving import Client, serving

OTHER = "/id/person/twice-minted"
NONE = "/id/person/private-after-all"
TYPES = ("text/html", "text/turtle", "application/ld+json")


@pytest.fixture
def client(project: Path, quiet: Stopwatch, tmp_path: Path) -> Iterator[Client]:
    releases = Releases(tmp_path / "home")
    build(project, Names(), releases, None, quiet)
    with serving(CurrentRelease(releases), Settings(log_requests=False, workers=2)) as client:
        yield client


def test_a_withdrawn_name_is_gone_or_elsewhere(client: Client) -> None:
    for accept in TYPES:
        gone = client.get(NONE, {"Accept": accept})
        assert gone.status == 410
        moved = client.get(OTHER, {"Accept": accept})
        assert moved.status == 308
        assert moved.headers["Location"] == client.address + "/id/party/ll-b"
    for path in (f"/page{NONE}", f"/data{NONE}.ttl", f"{NONE}.jsonld"):
        assert client.get(path).status == 410, path
    for path, to in (
        (f"{OTHER}.ttl", "/id/party/ll-b.ttl"),
        (f"/page{OTHER}?lang=sv", "/page/id/party/ll-b?lang=sv"),
        (f"/data{OTHER}.jsonld", "/data/id/party/ll-b.jsonld"),
    ):
        reply = client.get(path)
        assert (reply.status, reply.headers["Location"]) == (308, client.address + to)
    page = client.get(NONE, {"Accept": "text/html", "Accept-Language": "da"})
    assert "Det, der var her, er trukket tilbage" in page.text
    assert "blev trukket tilbage 2026-01-03; intet er trådt i stedet." in page.text
    assert '<p lang="en">' not in page.text


def test_the_description_is_at_its_well_known_place(client: Client) -> None:
    reply = client.get("/.well-known/void", {"Accept": "text/turtle"})
    assert (reply.status, reply.headers["Location"]) == (303, client.address + "/dataset")
