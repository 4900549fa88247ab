"""What documents leave open, and what there is too much of: pages say so, and never look whole."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from munigraph.engine import CurrentRelease
from munigraph.names import ONTOLOGY, PREFIXES, VOCABULARY
from munigraph.release import Releases
from munigraph.settings import Settings
from munigraph.web.things.asking import about
from munigraph.web.things.stories.actors.told import LISTS
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


def crowd(network: str, members: int) -> Iterator[ox.Quad]:
    """A network with some members, each on a place of its own."""
    net, quads = of_kind(f"network/{network}", "Network")
    yield from quads
    for n in range(members):
        town, quads = of_kind(f"municipality/{network}-{n:03}", "Municipality")
        place, _ = of_kind(f"place/{network}-{n}", "Place")
        joined, _ = of_kind(f"membership/{network}-{n}", "NetworkMembership")
        yield from quads
        yield from (said(joined, "member", town), said(joined, "network", net))
        yield said(joined, "since", ox.Literal("2015", datatype=ox.NamedNode(PREFIXES["xsd"] + "gYear")))
        yield said(town, "territory", place)
        for name, value in (("lat", 50 + n / 20), ("long", 10.0)):
            yield ox.Quad(place, ox.NamedNode(PREFIXES["geo"] + name), ox.Literal(value), GRAPH)


def talk(event: str, claims: int) -> Iterator[ox.Quad]:
    """An event with some claims about it."""
    it, quads = of_kind(f"event/{event}", "Event")
    yield from quads
    for n in range(claims):
        claim, quads = of_kind(f"claim/{event}-{n}", "Claim")
        yield from (*quads, said(claim, "about", it))


def rests_on(statement: str, claims: int, places: int) -> Iterator[ox.Quad]:
    """A statement with some claims in it, and evidence at some places of a document."""
    it, quads = of_kind(f"statement/{statement}", "Statement")
    document, named = of_kind("document/minutes", "SourceDocument")
    yield from (*quads, *named)
    for n in range(claims):
        claim, quads = of_kind(f"claim/{statement}-{n}", "Claim")
        yield from (*quads, said(it, "contains", claim))
    for n in range(places):
        evidence, selector = (of_kind(f"{kind}/{statement}-{n}", "")[0] for kind in ("evidence", "selector"))
        yield from (said(it, "evidence", evidence), said(evidence, "inDocument", document))
        yield said(evidence, "selector", selector)
        for name, place in (("start", 10 * n), ("end", 10 * n + 5)):
            yield ox.Quad(selector, ox.NamedNode(PREFIXES["oa"] + name), ox.Literal(place), GRAPH)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    home = tmp_path_factory.mktemp("open-ends")
    _, town = of_kind("municipality/town", "Municipality")
    crowds = (*crowd("small", 5), *crowd("large", 130), *talk("quiet", 29), *talk("loud", 31))
    rests = (*rests_on("talkative", 201, 1), *rests_on("founded", 1, 201), *rests_on("plain", 200, 200))
    make_release(home, "1-abc", (*town, *decisions(), *crowds, *rests))
    with serving(CurrentRelease(Releases(home)), Settings(home=home, workers=2)) as client:
        yield client


def test_decisions_without_a_date_stand_beside_the_years(client: Client) -> None:
    reply = client.get("/page/id/municipality/town", BROWSER)
    assert reply.status == 200
    assert "Without a date: Adopted 1" in Page(reply.text).text


def test_a_drawing_says_what_it_leaves_out(client: Client) -> None:
    text = Page(client.get("/page/id/network/large", BROWSER).text).text
    assert "120 of 130 are on the map." in text
    assert "The first 40 of 130, by name." in text
    assert " of 5" not in Page(client.get("/page/id/network/small", BROWSER).text).text


def test_a_list_that_is_cut_says_so(client: Client) -> None:
    loud, quiet = (
        Page(client.get(f"/page/id/event/{name}", BROWSER).text).text for name in ("loud", "quiet")
    )
    assert loud.count("loud-") == 30
    assert "There is more than a page shows" in loud
    assert quiet.count("quiet-") == 29
    assert "There is more than a page shows" not in quiet


@pytest.mark.parametrize(("name", "cut"), [("talkative", True), ("founded", True), ("plain", False)])
def test_what_a_statement_rests_on_is_whole_or_said_to_be_cut(client: Client, name: str, cut: bool) -> None:
    reply = client.get(f"/page/id/statement/{name}", BROWSER)
    text = Page(reply.text).text
    assert reply.status == 200
    assert ("There is more than a page shows" in text) == cut


def test_each_list_has_its_limit_in_the_file() -> None:
    """The name of a file and of a variable that nothing else holds together."""
    for name, variable in LISTS.items():
        query = about(name, package="munigraph.web.things.stories.actors")
        assert f"?{variable}" in query
        assert query.count("LIMIT") == 1
