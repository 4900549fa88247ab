"""The quality page says what SPARQL counts, in three languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

from munigraph.engine import CurrentRelease
from munigraph.names import ONTOLOGY, PREFIXES, VOCABULARY, Names
from munigraph.release import Release, Releases
from munigraph.settings import Settings
from munigraph.web.texts import LANGUAGES, texts
from tests.serving import Client, serving

from .reading import Node, local_links_lead_somewhere, read

BROWSER = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(curated_release: Release) -> Iterator[Client]:
    """A server of the real data."""
    releases = Releases(curated_release.path.parent.parent)
    with serving(CurrentRelease(releases), Settings(log_requests=False)) as client:
        yield client


@pytest.fixture(scope="module")
def pages(client: Client) -> Mapping[str, Node]:
    """The page in each language."""
    return {
        language: read(client.get("/quality", {**BROWSER, "Accept-Language": language}).text)
        for language in LANGUAGES
    }


def rows(release: Release, query: str) -> list[dict[str, str]]:
    solutions = release.store().query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [{name: row[name].value for name in names if row[name] is not None} for row in solutions]


def section(page: Node, name: str) -> Node:
    return next(node for node in page.all("section") if node.attributes.get("aria-labelledby") == name)


def tables(node: Node) -> list[Node]:
    return node.all("table")


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_are_those_of_the_report(
    language: str, pages: Mapping[str, Node], curated_release: Release
) -> None:
    t = texts(language)
    found = rows(
        curated_release,
        "SELECT ?result ?focus ?severity ?path ?message { ?result sh:focusNode ?focus ; "
        "sh:resultSeverity ?severity ; sh:resultPath ?path ; sh:resultMessage ?message "
        f"FILTER (LANG(?message) = '{language}') }}",
    )
    assert len(found) == curated_release.manifest.warnings == 3
    by_shape, each = tables(section(pages[language], "validation"))
    assert sum(int(row[3]) for row in by_shape.rows()) == len(found)
    assert {row[0] for row in by_shape.rows()} == {t("quality.severities.Warning")}
    shown = each.rows()
    assert len(shown) == len(found)
    for result in found:
        link = result["focus"].removeprefix(Names().base)
        (row,) = [
            tr for tr in each.one("tbody").all("tr") if link in {a.attributes["href"] for a in tr.all("a")}
        ]
        assert result["message"] in row.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_completeness_is_shown_as_it_was_measured(
    language: str, pages: Mapping[str, Node], curated_release: Release
) -> None:
    t = texts(language)
    measured = rows(
        curated_release,
        "SELECT ?metric ?class ?path ?language ?severity ?members ?having { ?m dqv:isMeasurementOf ?metric ; "
        "sh:targetClass ?class ; void:entities ?members ; void:distinctSubjects ?having "
        "OPTIONAL { ?m sh:path ?path } OPTIONAL { ?m schema:inLanguage ?language } "
        "OPTIONAL { ?m sh:severity ?severity } }",
    )
    known = {
        (row["class"], row.get("path")): int(row["having"])
        for row in measured
        if row["metric"].endswith("-with-inference")
    }
    articles = {
        article.one("h3").all("a")[0].attributes["title"]: article
        for article in section(pages[language], "completeness").all("article")
    }
    assert set(articles) == {row["class"] for row in measured}
    checked = 0
    for row in measured:
        article, members, having = articles[row["class"]], int(row["members"]), int(row["having"])
        assert t.many("quality.members", members) in article.one("h3").text
        demanded = row.get("severity", "").endswith("Violation") and members == having
        if demanded or row["metric"].endswith("-with-inference") or "path" not in row:
            continue
        (line,) = [
            tr for tr in article.one("tbody").all("tr") if tr.all("a")[0].attributes["title"] == row["path"]
        ]
        assert t.share(having / members) in line.text.replace("\xa0", " ") or (
            t.share(having / members).replace("\xa0", " ") in line.text
        )
        bars = [float(rect.attributes["width"]) for rect in line.all("rect")]
        assert bars[0] == 100
        assert bars[-1] == round(100 * having / members, 2)
        if (row["class"], row["path"]) in known:
            assert bars[1] == round(100 * known[row["class"], row["path"]] / members, 2)
        checked += 1
    assert checked > 50
    assert known


@pytest.mark.parametrize("language", LANGUAGES)
def test_evidence_is_told_of_every_document(
    language: str, pages: Mapping[str, Node], curated_release: Release
) -> None:
    t = texts(language)
    measured = rows(
        curated_release,
        "PREFIX metric: <https://w3id.org/munigraph/vocabulary/quality-metric/> "
        "SELECT ?document ?characters ?share ?spans ?things { "
        "?graph prov:wasDerivedFrom ?document . ?document mg:characters ?characters . "
        "?a dqv:computedOn ?graph ; dqv:isMeasurementOf metric:evidence-coverage ; dqv:value ?share . "
        "?b dqv:computedOn ?graph ; dqv:isMeasurementOf metric:evidence-spans ; dqv:value ?spans . "
        "?c dqv:computedOn ?graph ; dqv:isMeasurementOf metric:things-with-evidence ; dqv:value ?things } "
        "ORDER BY ?share",
    )
    (table,) = tables(section(pages[language], "evidence"))
    lines = table.one("tbody").all("tr")
    assert len(lines) == len(measured) == 5
    for line, row in zip(lines, measured, strict=True):
        assert line.all("a")[0].attributes["href"] == row["document"].removeprefix(Names().base)
        cells = [cell.text for cell in line.all("td")]
        assert cells[0] == " ".join(t.number(int(row["characters"])).split())
        assert cells[1] == " ".join(t.share(float(row["share"])).split())
        assert cells[3:5] == [t.number(int(row[name])) for name in ("spans", "things")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_curated_and_what_was_extracted_is_told_apart(
    language: str, pages: Mapping[str, Node], curated_release: Release
) -> None:
    t = texts(language)
    things = rows(curated_release, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s mg:evidence ?e }")[0]["n"]
    lines = section(pages[language], "curation").one("tbody").all("tr")
    told = {
        line.all("a")[0].attributes["href"].removeprefix("/vocabulary/curation/"): [
            cell.text for cell in line.all("td")
        ]
        for line in lines
    }
    nothing = [t.number(0)] * 4
    assert told == {
        "curated": nothing,
        "curated-reviewed": ["5", t.number(int(things)), "0", "0"],
        "extracted": nothing,
        "extracted-reviewed": nothing,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_graphs_are_as_large_as_the_manifest_says(
    language: str, pages: Mapping[str, Node], curated_release: Release
) -> None:
    t, graphs = texts(language), curated_release.manifest.graphs
    sizes = {row[0]: row[2] for row in section(pages[language], "inference").rows()}
    documents = t.many("quality.document_graphs", 5)
    reserved = {name: graphs[Names().graph(name)] for name in sizes if name != documents}
    assert len(reserved) == 10
    assert sizes == {
        documents: " ".join(t.number(sum(graphs.values()) - sum(reserved.values())).split()),
        **{name: " ".join(t.number(count).split()) for name, count in reserved.items()},
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_leads_on(language: str, client: Client, pages: Mapping[str, Node]) -> None:
    page = pages[language]
    local_links_lead_somewhere(page)
    links = [node.attributes["href"] for node in section(page, "ask").all("a")]
    for link in links:
        if link.startswith("/query?"):
            (query,) = parse_qs(urlsplit(link).query)["query"]
            assert len(client.ask(query, format="csv").text.splitlines()) > 3
        else:
            assert client.get(link, {"Accept": "*/*"}).status in (200, 303)
    assert len(links) > 5
    assert {f"/ontology#{name}" for name in ("Decision", "VoteEvent")} <= {
        node.attributes["href"] for node in page.all("a")
    }


def test_every_metric_is_explained(client: Client, curated_release: Release) -> None:
    used = {row["m"] for row in rows(curated_release, "SELECT DISTINCT ?m { ?x dqv:isMeasurementOf ?m }")}
    assert len(used) == 11
    page = read(client.get("/page/vocabulary/quality-metric", BROWSER).text)
    shown = {node.attributes.get("href", "") for node in page.all("a")}
    assert {iri.removeprefix(VOCABULARY) for iri in used} <= {
        link.removeprefix("/vocabulary/") for link in shown
    }
    assert ONTOLOGY not in used
