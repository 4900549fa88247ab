"""Everybody can use every kind of page: wide, narrow, light, dark, in each language, without JavaScript."""

from __future__ import annotations

import pytest

from munigraph.web.texts import LANGUAGES
from tests.browsing import Look, Scheme, assert_fits, needs_axe

PAGES = (
    "/",
    "/browse",
    "/browse/decisions",
    "/search?q=stockholm",
    "/query",
    "/sparql",
    "/sparql?query=SELECT+*+%7B+%3Fs+a+%3Ftype+%7D+LIMIT+20",
    "/sparql?query=SELECT",
    "/page/ontology",
    "/page/catalogue",
    "/quality",
    "/page/vocabulary/decision-status",
    "/page/vocabulary/decision-status/adopted",
    "/page/id/municipality/stockholm",
    "/page/id/network/strong-cities-network",
    "/page/id/body/copenhagen-finance-committee",
    "/page/id/person/cecilia-brinck",
    "/page/id/party/dk-a",
    "/page/id/meeting/copenhagen-finance-committee-2015-08-25",
    "/page/id/item/copenhagen-finance-committee-2015-08-25-5",
    "/page/id/case/copenhagen-2015-0156312",
    "/page/id/vote/copenhagen-finance-committee-2015-08-25-5-1",
    "/page/id/decision/stockholm-city-council-2016-strategy",
    "/page/id/proposal/copenhagen-2015-sikker-by-amendment",
    "/page/id/document/stockholm-2018-nordic-safe-cities",
    "/page/id/document/gothenburg-city-council-2024-02-29-69",
    "/page/id/meeting/gothenburg-city-council-2024-02-29",
    "/page/id/municipality/gothenburg",
    "/page/id/person/gothenburg-jonas-attenius",
    "/page/id/proposal/gothenburg-slk-2023-00390-motion",
    "/page/id/vote/gothenburg-city-council-2024-02-29-78-1",
    "/page/graph/reference",
    "/why?subject=https%3A%2F%2Fw3id.org%2Fmunigraph%2Fid%2Fmunicipality%2Fstockholm"
    "&predicate=http%3A%2F%2Fwww.w3.org%2F1999%2F02%2F22-rdf-syntax-ns%23type"
    "&object=%3Chttps%3A%2F%2Fw3id.org%2Fmunigraph%2Fontology%23SteeringGroupMember%3E",
    "/nothing/here",
)
"""One of every kind, and some that are full."""

pytestmark = needs_axe


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_in_the_way(path: str, look: Look) -> None:
    """Each page in two of the twelve ways it can be looked at, all ways over all pages."""
    place = PAGES.index(path)
    languages = list(LANGUAGES)
    schemes: tuple[Scheme, Scheme] = ("light", "dark")
    for turn, width in enumerate((1200, 360)):
        language = languages[(place + turn) % len(languages)]
        mark = "&" if "?" in path else "?"
        viewport = {"width": width, "height": 900}
        scheme = schemes[(place + turn) % 2]
        page = look(f"{path}{mark}lang={language}", viewport=viewport, color_scheme=scheme)
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1
        assert_fits(page)


@pytest.mark.parametrize("path", PAGES[:-1])
def test_pages_say_what_they_have_without_scripts(path: str, look: Look) -> None:
    page = look(path, java_script_enabled=False)
    assert len(page.locator("main").inner_text()) > 100
    page.keyboard.press("Tab")
    assert page.locator(".skip:focus").count() == 1
