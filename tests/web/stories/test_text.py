"""A document beside what rests on it: its very words, where the operator has them, and never others."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pyoxigraph as ox
import pytest

from munigraph.build import Stopwatch, build
from munigraph.engine import CurrentRelease
from munigraph.names import ONTOLOGY, PREFIXES, Names
from munigraph.release import Release, Releases
from munigraph.settings import Settings
from munigraph.web.things.places import PART
from tests.serving import Client, serving
from tests.web.stories.page import Page

from ..conftest import BASE, LABEL, TYPE, make_release

BROWSER = {"Accept": "text/html", "Cache-Control": "no-cache"}
MINUTES = "/page/id/document/exampleby-2020-lake-towns"
ANCHOR = re.compile(r'<span id="c(\d+)-(\d+)" class="a(\d+)"></span>')
MARK = re.compile(r'<mark class="([^"]*)"><a href="#n(\d+)" draggable="false">(.*?)</a></mark>', re.DOTALL)


def words_of(html: str) -> dict[tuple[int, int], str]:
    """The words that each span of a page marks, by its offsets: all pieces of its number in the passage."""
    found = {}
    for passage in re.findall(r'<p class="words".*?</p>', html, re.DOTALL):
        for start, end, number in ANCHOR.findall(passage):
            pieces = [text for classes, _, text in MARK.findall(passage) if f"m{number}" in classes.split()]
            found[int(start), int(end)] = unescape("".join(pieces))
    return found


@pytest.fixture(scope="module")
def small(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the small invented project."""
    folder = tmp_path_factory.mktemp("small")
    shutil.copytree(root / "tests" / "project", folder / "project")
    for part in ("ontology", "shapes"):
        shutil.copytree(root / part, folder / "project" / part)
    return build(folder / "project", Names(), Releases(folder / "home"), None, Stopwatch(lambda step: None))


@pytest.fixture
def texts(root: Path, tmp_path: Path) -> Path:
    shutil.copytree(root / "tests" / "project" / "texts", tmp_path / "texts")
    return tmp_path / "texts"


def home_of(release: Release) -> Path:
    return release.path.parent.parent


def test_the_words_are_those_of_the_text(small: Release, texts: Path) -> None:
    text = (texts / "minutes.txt").read_text(encoding="utf-8")
    home = home_of(small)
    with serving(CurrentRelease(Releases(home)), Settings(home=home, sources=str(texts))) as client:
        html = client.get(MINUTES, BROWSER).text
        found = words_of(html)
        assert len(found) == 9
        assert {span: text[span[0] : span[1]] for span in found} == found
        page = Page(html)
        assert len(page.ids) == len(set(page.ids))
        assert all(link[1:] in page.ids for link in page.links if link.startswith("#"))
        assert found[224, 272] == "The amendment fell by 4 votes to 5, 2 abstaining"
        assert "decision: The amendment is rejected 224–242" in page.text
        assert "style=" not in html
        decision = client.get("/page/id/decision/exampleby-council-2020-03-03-2-1", BROWSER).text
        assert '<blockquote lang="en" dir="auto">The amendment fell</blockquote>' in decision


def test_spans_within_spans_are_marked_all_along(small: Release, texts: Path) -> None:
    home = home_of(small)
    with serving(CurrentRelease(Releases(home)), Settings(home=home, sources=str(texts))) as client:
        html = client.get(MINUTES, BROWSER).text
        assert words_of(html)[224, 242] == "The amendment fell"
        assert words_of(html)[224, 272].startswith("The amendment fell by 4")
        double = [classes for classes, _, text in MARK.findall(html) if text == "The amendment fell"]
        assert len(double) == 1
        assert "d2" in double[0].split()


def test_without_the_text_places_are_told(small: Release) -> None:
    home = home_of(small)
    with serving(CurrentRelease(Releases(home)), Settings(home=home)) as client:
        html = client.get(MINUTES, BROWSER).text
        page = Page(html)
        assert "The text itself is not at hand here" in page.text
        assert "characters 224–242" in page.text
        assert "c224-242" in page.ids
        assert "<mark" not in html
        decision = client.get("/page/id/decision/exampleby-council-2020-03-03-2-1", BROWSER).text
        assert "<blockquote" not in decision


def test_a_text_that_was_changed_while_serving_is_not_shown(small: Release, texts: Path) -> None:
    home = home_of(small)
    path = texts / "minutes.txt"
    text = path.read_text(encoding="utf-8")
    with serving(CurrentRelease(Releases(home)), Settings(home=home, sources=str(texts))) as client:
        assert "by 4 votes to 5" in words_of(client.get(MINUTES, BROWSER).text)[224, 272]
        path.write_text(text.replace("4 votes", "9 votes"), encoding="utf-8")
        changed = client.get(MINUTES, BROWSER).text
        assert "9 votes" not in changed
        assert "The text itself is not at hand here" in changed


def test_the_seeds_are_shown_word_by_word(curated_release: Release, seeds: Path) -> None:
    home = home_of(curated_release)
    texts = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path.read_text(encoding="utf-8")
        for path in seeds.glob("*.txt")
    }
    documents = {
        "copenhagen-2015-expert-group-radicalisation": "da",
        "copenhagen-2016-strong-cities-answer": "da",
        "copenhagen-2024-beirut-answer": "da",
        "stockholm-2015-strong-cities-membership": "sv",
        "stockholm-2018-nordic-safe-cities": "sv",
    }
    places = evidence(curated_release)
    with serving(CurrentRelease(Releases(home)), Settings(home=home, sources=str(seeds))) as client:
        for slug, language in documents.items():
            html = client.get(f"/page/id/document/{slug}", BROWSER).text
            found = words_of(html)
            digest = next(code for code in re.findall(r"<code>([0-9a-f]{64})</code>", html))
            assert found.keys() == places[slug], slug
            assert {span: texts[digest][span[0] : span[1]] for span in found} == found
            assert f'<p class="words" lang="{language}"' in html


def evidence(release: Release) -> dict[str, set[tuple[int, int]]]:
    """The places of each document as the names of its evidence have them."""
    found: dict[str, set[tuple[int, int]]] = {}
    of_type = release.store().quads_for_pattern(None, TYPE, ox.NamedNode(ONTOLOGY + "Evidence"), None)
    for quad in of_type:
        slug, _, place = str(quad.subject).strip("<>").partition("/id/evidence/")[2].partition("/")
        start, _, end = place.partition("-")
        found.setdefault(slug, set()).add((int(start), int(end)))
    return found


def test_what_a_page_marks_is_said_by_the_address(curated_release: Release, seeds: Path) -> None:
    """The words that the rejection of the amendment rests on, as the record has them."""
    home = home_of(curated_release)
    with serving(CurrentRelease(Releases(home)), Settings(home=home, sources=str(seeds))) as client:
        decision = Page(
            client.get("/page/id/decision/copenhagen-finance-committee-2015-08-25-5-1", BROWSER).text
        )
        link = next(link for link in decision.links if link.endswith("#c2683-2715"))
        html = client.get(f"/page{link.partition('#')[0]}", BROWSER).text
        assert words_of(html)[2683, 2715] == "Ændringsforslaget blev forkastet"


LINES = [f"Line {n}: the council notes item {n} and goes on to the next one.\n" for n in range(1600)]
TEXT = "".join(LINES)


@pytest.fixture(scope="module")
def long_document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A document of several parts, with a decision in each tenth line."""
    home = tmp_path_factory.mktemp("long")
    folder = tmp_path_factory.mktemp("sources")
    (folder / "long.txt").write_text(TEXT, encoding="utf-8")
    make_release(home, "1-long", tuple(_quads()))
    settings = Settings(home=home, base=BASE, sources=str(folder), workers=3)
    with serving(CurrentRelease(Releases(home)), settings) as found:
        yield found


def _quads() -> Iterator[ox.Quad]:
    graph, document = ox.NamedNode(f"{BASE}/graph/long"), ox.NamedNode(f"{BASE}/id/document/long")

    def say(subject: ox.NamedNode, name: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
        return ox.Quad(subject, ox.NamedNode(ONTOLOGY + name), value, graph)

    def place(selector: ox.NamedNode, name: str, value: int) -> ox.Quad:
        return ox.Quad(selector, ox.NamedNode(PREFIXES["oa"] + name), ox.Literal(value), graph)

    yield ox.Quad(document, TYPE, ox.NamedNode(ONTOLOGY + "SourceDocument"), graph)
    yield say(document, "sha256", ox.Literal(hashlib.sha256(TEXT.encode()).hexdigest()))
    yield say(document, "characters", ox.Literal(len(TEXT)))
    for n in range(0, len(LINES), 10):
        start = sum(map(len, LINES[:n]))
        end = start + len(LINES[n]) - 1
        decision, evidence, selector = (
            ox.NamedNode(f"{BASE}/id/{kind}/long-{n}") for kind in ("decision", "evidence", "selector")
        )
        yield ox.Quad(decision, TYPE, ox.NamedNode(ONTOLOGY + "Decision"), graph)
        yield ox.Quad(decision, LABEL, ox.Literal(f"Item {n} is noted"), graph)
        yield say(decision, "evidence", evidence)
        yield say(evidence, "inDocument", document)
        yield say(evidence, "selector", selector)
        yield place(selector, "start", start)
        yield place(selector, "end", end)


def test_a_long_text_comes_in_parts_and_links_lead_to_the_right_one(long_document: Client) -> None:
    seen: dict[tuple[int, int], str] = {}
    for part in (1, 2, 3, 4):
        html = long_document.get(f"/page/id/document/long?part={part}&lang=en", BROWSER).text
        seen |= words_of(html)
        assert re.search(rf'<a href="[^"]*\?part={part}&amp;lang=en" aria-current="page">{part}</a>', html)
    assert len(TEXT) > 3 * PART
    assert len(seen) == 160
    assert {span: TEXT[span[0] : span[1]] for span in seen} == seen
    decision = Page(long_document.get("/page/id/decision/long-1500?lang=sv", BROWSER).text)
    link = next(link for link in decision.links if "#c" in link)
    path, _, fragment = link.partition("#")
    assert "part=4" in path
    assert "lang=sv" in path
    assert fragment in Page(long_document.get(f"/page{path}", BROWSER).text).ids


def test_a_part_that_is_not_there_is_the_last(long_document: Client) -> None:
    last = long_document.get("/page/id/document/long?part=4&lang=en", BROWSER).text
    beyond = long_document.get("/page/id/document/long?part=77&lang=en", BROWSER).text
    assert words_of(beyond) == words_of(last)
