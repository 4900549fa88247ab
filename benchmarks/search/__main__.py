"""`python -m benchmarks.search --home HOME`: how long searches take on the current release of a home.

A server of its own answers one question at a time, each anew: the page, the API, and the API as
the search box asks it while somebody types. Times are those of whole answers over HTTP on loopback.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.service.machine import machine
from benchmarks.service.processes import free_port
from munigraph.release import Release, Releases

from .questions import questions

RESULTS = Path("benchmarks/results/search.json")
PAGE = Path("docs/performance.md")
BEGIN, END = "<!-- search -->", "<!-- /search -->"
FORMS = {
    "page": ("/search", {}, "text/html"),
    "API": ("/search", {}, "application/json"),
    "as you type": ("/search.json", {"limit": "8", "counts": "no"}, "application/json"),
}
FRESH = {"Cache-Control": "no-cache"}
"""Asks for an answer that was not made for somebody else."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("var"), help="where releases live")
    parser.add_argument("--questions", type=int, default=200, help="of each sort")
    arguments = parser.parse_args()
    release = Releases(arguments.home).current()
    asked = questions(release.index, arguments.questions)
    with served(arguments.home) as port:
        found = {sort: measured(port, texts) for sort, texts in asked.items()}
    known = json.loads(RESULTS.read_text(encoding="utf-8"))["runs"] if RESULTS.exists() else {}
    runs = known | {str(release.manifest.quads): {"index": size(release), "sorts": found}}
    ordered = dict(sorted(runs.items(), key=lambda run: int(run[0])))
    RESULTS.write_text(json.dumps({"machine": machine(), "runs": ordered}, indent=1) + "\n", encoding="utf-8")
    text = "\n\n".join(table(int(quads), run) for quads, run in ordered.items())
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")


def size(release: Release) -> dict[str, int]:
    return {"things": release.manifest.searchable, "bytes": release.index.stat().st_size}


@contextmanager
def served(home: Path) -> Iterator[int]:
    """A server of a home, ready to answer."""
    port = free_port()
    command = [sys.executable, "-m", "munigraph", "serve", "--home", str(home), "--port", str(port)]
    with subprocess.Popen([*command, "--no-log-requests"], stderr=subprocess.DEVNULL) as process:
        try:
            while not ready(port):
                time.sleep(0.1)
            yield port
        finally:
            process.terminate()


def ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
            return bool(json.load(answer)["ready"])
    except OSError:
        return False


def measured(port: int, texts: list[str]) -> dict[str, Any]:
    """Milliseconds in each form, the forms in turn."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times: dict[str, list[float]] = {form: [] for form in FORMS}
    failed = 0
    for text in texts:
        for form, (path, more, accept) in FORMS.items():
            target = f"{path}?{urlencode({'q': text, **more})}"
            started = time.perf_counter()
            connection.request("GET", target, headers={"Accept": accept, **FRESH})
            answer = connection.getresponse()
            answer.read()
            times[form].append((time.perf_counter() - started) * 1000)
            failed += answer.status != 200
    return {
        "questions": len(texts),
        "failed": failed,
        "ms": {form: figures(found) for form, found in times.items()},
    }


def figures(found: list[float]) -> dict[str, float]:
    return {
        "median": statistics.median(found),
        "p95": statistics.quantiles(found, n=20)[-1],
        "most": max(found),
    }


def table(quads: int, run: Mapping[str, Any]) -> str:
    """A row for each sort of question."""
    index = run["index"]
    rows = [
        f"**{quads:,} quads**: {index['things']:,} things in an index of {index['bytes'] / 1e6:.1f} MB; "
        "milliseconds, median / 95th percentile / most.",
        "",
        f"| question | {' | '.join(FORMS)} | failed |",
        f"|---|{'---:|' * (len(FORMS) + 1)}",
    ]
    for sort, found in run["sorts"].items():
        cells = (found["ms"][form] for form in FORMS)
        shown = " | ".join(f"{each['median']:.1f} / {each['p95']:.1f} / {each['most']:.1f}" for each in cells)
        rows.append(f"| {sort} | {shown} | {found['failed']} of {3 * found['questions']} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
