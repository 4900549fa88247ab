"""What many tests start from: a small project of its own texts, and releases built from it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from munigraph.build import Stopwatch, build
from munigraph.engine import OneFile, serve_release
from munigraph.names import Names
from munigraph.release import Release, Releases
from munigraph.settings import Settings
from tests.browsing import Look, chromium, looking
from tests.serving import Client, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "project"


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository, whose ontology, shapes, data and queries are under test."""
    return ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy, free to be changed, of a small project: our ontology and shapes, one invented document."""
    folder = tmp_path / "project"
    shutil.copytree(SMALL, folder)
    for part in ("ontology", "shapes"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


@pytest.fixture
def quiet() -> Stopwatch:
    return Stopwatch(lambda step: None)


@pytest.fixture(scope="session")
def full_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the real data, built once for all tests that only read it."""
    home = tmp_path_factory.mktemp("full")
    return build(ROOT, Names(), Releases(home), None, Stopwatch(lambda step: None))


@pytest.fixture(scope="session")
def site(full_release: Release) -> Iterator[Client]:
    """A server of the real data."""
    settings = Settings(workers=3, query_seconds=20, log_requests=False)
    with serving(OneFile(serve_release(full_release)), settings) as client:
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


@pytest.fixture
def look(browser: Browser, site: Client) -> Iterator[Look]:
    """Opens pages of the real data, and in the end looks back at how they behaved."""
    yield from looking(browser, site)


@pytest.fixture
def seeds() -> Path:
    """The folder of the source texts, where it is present."""
    folder = ROOT.parent / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("the source texts are not on this machine (they are never part of the project)")
    return folder
