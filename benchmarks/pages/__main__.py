"""`python -m benchmarks.pages --home HOME`: how long pages of every kind take, worked out anew each time.

A server is started on loopback. Of each kind some pages are asked for, in turn, over one
connection that is kept, with `Cache-Control: no-cache` so that no answer is one made before;
the first round warms up and does not count. `--write` puts the table into docs/performance.md.
"""

from __future__ import annotations

import argparse
import http.client
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.service.processes import Running, free_port, start, stop
from benchmarks.service.tables import table
from munigraph.release import Release, Releases

from .choosing import chosen

PAGE = Path("docs/performance.md")
GOAL = 50.0
"""Milliseconds that a page may take (median, warm)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One page, asked for several times."""

    path: str
    milliseconds: tuple[float, ...]
    size: int


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.pages", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--home", type=Path, default=Path("var"), help="where the release is")
    parser.add_argument("--things", type=int, default=20, help="pages of each kind")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is asked for")
    parser.add_argument("--sources", type=Path, help="folder of source texts")
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE}")
    arguments = parser.parse_args()
    release = Releases(arguments.home).current()
    pages = chosen(release, arguments.things)
    found = measured(arguments.home, arguments.sources, pages, arguments.rounds)
    said = report(release, found)
    sys.stdout.write(said + "\n")
    if arguments.write:
        _write(said, release)


def measured(
    home: Path, sources: Path | None, pages: Mapping[str, Sequence[str]], rounds: int
) -> dict[str, list[Asked]]:
    """Start a server, ask it for pages, and stop it."""
    port = free_port()
    command = [sys.executable, "-m", "munigraph", "serve", "--home", str(home.resolve()), "--port", str(port)]
    command += ["--no-log-requests", *(["--sources", str(sources.resolve())] if sources else [])]
    with tempfile.TemporaryDirectory() as folder:
        running = start(command, Path(folder), port, "/sparql")
        try:
            return {kind: _asked(running, paths, rounds) for kind, paths in pages.items()}
        finally:
            stop(running.process)


def _asked(running: Running, paths: Sequence[str], rounds: int) -> list[Asked]:
    """The pages of one kind, one after the other in each round."""
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=120)
    times: dict[str, list[float]] = {path: [] for path in paths}
    sizes: dict[str, int] = {}
    for number in range(rounds + 1):
        for path in paths:
            began = time.perf_counter()
            connection.request("GET", path, headers={"Accept": "text/html", "Cache-Control": "no-cache"})
            response = connection.getresponse()
            sizes[path] = len(response.read())
            if response.status != 200:
                raise SystemExit(f"{path} is answered with {response.status}")
            if number:
                times[path].append((time.perf_counter() - began) * 1000)
    connection.close()
    return [Asked(path, tuple(times[path]), sizes[path]) for path in paths]


def report(release: Release, found: Mapping[str, Sequence[Asked]]) -> str:
    """The figures of each kind as a table, the slowest kinds first."""
    rows = sorted(
        (_row(kind, asked) for kind, asked in found.items() if asked), key=lambda row: -float(row[2])
    )
    every = [time for asked in found.values() for each in asked for time in each.milliseconds]
    over = [kind for kind, asked in found.items() if asked and _median(asked) > GOAL]
    verdict = f"over {GOAL:g} ms: {', '.join(over)}" if over else f"no kind over {GOAL:g} ms"
    head = ["kind", "pages", "median ms", "95 % ms", "slowest page, ms", "kB"]
    whole = f"median of all {statistics.median(every):.1f} ms, {verdict}"
    return f"Release {release.id}, {release.manifest.quads:,} quads; {whole}.\n\n{table(head, rows)}"


def _row(kind: str, asked: Sequence[Asked]) -> list[str]:
    times = sorted(time for each in asked for time in each.milliseconds)
    slowest = max(statistics.median(each.milliseconds) for each in asked)
    size = statistics.median(each.size for each in asked)
    p95 = times[min(len(times) - 1, round(0.95 * len(times)))]
    return [
        kind.rpartition("/")[2].rpartition("#")[2],
        str(len(asked)),
        f"{_median(asked):.1f}",
        f"{p95:.1f}",
        f"{slowest:.1f}",
        f"{size / 1000:.0f}",
    ]


def _median(asked: Sequence[Asked]) -> float:
    return statistics.median(time for each in asked for time in each.milliseconds)


def _write(said: str, release: Release) -> None:
    """Put the table where that of a release of about this size stands."""
    size = "large" if release.manifest.quads > 500_000 else "small"
    begin, end = f"<!-- pages {size} -->", f"<!-- /pages {size} -->"
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(begin)
    PAGE.write_text(f"{before}{begin}\n\n{said}\n\n{end}{rest.split(end)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
