"""What the pages of municipalities, networks, bodies, parties and persons tell of the real data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from munigraph.engine import CurrentRelease
from munigraph.names import ONTOLOGY
from munigraph.release import Release, Releases
from munigraph.settings import Settings
from munigraph.web.texts import LANGUAGES
from munigraph.web.things.stories.actors import PAGES
from tests.serving import Client, serving
from tests.web.stories.page import Page

CASES = tomllib.loads((Path(__file__).parent / "actors.toml").read_text(encoding="utf-8"))["page"]
BROWSER = {"Accept": "text/html"}
KINDS = sorted({case["path"].partition("/")[0] for case in CASES})


@pytest.fixture(scope="module")
def client(curated_release: Release) -> Iterator[Client]:
    releases = Releases(curated_release.path.parent.parent)
    with serving(CurrentRelease(releases), Settings(log_requests=False)) as client:
        yield client


def test_every_kind_of_actor_has_a_case_and_every_language_too() -> None:
    assert len(CASES) == 19
    assert {case["lang"] for case in CASES} == set(LANGUAGES)
    made = {iri.removeprefix(ONTOLOGY).rpartition("/")[2] for iri, _, _ in PAGES}
    assert len(KINDS) == 12
    assert len(made) == 17


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['path']} ({case['lang']})")
def test_a_page_tells(client: Client, case: dict[str, Any]) -> None:
    reply = client.get(f"/page/id/{case['path']}?lang={case['lang']}", BROWSER)
    assert reply.status == 200
    text = Page(reply.text).text
    place = 0
    for words in case["says"]:
        words = " ".join(words.split())
        found = text.find(words, place)
        assert found >= 0, f"{words!r} does not come after {text[:place][-80:]!r}: {text[place:][:500]!r}"
        place = found + len(words)
    for words in case.get("never", ()):
        assert words not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["path"])
def test_a_page_is_sound_in_every_language(client: Client, case: dict[str, Any], language: str) -> None:
    """Ids stand once, headings name their sections, links keep the language, no term is left unnamed."""
    html = client.get(f"/page/id/{case['path']}?lang={language}", BROWSER).text
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    for named in re.findall(r'aria-labelledby="([^"]+)"', html):
        assert set(named.split()) <= set(page.ids), named
    ours = [link for link in page.links if link.startswith("/")]
    assert len(ours) > 10
    assert all(f"lang={language}" in link for link in ours)
    before = page.text.partition("https://w3id.org/munigraph/id/")[0]
    assert not re.search(r"\b(mg|id|foaf|org|dct|skos):[a-zA-Z]", before)


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        ("municipality/copenhagen", {"networks-time", "map", "decided"}),
        ("municipality/stockholm", {"networks-time", "map"}),
        ("network/strong-cities-network", {"networks-time", "map"}),
        ("person/cecilia-brinck", {"mandates-time"}),
        ("cooperation/copenhagen-beirut-2016", {"map"}),
        ("event/copenhagen-visit-to-beirut-2016-10", {"map"}),
        ("country/denmark", {"map"}),
        ("place/copenhagen", {"map"}),
    ],
)
def test_a_page_draws(client: Client, path: str, ids: set[str]) -> None:
    """Each drawing twice, for wide pages and narrow ones, with a table of the same beside it."""
    html = client.get(f"/page/id/{path}", BROWSER).text
    drawn = re.findall(r'<svg[^>]*aria-labelledby="([a-z-]+?)-(?:wide|narrow)', html)
    assert set(drawn) == ids
    assert html.count('<figure class="figure">') == len(ids)


def test_a_proposal_is_drawn_otherwise_than_a_membership(client: Client) -> None:
    html = client.get("/page/id/municipality/stockholm", BROWSER).text
    wide = next(svg for svg in re.findall(r"<svg.*?</svg>", html, re.DOTALL) if "Strong Cities" in svg)
    assert wide.count("line-hollow") > wide.count("line-plain") > 0
    html = client.get("/page/id/network/nordic-safe-cities", BROWSER).text
    map_ = next(
        svg
        for svg in re.findall(r"<svg.*?</svg>", html, re.DOTALL)
        if "map-land" in svg or "map-water" in svg
    )
    assert "Stockholm" not in map_
    assert "Helsinki" in map_


@pytest.mark.parametrize(
    ("path", "property_"),
    [
        ("municipality/copenhagen", "inMunicipality"),
        ("party/dk-a", "votedFor"),
        ("cooperation/copenhagen-beirut-2016", "authorisedBy"),
    ],
)
def test_what_is_inferred_is_marked_and_leads_to_its_proof(client: Client, path: str, property_: str) -> None:
    links = Page(client.get(f"/page/id/{path}", BROWSER).text).links
    why = next(link for link in links if link.startswith("/why?") and property_ in link)
    assert client.get(why, BROWSER).status == 200


def test_what_is_left_out_is_found_by_a_query(client: Client) -> None:
    """Every list that a page has leads to a query that has an answer."""
    asked = 0
    for path in (
        "municipality/copenhagen",
        "person/cecilia-brinck",
        "party/dk-a",
        "body/copenhagen-city-council",
    ):
        for link in Page(client.get(f"/page/id/{path}?lang=da", BROWSER).text).links:
            if link.startswith("/sparql?query="):
                reply = client.get(link, {"Accept": "text/csv"})
                assert (reply.status, link) == (200, link)
                assert len(reply.text.splitlines()) > 1, link
                asked += 1
    assert asked >= 6
