"""/search for people: what the page shows in each state, in each language, without any script."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
import yaml

from munigraph.build import Stopwatch, build
from munigraph.engine import OneFile, serve_release
from munigraph.names import Names
from munigraph.release import Releases
from munigraph.settings import Settings
from tests.serving import Client, serving
from tests.web.test_site import _Outline

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
HOSTILE = Path(__file__).parents[2] / "build" / "hostile-names.json"


def shown(client: Client, **parameters: str) -> str:
    reply = client.get("/search", BROWSER, **parameters)
    assert (reply.status, reply.media_type) == (200, "text/html")
    _Outline(reply.text)
    return reply.text


def links(page: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'<h3[^>]*><a href="([^"]*)"', page)]


@pytest.mark.parametrize(
    ("language", "title", "count", "kind"),
    [
        ("en", "<h1>Search</h1>", "37 things", "municipality"),
        ("da", "<h1>Søg</h1>", "37 ting", "kommune"),
        ("sv", "<h1>Sök</h1>", "37 saker", "kommun"),
    ],
)
def test_results(site: Client, language: str, title: str, count: str, kind: str) -> None:
    page = shown(site, q="stockholm", lang=language)
    assert title in page
    assert count in page
    assert f'<p class="kinds">{kind}</p>' in page
    assert links(page)[0] == f"/page/id/municipality/stockholm?lang={language}"
    assert "<mark>Stockholm" in page
    assert 'value="stockholm"' in page
    assert f'<input type="hidden" name="lang" value="{language}">' in page


def test_what_was_found_by_another_name_says_so(site: Client) -> None:
    page = shown(site, q="SCN", lang="en")
    assert 'lang="en" dir="auto"><mark>SCN</mark></span>' in page
    assert "Also called" in page
    page = shown(site, q="2018/550", lang="en")
    assert 'Identifier: <span dir="auto">KS <mark>2018</mark>/<mark>550</mark></span>' in page


def test_kinds_are_filters_with_counts(site: Client) -> None:
    page = shown(site, q="stockholm", lang="en")
    assert 'aria-current="true">All kinds</a>' in page
    found = re.search(
        r'<a href="([^"]*kind=Municipality[^"]*)">municipality <span class="number">1</span>', page
    )
    assert found
    narrowed = site.get("/search" + unescape(found[1]), BROWSER).text
    assert links(narrowed) == ["/page/id/municipality/stockholm?lang=en"]
    assert 'aria-current="true">municipality' in narrowed
    assert '<input type="hidden" name="kind" value="Municipality">' in narrowed
    assert "claim <span" in narrowed, "the others can still be chosen"


def test_pages_lead_on_and_back(site: Client) -> None:
    first = shown(site, q="stockholm", lang="en")
    forth = re.search(r'<a href="([^"]*)" rel="next">', first)
    assert forth
    assert 'rel="prev"' not in first
    second = site.get("/search" + unescape(forth[1]), BROWSER).text
    assert '<ol class="found" start="21">' in second
    assert 'rel="next"' not in second
    back = re.search(r'<a href="([^"]*)" rel="prev">', second)
    assert back
    assert links(site.get("/search" + unescape(back[1]), BROWSER).text) == links(first)
    assert len({*links(first), *links(second)}) == 37


def test_what_was_meant(site: Client) -> None:
    page = shown(site, q="Stokholm", lang="en")
    assert "Nothing is called “Stokholm”" in page
    assert '<strong dir="auto">Stockholm</strong>' in page
    page = shown(site, q="radicalization", lang="en")
    assert re.search(
        r'Did you mean <a href="\?lang=en&amp;q=Radicalisation" dir="auto">Radicalisation</a>', page
    )
    page = shown(site, q="xyzzy stockholm", lang="en")
    assert '<s dir="auto">xyzzy</s>' in page


def test_nothing_found(site: Client) -> None:
    page = shown(site, q="<xyzzy>", lang="en")
    assert "Nothing found" in page
    assert "&lt;xyzzy&gt;" in page
    assert "<xyzzy>" not in page
    page = shown(site, q="stockholm", kind="Network", lang="en")
    assert "Search among all kinds of things" in page
    assert "municipality <span" in page


def test_nothing_asked(site: Client) -> None:
    page = shown(site, lang="en")
    assert "Find municipalities, networks" in page
    assert "autofocus" in page
    municipalities = re.search(r'<a href="([^"]*kind=Municipality)">', page)
    assert municipalities
    assert len(links(site.get("/search" + unescape(municipalities[1]), BROWSER).text)) == 14


@pytest.mark.parametrize("path", ["/", "/sparql", "/page/catalogue", "/page/id/municipality/oslo", "/absent"])
def test_every_page_has_a_box(site: Client, path: str) -> None:
    page = _Outline(site.get(path, {**BROWSER, "Accept-Language": "da"}).text)
    (form,) = [each for each in page.all("form") if each.get("role") == "search"]
    assert (form["action"], form["method"]) == ("/search", "get")
    assert any(each.get("name") == "q" and each.get("type") == "search" for each in page.all("input"))


def test_hostile_names_are_only_text(project: Path, tmp_path: Path, quiet: Stopwatch) -> None:
    names = json.loads(HOSTILE.read_text(encoding="utf-8"))
    path = project / "data/reference/exampleby.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content["facts"][1]["altLabel"] = {"en": names}
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    release = build(project, Names(), Releases(tmp_path / "home"), None, quiet)
    with serving(OneFile(serve_release(release)), Settings(workers=1)) as client:
        for name in names:
            page = shown(client, q=name[:300], lang="en")
            assert "<script>alert" not in page
            assert "{{ 7" not in page or "{{ 7 * 7 }}" in unescape(re.sub("</?mark>", "", page))
            if 'class="found"' in page:
                assert links(page)[0] == "/page/id/place/exampleby?lang=en"
