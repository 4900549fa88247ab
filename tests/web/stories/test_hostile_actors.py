"""Pages of things whose names, dates and numbers mean harm: they are shown, and do none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest

from munigraph.engine import CurrentRelease
from munigraph.names import PREFIXES
from munigraph.release import Releases
from munigraph.settings import Settings
from munigraph.web.browse.kinds import kinds
from munigraph.web.texts import LANGUAGES
from tests.serving import Client, serving
from tests.web.conftest import make_release

BASE = "https://data.example.org/kg/id/"
BROWSER = {"Accept": "text/html"}
QUADS = tuple(ox.parse(path=str(Path(__file__).parent / "hostile.trig"), format=ox.RdfFormat.TRIG))
PATHS = sorted(
    {quad.subject.value.removeprefix(BASE) for quad in QUADS if str(quad.subject.value).startswith(BASE)}
)
LONG = "a" * 10_000 + " \u05d0" * 1000


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    home = tmp_path_factory.mktemp("hostile")
    label, network = ox.NamedNode(PREFIXES["rdfs"] + "label"), ox.NamedNode(BASE + "network/evil")
    long = ox.Quad(
        network,
        label,
        ox.Literal(LONG, language="en"),
        ox.NamedNode("https://data.example.org/kg/graph/minutes"),
    )
    make_release(home, "1-abc", (*QUADS, long))
    with serving(CurrentRelease(Releases(home)), Settings(home=home, workers=2)) as client:
        yield client


def test_there_is_something_hostile_of_each_kind() -> None:
    assert len(PATHS) == 24
    assert sum("script" in str(quad.object) for quad in QUADS) > 18


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_a_page_shows_what_means_harm(client: Client, path: str, language: str) -> None:
    reply = client.get(f"/page/id/{path}", BROWSER, lang=language)
    assert reply.status == 200
    _harmless(reply.text)


@pytest.mark.parametrize(
    "target", ["/", "/browse", *(f"/browse/{name}" for name in kinds()), "/browse/decisions?order=name"]
)
def test_a_list_shows_what_means_harm(client: Client, target: str) -> None:
    reply = client.get(target, BROWSER)
    assert reply.status == 200
    _harmless(reply.text)


class _Markup(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def _harmless(html: str) -> None:
    for tag, attributes in _Markup(html).elements:
        assert tag not in ("img", "b", "i", "u", "iframe", "object")
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        if tag == "script":
            assert attributes.get("type") == "application/ld+json" or str(attributes["src"]).startswith("/")
        for name in ("href", "src", "action", "formaction"):
            assert re.match(r"/(?!/)|\?|#|https?://[a-z0-9]|mailto:", attributes.get(name) or "/"), attributes
    assert "49 <img" not in html
    assert "{{" not in html.replace("{{ 7 * 7 }}", "")
