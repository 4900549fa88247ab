"""The real data, served; and a browser that looks at it, watched for what it asks and what it refuses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from munigraph.engine import OneFile, serve_release
from munigraph.release import Release
from munigraph.settings import Settings
from tests.serving import Client, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

ASSETS = Path(__file__).parents[3] / "assets"
BUILT = Path(__file__).parents[3] / "src/munigraph/web/static/built/query.js"
WATCH = """
window.refused = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  refused.push(`${violatedDirective} ${blockedURI}`));
"""


@pytest.fixture(scope="session")
def site(full_release: Release) -> Iterator[Client]:
    settings = Settings(workers=3, query_seconds=20)
    with serving(OneFile(serve_release(full_release)), settings) as client:
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium of the system, driven by Playwright, with the rich editor to look at."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    if not BUILT.is_file():
        pytest.skip("the rich editor is not built: npm was not there")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


@dataclass
class Seen:
    """A page, and what it did while it was looked at."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Note complaints; that a faulty query is answered by 400 is none."""
        if message.type in ("error", "warning") and "400 (Bad Request)" not in message.text:
            self.complaints.append(message.text)

    def assert_well_behaved(self, address: str) -> None:
        elsewhere = [url for url in self.asked if not url.startswith((address, "data:", "blob:"))]
        assert elsewhere == []
        assert self.complaints == []
        assert self.page.evaluate("refused") == []


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


@pytest.fixture
def look(browser: Browser, site: Client) -> Iterator[Look]:
    yield from looking(browser, site)


def looking(browser: Browser, site: Client) -> Iterator[Look]:
    looked = Look(browser, site.address)
    yield looked
    for seen in looked.pages:
        seen.assert_well_behaved(site.address)
        seen.page.context.close()
