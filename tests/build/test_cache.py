"""What is kept is found again, never half written, never believed when damaged."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from munigraph.build import Means, Reasoner, Stopwatch, build
from munigraph.build.cache import UNUSED_SECONDS, Cache
from munigraph.keeping import Make
from munigraph.names import Names
from munigraph.release import Releases


def refuse() -> bytes:
    raise AssertionError("made again")


def test_a_result_is_made_once(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.kept("kind", b"input", lambda: b"result") == b"result"
    assert cache.kept("kind", b"input", refuse) == b"result"
    assert cache.kept("kind", b"other", lambda: b"another") == b"another"


def test_a_damaged_result_is_made_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.kept("kind", b"input", lambda: b"result")
    (path,) = (tmp_path / "kind").iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    assert cache.kept("kind", b"input", lambda: b"anew") == b"anew"


def test_what_nobody_asks_for_goes_in_time(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        for name in (b"used", b"unused"):
            cache.kept("kind", name, lambda: b"result")
        for path in (tmp_path / "kind").iterdir():
            os.utime(path, (time.time() - UNUSED_SECONDS - 60,) * 2)
        cache.kept("kind", b"used", refuse)
    assert len(list((tmp_path / "kind").iterdir())) == 1
    assert cache.kept("kind", b"used", refuse) == b"result"


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    assert Cache(in_the_way / "cache").kept("kind", b"input", lambda: b"result") == b"result"


def test_either_reasoner_makes_the_same_release(project: Path, tmp_path: Path, quiet: Stopwatch) -> None:
    ids = {
        build(project, Names(), Releases(tmp_path / each.value), None, quiet, Means(each)).id
        for each in Reasoner
    }
    assert len(ids) == 1


def test_a_second_build_reads_only_what_has_changed(
    project: Path, tmp_path: Path, quiet: Stopwatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases, made = Releases(tmp_path / "home"), list[str]()
    kept = Cache.kept

    def noted(self: Cache, kind: str, made_of: bytes, make: Make) -> bytes:
        def making() -> bytes:
            made.append(kind)
            return make()

        return kept(self, kind, made_of, making)

    monkeypatch.setattr(Cache, "kept", noted)
    first = build(project, Names(), releases, None, quiet)
    assert {"file", "terminology"} == set(made)
    made.clear()
    assert build(project, Names(), releases, None, quiet).id == first.id
    assert not made
    file = project / "data/reference/exampleby.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Lakeland", "Land of Lakes"), encoding="utf-8")
    changed = build(project, Names(), releases, None, quiet)
    assert changed.id != first.id
    assert made == ["file"]
    assert build(project, Names(), Releases(tmp_path / "fresh"), None, quiet).id == changed.id
