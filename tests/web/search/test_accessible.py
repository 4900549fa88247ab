"""Everybody can search, as far as axe-core can tell: light, dark, wide, narrow, with the list open or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browsing import AXE, RULES, Scheme, needs_axe
from tests.serving import Client

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_axe


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 360])
@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/search", ""),
        ("/search?q=stockholm", ""),
        ("/search?q=stokholm&kind=Municipality", "kø"),
        ("/search?q=xyzzy+stockholm", ""),
        ("/search?q=radicalization", ""),
        ("/search?q=zzzz", ""),
        ("/page/catalogue", "stock"),
    ],
)
def test_nothing_is_in_the_way(
    browser: Browser, site: Client, path: str, typed: str, width: int, scheme: Scheme
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(site.address + path)
    if typed:
        page.locator("form.search input[type=search]").fill(typed)
        page.locator("[role=option]").first.wait_for()
        page.keyboard.press("ArrowDown")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    part = "html" if path.startswith("/search") else "header"  # what else is on a page is for its own tests
    found: dict[str, Any] = page.evaluate("([part, runOnly]) => axe.run(part, { runOnly })", [part, RULES])
    context.close()
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
