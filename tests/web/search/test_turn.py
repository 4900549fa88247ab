"""A new release is searched as soon as it is served, and the index of the old one is let go."""

from __future__ import annotations

import time
from pathlib import Path

from munigraph.build import Compiler, Stopwatch
from munigraph.engine import CurrentRelease
from munigraph.names import Names
from munigraph.release import Releases
from munigraph.settings import Settings
from tests.serving import serving

REFERENCE = "data/reference/exampleby.yaml"


def open_files(name: str) -> set[str]:
    """Files of this process that are open, of a name."""
    found = set()
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            target = descriptor.readlink()
        except OSError:
            continue
        if target.name == name:
            found.add(str(target))
    return found


def test_search_turns_with_the_release(project: Path, tmp_path: Path, quiet: Stopwatch) -> None:
    releases = Releases(tmp_path / "home")
    compiler = Compiler(project, Names(), releases, None)
    first = compiler.build(quiet)
    with serving(CurrentRelease(releases), Settings(workers=1)) as client:
        assert client.get("/search.json?q=lakeland").json["total"] >= 1
        assert str(first.index) in open_files("search.db")
        file = project / REFERENCE
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("Lakeland", "Riverland"), encoding="utf-8")
        second = compiler.build(quiet)
        deadline = time.monotonic() + 5
        while client.get("/health").json["release"] != second.id:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        found = client.get("/search.json?q=riverland").json
        assert (found["release"], found["results"][0]["name"]) == (second.id, "Riverland")
        assert client.get("/search.json?q=lakeland").json["total"] == 0
        opened = open_files("search.db")
        assert str(second.index) in opened
        assert str(first.index) not in opened
    assert str(second.index) not in open_files("search.db")
