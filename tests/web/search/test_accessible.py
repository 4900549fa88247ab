"""Everybody can search, as far as axe-core can tell: light, dark, wide, narrow, with the list open or not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.serving import Client

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AXE = Path(__file__).parents[3] / "assets" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: npm was not there")


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
    browser: Browser, site: Client, path: str, typed: str, width: int, scheme: Literal["light", "dark"]
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
