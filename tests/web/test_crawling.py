"""What search engines are told: each page that is listed is there."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from munigraph.web.crawling import MOST_FILES, MOST_THINGS, files_for
from tests.serving import Client

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def places(client: Client, path: str) -> list[str]:
    reply = client.get(path)
    assert reply.media_type == "application/xml"
    root = ET.fromstring(reply.body)  # noqa: S314 - our own
    return [str(place.text).removeprefix(client.address) for place in root.iter(f"{SPACE}loc")]


def test_listed_pages_are_there(site: Client) -> None:
    files = places(site, "/sitemap.xml")
    assert files == ["/sitemap/0.xml"]
    pages = places(site, files[0])
    assert len(pages) == len(set(pages)) > 300
    assert pages[0] == "/"
    assert "/page/id/municipality/stockholm" in pages[:60]
    for page in pages[:: max(len(pages) // 25, 1)]:
        assert site.get(page, {"Accept": "text/html"}).status == 200, page


def test_there_are_no_more(site: Client) -> None:
    assert site.get("/sitemap/1.xml").status == 404
    assert site.get("/sitemap/99999999999.xml").status == 404


@pytest.mark.parametrize(
    ("things", "files"),
    [(0, 1), (1, 1), (MOST_THINGS, 1), (MOST_THINGS + 1, 2), (10**9, MOST_FILES)],
)
def test_no_sitemap_is_listed_that_has_nothing(things: int, files: int) -> None:
    assert files_for(things) == files


def test_robots_are_told_where_to_go(site: Client) -> None:
    text = site.get("/robots.txt").text
    assert f"Sitemap: {site.address}/sitemap.xml" in text
    assert re.search(r"(?m)^Disallow: /sparql\?$", text)
    assert not re.search(r"(?m)^Disallow: /$", text)
