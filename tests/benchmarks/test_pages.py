"""The benchmark of pages: it asks for pages of every kind, and its table says what was measured."""

from __future__ import annotations

from benchmarks.pages.__main__ import Asked, report
from benchmarks.pages.choosing import SPOKEN, chosen, spread
from munigraph.release import Release


def test_pages_of_every_kind_are_asked_for(curated_release: Release) -> None:
    pages = chosen(curated_release, 4)
    assert {"Decision", "VoteEvent", "SourceDocument", "Municipality", "graph", SPOKEN} <= pages.keys()
    assert all(0 < len(paths) <= 4 for paths in pages.values())
    assert all(path.startswith("/page/") for paths in pages.values() for path in paths)
    assert chosen(curated_release, 4) == pages


def test_some_are_spread_over_all() -> None:
    assert spread([str(n) for n in range(10)], 3) == ["0", "3", "6"]
    assert spread(["a"], 3) == ["a"]
    assert spread([], 3) == []


def test_the_table_says_what_was_measured(curated_release: Release) -> None:
    found = {"Decision": [Asked("/page/a", (10.0, 20.0, 30.0), 2000)], "Slow": [Asked("/page/b", (60.0,), 1)]}
    said = report(curated_release, found)
    assert "over 50 ms: Slow" in said
    assert "| Decision | 1 | 20.0 | 30.0 | 20.0 | 2 |" in said
    assert said.index("| Slow") < said.index("| Decision"), "the slowest kind first"
