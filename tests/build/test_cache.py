"""What is kept is found again, never half written, never believed when damaged."""

from __future__ import annotations

import os
from pathlib import Path

from munigraph.build import Means, Reasoner, Stopwatch, build
from munigraph.build.cache import MOST_KEPT, Cache
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


def test_it_does_not_grow_for_ever_and_keeps_what_is_used(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.kept("kind", b"used", lambda: b"used")
    (used,) = (tmp_path / "kind").iterdir()
    for number in range(MOST_KEPT):
        os.utime(used)
        cache.kept("kind", str(number).encode(), lambda: b"")
    assert len(list((tmp_path / "kind").iterdir())) == MOST_KEPT
    assert cache.kept("kind", b"used", refuse) == b"used"


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
