"""The first page and the lists by kind: what there is, in which order, and all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from munigraph.engine import CurrentRelease
from munigraph.names import ONTOLOGY
from munigraph.release import Release, Releases
from munigraph.settings import Settings
from munigraph.web.browse.front import SHOWN
from munigraph.web.browse.kinds import Kind, kinds
from munigraph.web.browse.listing import MOST_SORTED, ON_A_PAGE, orders
from munigraph.web.texts import LANGUAGES, texts
from tests.serving import Client, serving
from tests.web.stories.page import Page

BROWSER = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(curated_release: Release) -> Iterator[Client]:
    releases = Releases(curated_release.path.parent.parent)
    with serving(CurrentRelease(releases), Settings(log_requests=False)) as client:
        yield client


def _listed(client: Client, kind: str, **parameters: str) -> list[str]:
    """The things on all pages of a list, in their order."""
    found: list[str] = []
    target = f"/browse/{kind}"
    while target:
        html = client.get(target, BROWSER, **parameters).text
        found += re.findall(r'<th scope="row"><a href="([^"?]+)', html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        target = f"/browse/{kind}{following[1].replace('&amp;', '&')}" if following else ""
        parameters = {}
    return found


def _things(release: Release, kind: Kind) -> set[str]:
    rows = release.store().query(
        f"SELECT DISTINCT ?thing {{ ?thing a <{kind.iri}> }}", use_default_graph_as_union=True
    )
    assert isinstance(rows, ox.QuerySolutions)
    return {row["thing"].value for row in rows}


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
def test_a_list_has_each_thing_once_whatever_its_order(
    client: Client, curated_release: Release, kind: Kind
) -> None:
    things = _things(curated_release, kind)
    for order in orders(kind, len(things)):
        found = _listed(client, kind.name, order=order)
        assert len(found) == len(set(found)) == len(things), order
        assert {path.rpartition("/")[2] for path in found} == {iri.rpartition("/")[2] for iri in things}


def test_counts_are_those_of_the_lists(client: Client, curated_release: Release) -> None:
    text = Page(client.get("/browse", BROWSER).text).text
    for name, label in (("municipalities", "Municipalities"), ("claims", "Claims"), ("votes", "Votes")):
        assert f"{label} {len(_things(curated_release, kinds()[name])):,}" in text


def test_lists_by_date_are_in_its_order(client: Client) -> None:
    for order, reverse in (("latest", True), ("oldest", False)):
        html = client.get("/browse/decisions", BROWSER, order=order).text
        dates = re.findall(r'<td class="nowrap"[^>]*><time datetime="([^"]+)"', html)
        assert len(dates) == 10
        assert dates == sorted(dates, reverse=reverse)
        cells = re.findall(r'<td class="nowrap"[^>]*>(<time|<span)', html)
        assert cells == ["<time"] * 10 + ["<span"] * 2, "things without a date come last"


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("en", "Aarhus Municipality", "Steinkjer Municipality"),
        ("da", "Antalya (kommune)", "Aarhus Kommune"),
        ("sv", "Antalya (kommun)", "Örebro kommun"),
    ],
)
def test_lists_by_name_are_in_the_order_of_the_language(
    client: Client, language: str, first: str, last: str
) -> None:
    html = client.get("/browse/municipalities", BROWSER, lang=language).text
    names = re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', html)
    assert (names[0], names[-1]) == (first, last)
    assert names == sorted(names, key=texts(language).order)


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("da", ["Abild", "Zoo", "Æbeltoft", "Ølgod", "Aabenraa", "Århus"]),
        ("sv", ["Abild", "Zoo", "Åmål", "Älmhult", "Ærø", "Örebro", "Østre"]),
        ("en", ["Aarhus", "Åland", "Älmhult", "Ölgod", "Zoo"]),
    ],
)
def test_the_alphabet_is_that_of_the_language(language: str, names: list[str]) -> None:
    mixed = [*names[1::2], *names[::2]]
    assert sorted(mixed, key=texts(language).order) == names


def test_what_is_too_much_is_not_sorted_by_name() -> None:
    persons, decisions = kinds()["persons"], kinds()["decisions"]
    assert orders(persons, MOST_SORTED) == ("name",)
    assert orders(persons, MOST_SORTED + 1) == ("none",)
    assert orders(decisions, MOST_SORTED + 1) == ("latest", "oldest")


@pytest.mark.parametrize(
    "target",
    [
        "/browse/unicorns",
        "/browse/decisions?page=2",
        "/browse/decisions?page=0",
        "/browse/decisions?page=-1",
        "/browse/decisions?page=%C2%B2",
        "/browse/decisions?page=1%27",
        "/browse/decisions?page=99999999999999999999",
        "/browse/decisions?order=none",
        "/browse/decisions?order=name%20LIMIT%201",
        "/browse/claims?page=3",
    ],
)
def test_what_is_not_there_is_a_helpful_no(client: Client, target: str) -> None:
    reply = client.get(target, {"Accept": "application/json"})
    assert (reply.status, reply.media_type) == (404, "application/problem+json")
    assert reply.json["detail"]


def test_long_lists_have_pages(client: Client) -> None:
    html = client.get("/browse/claims", BROWSER).text
    assert html.count('<th scope="row">') == ON_A_PAGE
    assert "1–100 of 180" in html
    assert "Page 1 of 2" in html
    html = client.get("/browse/claims", BROWSER, page="2", lang="da", order="name").text
    assert "101–180 af 180" in html
    assert 'rel="prev"' in html
    (paging,) = re.findall(r'<nav class="paging".*?</nav>', html, re.DOTALL)
    assert all("lang=da" in link and "order=name" in link for link in re.findall(r'href="([^"]+)"', paging))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("target", ["/", "/browse", *(f"/browse/{name}" for name in kinds())])
def test_lists_are_sound_in_every_language(client: Client, target: str, language: str) -> None:
    reply = client.get(target, BROWSER, lang=language)
    assert reply.status == 200
    page = Page(reply.text)
    assert len(page.ids) == len(set(page.ids))
    assert reply.text.count("<h1") == 1
    ours = [link for link in page.links if link.startswith("/") and not link.startswith("/static")]
    assert len(ours) > 6
    assert all(f"lang={language}" in link for link in ours)
    assert all("scope=" in tag for tag in re.findall(r"<th[^e>]*>", reply.text))


def test_a_list_leads_to_a_query_of_all_of_it(client: Client) -> None:
    for target, count in (("/browse/decisions", 12), ("/browse/municipalities", 14)):
        links = Page(client.get(target, BROWSER).text).links
        query = next(link for link in links if link.startswith("/sparql?query="))
        assert len(client.get(query, {"Accept": "text/csv"}).text.splitlines()) == count + 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            [
                "Municipalities 14",
                "Networks 3",
                "Decisions 12",
                "Votes 3",
                "Source documents 5",
                "Vote 3–6–2",
            ],
        ),
        (
            "da",
            [
                "Kommuner 14",
                "Netværk 3",
                "Beslutninger 12",
                "De seneste beslutninger",
                "forkastet",
                "Veje ind",
            ],
        ),
        ("sv", ["Kommuner 14", "Nätverk 3", "Beslut 12", "De senaste besluten", "avslagen", "Vägar in"]),
    ],
)
def test_the_first_page_tells_what_there_is_and_leads_on(
    client: Client, language: str, words: list[str]
) -> None:
    html = client.get("/", BROWSER, lang=language).text
    text = Page(html).text
    for each in words:
        assert each in text
    assert html.count("<svg") == 2, "the municipalities on a map, wide and narrow"
    links = {link.partition("?")[0] for link in Page(html).links}
    assert {f"/browse/{name}" for name in SHOWN} <= links
    for link in (
        "/browse",
        "/query",
        "/page/ontology",
        "/page/catalogue",
        "/quality",
        "/sparql",
        "/id/municipality/oslo",
    ):
        assert link in links
        assert client.get(link, BROWSER).status in (200, 303)


def test_kinds_are_classes_of_the_ontology_or_of_its_neighbours() -> None:
    assert len(kinds()) == 28
    assert sum(kind.iri.startswith(ONTOLOGY) for kind in kinds().values()) == 25
    assert all(len(kind.columns) <= 3 for kind in kinds().values())
