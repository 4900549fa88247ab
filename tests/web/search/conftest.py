"""The real data, served, and a browser to look at them with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from munigraph.engine import OneFile, serve_release
from munigraph.release import Release
from munigraph.settings import Settings
from tests.serving import Client, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def site(full_release: Release) -> Iterator[Client]:
    with serving(OneFile(serve_release(full_release)), Settings(workers=2)) as client:
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()
