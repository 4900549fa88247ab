"""The pages of SKOS schemes and concepts: all concepts, how they are used, and what they match elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from munigraph.engine import CurrentRelease
from munigraph.names import PREFIXES, VOCABULARY
from munigraph.release import Release, Releases
from munigraph.settings import Settings
from munigraph.web.texts import LANGUAGES, texts
from munigraph.web.things.asking import Row
from munigraph.web.things.stories import concepts
from tests.serving import Client, serving

from .reading import read

BROWSER = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(curated_release: Release) -> Iterator[Client]:
    """A server of the real data."""
    releases = Releases(curated_release.path.parent.parent)
    with serving(CurrentRelease(releases), Settings(log_requests=False)) as client:
        yield client


def rows(release: Release, query: str) -> list[dict[str, str]]:
    solutions = release.store().query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [{name: row[name].value for name in names} for row in solutions]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scheme_shows_all_its_concepts(language: str, client: Client, curated_release: Release) -> None:
    t = texts(language)
    found = rows(
        curated_release,
        "SELECT ?scheme ?concept ?definition (COUNT(?s) AS ?uses) { ?concept skos:inScheme ?scheme ; "
        f"skos:definition ?definition FILTER (LANG(?definition) = '{language}') "
        "OPTIONAL { { SELECT DISTINCT ?s ?p ?concept { ?concept skos:inScheme ?any . ?s ?p ?concept "
        "FILTER (!STRSTARTS(STR(?p), STR(skos:))) FILTER (?p != dct:subject) } } } } "
        "GROUP BY ?scheme ?concept ?definition",
    )
    schemes = {row["scheme"] for row in found}
    assert len(schemes) == 19
    used = 0
    for scheme in schemes:
        path = "/page/vocabulary/" + scheme.removeprefix(VOCABULARY)
        page = read(client.get(path, {**BROWSER, "Accept-Language": language}).text)
        table = next(
            node for node in page.all("table") if "statements" not in node.attributes.get("class", "")
        )
        lines = {
            line.all("a")[0].attributes["title"]: [cell.text for cell in line.all("td")]
            for line in table.one("tbody").all("tr")
        }
        members = [row for row in found if row["scheme"] == scheme]
        assert set(lines) == {row["concept"] for row in members}
        for row in members:
            assert " ".join(row["definition"].split()) in lines[row["concept"]]
            assert lines[row["concept"]][-1] == t.number(int(row["uses"]))
            used += int(row["uses"]) > 0
    assert used > 60


def test_matches_elsewhere_are_linked(client: Client) -> None:
    page = read(client.get("/page/vocabulary/policy-area", BROWSER).text)
    links = [node for node in page.all("a") if "eurovoc.europa.eu" in node.attributes["href"]]
    assert len(links) > 15
    assert all(link.attributes["rel"] == "noreferrer" for link in links)
    assert "the same as http://eurovoc.europa.eu/6894" in page.text
    assert "policy area" in next(p for p in page.all("p") if p.text.startswith("Values of")).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_concept_says_where_it_stands(language: str, client: Client, curated_release: Release) -> None:
    t = texts(language)
    path = "/page/vocabulary/vote-side/for"
    page = read(client.get(path, {**BROWSER, "Accept-Language": language}).text)
    facts: dict[str, str] = {}
    for node in page.all("dl"):
        names = [part.text for part in node.all("dt")]
        facts.update(zip(names, [part.text for part in node.all("dd")], strict=True))
    uses = rows(
        curated_release,
        f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?p {{ ?s ?p <{VOCABULARY}vote-side/for> "
        "FILTER (!STRSTARTS(STR(?p), STR(skos:))) FILTER (?p != dct:subject) } }",
    )[0]["n"]
    assert facts[t("concepts.uses")] == t.many("concepts.used", int(uses))
    assert int(uses) > 5
    assert any(a.attributes["href"] == "/vocabulary/vote-side" for a in page.all("a"))


@pytest.mark.parametrize(
    ("pairs", "order"),
    [
        ([("a", ""), ("b", "a"), ("c", "b"), ("d", "a")], [("a", 0), ("b", 1), ("c", 2), ("d", 1)]),
        ([("b", "a"), ("a", "b")], [("b", 0), ("a", 1)]),
        ([("a", "a")], [("a", 0)]),
        ([("a", "elsewhere"), ("b", "")], [("b", 0), ("a", 0)]),
        ([("c", "a"), ("c", "b"), ("a", ""), ("b", "")], [("a", 0), ("c", 1), ("b", 0)]),
    ],
)
def test_concepts_stand_below_what_is_broader_each_once(
    pairs: list[tuple[str, str]], order: list[tuple[str, int]]
) -> None:
    """Whatever circles there are."""
    some: list[Row] = [
        {"concept": {"value": name}, **({"broader": {"value": above}} if above else {})}
        for name, above in pairs
    ]
    assert concepts._in_order(some) == order
