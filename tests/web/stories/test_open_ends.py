"""What documents leave open, and what there is too much of: pages say so, and never look whole."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from munigraph.engine import CurrentRelease
from munigraph.names import ONTOLOGY, PREFIXES, VOCABULARY
from munigraph.release import Releases
from munigraph.settings import Settings
from tests.serving import Client, serving
from tests.web.conftest import BASE, LABEL, TYPE, make_release
from tests.web.stories.page import Page

BROWSER = {"Accept": "text/html"}
GRAPH = ox.NamedNode(f"{BASE}/graph/minutes")
TOWN = ox.NamedNode(f"{BASE}/id/municipality/town")


def said(subject: ox.NamedNode, name: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(subject, ox.NamedNode(ONTOLOGY + name), value, GRAPH)


def of_kind(path: str, kind: str) -> tuple[ox.NamedNode, list[ox.Quad]]:
    it = ox.NamedNode(f"{BASE}/id/{path}")
    label = ox.Literal(path.rpartition("/")[2], language="en")
    return it, [ox.Quad(it, TYPE, ox.NamedNode(ONTOLOGY + kind), GRAPH), ox.Quad(it, LABEL, label, GRAPH)]


def decisions() -> Iterator[ox.Quad]:
    """Two with a date, years apart, and one without."""
    adopted = ox.NamedNode(f"{VOCABULARY}decision-status/adopted")
    yield ox.Quad(adopted, LABEL, ox.Literal("Adopted", language="en"), GRAPH)
    for name, on in (("first", "2015-05-04"), ("second", "2017-01-31"), ("third", "")):
        it, quads = of_kind(f"decision/{name}", "Decision")
        yield from quads
        yield said(it, "inMunicipality", TOWN)
        yield said(it, "status", adopted)
        if on:
            date = ox.Literal(on, datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
            yield said(it, "decidedOn", date)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    home = tmp_path_factory.mktemp("open-ends")
    _, town = of_kind("municipality/town", "Municipality")
    make_release(home, "1-abc", (*town, *decisions()))
    with serving(CurrentRelease(Releases(home)), Settings(home=home, workers=2)) as client:
        yield client


def test_decisions_without_a_date_stand_beside_the_years(client: Client) -> None:
    reply = client.get("/page/id/municipality/town", BROWSER)
    assert reply.status == 200
    assert "Without a date: Adopted 1" in Page(reply.text).text
