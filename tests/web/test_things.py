"""Following the name of a thing: to a page for people, to data for programs, to a helpful no."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from munigraph.engine import CurrentRelease
from munigraph.names import ONTOLOGY, VOCABULARY, Names
from munigraph.release import Release, Releases
from munigraph.settings import Settings
from munigraph.web.texts import preferred
from munigraph.web.things.addresses import Addresses
from tests.serving import Client, serving

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
THING = "/id/municipality/stockholm"
CONCEPT = "/vocabulary/decision-status/adopted"


@pytest.fixture(scope="module")
def client(curated_release: Release) -> Iterator[Client]:
    """A server of the real data."""
    releases = Releases(curated_release.path.parent.parent)
    with serving(CurrentRelease(releases), Settings(log_requests=False)) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "accept", "leads_to"),
    [
        (THING, "text/html", f"/page{THING}"),
        (THING, "text/turtle", f"/data{THING}.ttl"),
        (THING, "application/ld+json", f"/data{THING}.jsonld"),
        (THING, "application/rdf+xml;q=0.5, application/n-triples", f"/data{THING}.nt"),
        (f"{THING}.ttl", "text/html", f"/data{THING}.ttl"),
        (f"{THING}.rdf", "*/*", f"/data{THING}.rdf"),
        (f"{THING}.html", "text/turtle", f"/page{THING}"),
        (CONCEPT, "text/turtle", f"/data{CONCEPT}.ttl"),
        ("/graph/reference", "text/turtle", "/data/graph/reference.ttl"),
        ("/dataset", "text/turtle", "/data/dataset.ttl"),
        ("/ontology", "text/html", "/page/ontology"),
    ],
)
def test_a_name_leads_to_what_is_asked_for(client: Client, path: str, accept: str, leads_to: str) -> None:
    reply = client.get(path, {"Accept": accept})
    assert reply.status == 303
    assert reply.headers["Location"] == client.address + leads_to
    assert "Accept" in reply.headers["Vary"]
    assert client.get(leads_to).status == 200


def test_data_are_about_the_thing(client: Client) -> None:
    iri = Names().thing("municipality/stockholm")
    for ending, form in (("ttl", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)):
        reply = client.get(f"/data{THING}.{ending}")
        triples = [quad.triple for quad in ox.parse(reply.body, form)]
        assert any(triple.subject == ox.NamedNode(iri) for triple in triples)
        assert any(triple.object == ox.NamedNode(iri) for triple in triples)
        assert f'<{iri}>; rel="describes"' in reply.headers["Link"]


def test_a_graph_is_had_whole(client: Client, curated_release: Release) -> None:
    name = Names().graph("reference")
    reply = client.get("/data/graph/reference.nt")
    assert len(reply.text.splitlines()) == curated_release.manifest.graphs[name]


def test_all_we_mint_leads_somewhere(client: Client, curated_release: Release) -> None:
    """A few hundred names of each kind, from the release itself."""
    addresses = Addresses(Names().base)
    ours = {
        quad.subject.value for quad in curated_release.store() if isinstance(quad.subject, ox.NamedNode)
    } | set(curated_release.manifest.graphs)
    paths = sorted({addresses.path(iri).partition("#")[0] for iri in ours} - {""})
    assert len(paths) > 1500
    for path in paths[::7]:
        assert client("HEAD", path, headers={"Accept": "text/turtle"}).status in (200, 303), path


def test_every_name_is_found_again() -> None:
    addresses = Addresses("https://example.org/g")
    for iri in (
        "https://example.org/g/id/body/x",
        "https://example.org/g/graph/inferred",
        "https://example.org/g/release/0.1.0-abc",
        "https://example.org/g/dataset",
        f"{VOCABULARY}decision-status/adopted",
    ):
        assert addresses.iri(addresses.path(iri)) == iri
    assert addresses.path(f"{ONTOLOGY}Decision") == "/ontology#Decision"
    assert addresses.path(ONTOLOGY.removesuffix("#")) == "/ontology"
    assert addresses.path("https://example.org/g/sparql") == "/sparql"
    assert addresses.iri("/elsewhere") == ""
    assert addresses.path("https://example.org/elsewhere") == ""
    assert addresses.iri("/id/a b") == addresses.iri("/id/a>b") == ""


@pytest.mark.parametrize(
    "path",
    [
        "/id/municipality/nowhere",
        "/page/id/municipality/nowhere",
        "/data/id/municipality/nowhere.ttl",
        "/data/id/municipality/stockholm.exe",
        "/graph/nothing",
        "/release/0.0.0-none",
        "/id/%3E%20%3Fs%20%3Fp%20%3Fo%20.%20%3C",
        "/page/id/a%22b",
    ],
)
def test_what_is_not_there_is_a_helpful_no(client: Client, path: str) -> None:
    reply = client.get(path, {"Accept": "application/json"})
    assert reply.status == 404
    assert reply.media_type == "application/problem+json"
    assert reply.json["detail"]


def test_a_no_is_in_the_language_of_the_page_and_leads_to_the_search(client: Client) -> None:
    page = client.get("/id/municipality/kobenhavn.html", BROWSER | {"Accept-Language": "da"})
    assert page.status == 404
    assert "Der vides intet om /id/municipality/kobenhavn i udgave" in page.text
    assert 'href="/search?q=kobenhavn"' in page.text
    told = client.get("/id/municipality/kobenhavn", {"Accept": "text/turtle", "Accept-Language": "da"})
    assert told.json["detail"].startswith("Nothing is known of /id/municipality/kobenhavn in release")


def test_a_page_shows_who_says_what(client: Client) -> None:
    text = client.get("/page/id/decision/stockholm-city-council-2016-strategy", BROWSER).text
    assert "The City Council adopts the city-wide strategy against violent extremism" in text
    assert 'href="/vocabulary/decision-status/adopted"' in text
    assert 'href="/graph/stockholm-2018-nordic-safe-cities"' in text
    assert 'class="badge"' in text
    assert "characters 4188–4253" in text
    assert "https://w3id.org/munigraph/id/decision/stockholm-city-council-2016-strategy" in text
    assert not re.search(r'href="https://w3id\.org/munigraph/(id|graph)/', text)


def test_search_engines_are_told_what_a_page_is_about(client: Client) -> None:
    text = client.get("/page/id/municipality/copenhagen", BROWSER).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found
    told = json.loads(found[1])
    assert told["@id"] == Names().thing("municipality/copenhagen")
    assert told["@type"] == "GovernmentOrganization"
    assert "http://www.wikidata.org/entity/Q504125" in told["sameAs"]
    assert {"Københavns Kommune", "Köpenhamns kommun"} <= set(told["alternateName"])
    assert told["areaServed"][0]["@id"] == Names().thing("place/copenhagen")


@pytest.mark.parametrize(
    ("accepted", "chosen", "language"),
    [
        ("sv", None, "sv"),
        ("fi, da;q=0.8, en;q=0.5", None, "da"),
        ("nb-NO", None, "da"),
        ("sv;q=0, fr", None, "en"),
        ("sv", "en", "en"),
        ("sv", "xx", "sv"),
        ("*;q=broken", None, "en"),
        (None, None, "en"),
    ],
)
def test_languages(client: Client, accepted: str | None, chosen: str | None, language: str) -> None:
    assert preferred(chosen, accepted) == language
    headers = {"Accept-Language": accepted} if accepted else {}
    target = "/page/id/municipality/copenhagen" + (f"?lang={chosen}" if chosen else "")
    reply = client.get(target, headers)
    name = {"en": "Copenhagen Municipality", "da": "Københavns Kommune", "sv": "Köpenhamns kommun"}[language]
    assert f">{name}</h1>" in reply.text
    assert reply.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in reply.text
    assert "Accept-Language" in reply.headers["Vary"]


@pytest.mark.parametrize(
    "path",
    [
        f"/page{THING}",
        f"/data{THING}.ttl",
        "/",
        "/page/catalogue",
        "/page/ontology",
        "/quality",
        "/sparql",
        "/ontology",
    ],
)
@pytest.mark.parametrize("fresh", [{}, {"Cache-Control": "no-cache"}])
def test_what_a_browser_has_is_not_sent_again(client: Client, path: str, fresh: dict[str, str]) -> None:
    """And what it asks next on the same connection is answered as it should be."""
    headers = {"Accept": "text/turtle" if path == "/ontology" else BROWSER["Accept"]}
    etag = client.get(path, headers).headers["ETag"]
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=10)
    try:
        for _ in range(2):
            connection.request("GET", path, headers={**headers, **fresh, "If-None-Match": etag})
            again = connection.getresponse()
            assert (again.status, again.read()) == (304, b"")
        connection.request("GET", "/health")
        health = connection.getresponse()
        assert (health.status, json.load(health)["live"]) == (200, True)
    finally:
        connection.close()
