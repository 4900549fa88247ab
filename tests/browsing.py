"""A browser that looks at pages, watched for what it asks, what it refuses and whom the page shuts out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.serving import Client

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

ASSETS = Path(__file__).parents[1] / "assets"
BUILT = Path(__file__).parents[1] / "src/munigraph/web/static/built/query.js"
AXE = ASSETS / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WATCH = """
window.refused = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  refused.push(`${violatedDirective} ${blockedURI}`));
"""

Scheme = Literal["light", "dark"]

_UNBUILT = "the rich editor is not built: npm was not there"
needs_editor = pytest.mark.skipif(not BUILT.is_file(), reason=_UNBUILT)
needs_axe = pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: npm was not there")


def chromium() -> Iterator[Browser]:
    """Chromium of the system, driven by Playwright; skips where one of them is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@dataclass
class Seen:
    """A page, and what it did while it was looked at."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Note complaints; that a faulty query is answered by 400, and what is not there by 404, is none."""
        expected = ("400 (Bad Request)", "404 (Not Found)")
        if message.type in ("error", "warning") and not any(each in message.text for each in expected):
            self.complaints.append(message.text)

    def assert_well_behaved(self, address: str) -> None:
        elsewhere = [url for url in self.asked if not url.startswith((address, "data:", "blob:"))]
        assert elsewhere == [], elsewhere
        assert self.complaints == [], self.complaints
        refused = self.page.evaluate("window.refused ?? []")
        assert refused == [], refused


@dataclass(frozen=True)
class Look:
    """Opens pages of a site, and in the end looks back at how they behaved."""

    browser: Browser
    address: str
    pages: list[Seen] = field(default_factory=list)

    def __call__(self, path: str, script: str = "", **context: Any) -> Page:
        granted = ["clipboard-read", "clipboard-write"]
        opened = self.browser.new_context(locale="en-GB", permissions=granted, **context).new_page()
        opened.set_default_timeout(10_000)
        seen = Seen(opened)
        opened.on("request", lambda request: seen.asked.append(request.url))
        opened.on("console", seen.hear)
        opened.on("pageerror", lambda error: seen.complaints.append(str(error)))
        opened.add_init_script(WATCH + script)
        opened.goto(self.address + path)
        self.pages.append(seen)
        return opened


def looking(browser: Browser, site: Client) -> Iterator[Look]:
    looked = Look(browser, site.address)
    yield looked
    for seen in looked.pages:
        seen.assert_well_behaved(site.address)
        seen.page.context.close()


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong; it is brought in past the page's policy."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    found = page.evaluate("rules => axe.run({ runOnly: rules })", RULES)["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def assert_fits(page: Page, but: str = "nothing") -> None:
    """Everybody can use it, `but` for a rule with a reason, and nothing of it is wider than the window."""
    found = [each for each in violations(page) if not each.startswith(f"{but}:")]
    assert found == [], found
    wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= room, f"{page.url} is {wide} wide, the window {room}"
