"""What npm makes of assets/: made where it can be, and never in the way where it cannot."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browsing import ASSETS, BUILT, needs_editor


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what a build of the assets looks at, with the packages of this one."""
    for name in (".npmrc", "build.js", "build.py", "notices.js", "package.json", "package-lock.json"):
        (tmp_path / "assets").mkdir(exist_ok=True)
        shutil.copy(ASSETS / name, tmp_path / "assets")
    shutil.copytree(ASSETS / "src", tmp_path / "assets" / "src")
    shutil.copy(ASSETS.parent / "LICENSE", tmp_path)
    (tmp_path / "src/munigraph/web/static").mkdir(parents=True)
    return tmp_path


def build(project: Path, path: str = os.environ["PATH"]) -> str:
    """What the build says; it never fails."""
    ended = subprocess.run(
        [sys.executable, project / "assets" / "build.py"],
        env={
            **os.environ,
            "PATH": path,
            "npm_config_registry": "http://127.0.0.1:9/",
            "npm_config_cache": "none",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stderr


def made(project: Path) -> Path:
    return project / "src/munigraph/web/static/built"


def test_without_npm_there_is_a_line_and_no_editor(project: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "npm was not found" in build(project, str(tmp_path / "empty"))
    assert not made(project).exists()


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed")
def test_without_a_network_there_is_a_line_and_no_editor(project: Path) -> None:
    made(project).mkdir()
    (made(project) / "query.js").write_text("of other sources")
    assert "without the rich query editor" in build(project)
    assert not made(project).exists()
    assert [path.name for path in (project / "assets").glob(".made-*")] == []


@needs_editor
def test_it_is_made_once_for_the_same_sources(project: Path) -> None:
    (project / "assets/node_modules").symlink_to(ASSETS / "node_modules")
    assert "made" in build(project)
    first = {path.name: path.read_bytes() for path in made(project).iterdir()}
    assert {"query.js", "query.css", "land.json", "THIRD-PARTY.txt"} < set(first)
    assert build(project) == ""
    source = project / "assets/src/query/clock.ts"
    source.write_text(source.read_text(encoding="utf-8") + "\nwindow.console.info(1);\n", encoding="utf-8")
    assert "made" in build(project)
    assert (made(project) / "query.js").read_bytes() != first["query.js"]
    assert (made(project) / "query.css").read_bytes() == first["query.css"]


def test_the_lockfile_names_no_registry_and_every_package_by_its_hash() -> None:
    lock = json.loads((ASSETS / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert len(packages) > 10
    for name, entry in packages.items():
        assert "resolved" not in entry, name
        assert entry["integrity"].startswith("sha512-"), name
    wanted = json.loads((ASSETS / "package.json").read_text(encoding="utf-8"))
    for name, version in {**wanted["dependencies"], **wanted["devDependencies"]}.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name


@needs_editor
def test_all_that_is_bundled_is_named_with_its_licence() -> None:
    notices = (BUILT.parent / "THIRD-PARTY.txt").read_text(encoding="utf-8")
    for name in ("@zazuko/yasqe", "codemirror", "lodash-es", "world-atlas"):
        assert re.search(rf"^{re.escape(name)} [\d.]+ \(", notices, re.MULTILINE), name
    for part in re.split(r"^.+ [\d.]+ \(.+\)\n=+$", notices, flags=re.MULTILINE)[1:]:
        assert len(part) > 400
        assert re.search("copyright|public domain", part, re.IGNORECASE)


@pytest.mark.skipif(not (ASSETS / "node_modules").is_dir(), reason="npm was not there at build")
@pytest.mark.parametrize("task", ["check", "test"])
def test_the_editors_own_tests(task: str) -> None:
    ended = subprocess.run(
        ["npm", "run", "--silent", task], cwd=ASSETS, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
