"""What many tests start from: a small project of its own texts, and releases of the real data.

Two of them (decision 26): what a human read is the same until a human changes it, so numbers
can be counted there; what ships is what users see, and changes with each better reader.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.records.curated import write_curated
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
def curated_project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real project without drafts; only to be read."""
    folder = tmp_path_factory.mktemp("curated") / "project"
    write_curated(root, folder)
    return folder


@pytest.fixture(scope="session")
def curated_release(curated_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the documents that a human read, built once for all tests that only read it."""
    return built(curated_project, tmp_path_factory.mktemp("few"))


@pytest.fixture(scope="session")
def shipped_release(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of all that ships, built once for all tests that only read it."""
    return built(root, tmp_path_factory.mktemp("all"))


def built(project: Path, home: Path) -> Release:
    return build(project, Names(), Releases(home), None, Stopwatch(lambda step: None))


@pytest.fixture(scope="session")
def curated_site(curated_release: Release) -> Iterator[Client]:
    """A server of what a human read."""
    yield from served(curated_release)


@pytest.fixture(scope="session")
def site(shipped_release: Release) -> Iterator[Client]:
    """A server of all that ships."""
    yield from served(shipped_release)


def served(release: Release) -> Iterator[Client]:
    settings = Settings(workers=3, query_seconds=20, log_requests=False)
    with serving(OneFile(serve_release(release)), settings) as client:
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


@pytest.fixture
def look(browser: Browser, site: Client) -> Iterator[Look]:
    """Opens pages of what ships, and in the end looks back at how they behaved."""
    yield from looking(browser, site)


@pytest.fixture
def seeds() -> Path:
    """The folder of the texts that a human read, where it is present."""
    return shared("seeds")


@pytest.fixture
def corpus() -> Path:
    """The folder of the texts that drafts were made from, where it is present."""
    return shared("corpus")


def shared(name: str) -> Path:
    folder = ROOT.parent / "shared" / name
    if not folder.is_dir():
        pytest.skip("the source texts are not on this machine (they are never part of the project)")
    return folder
