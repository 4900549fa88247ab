"""`python -m benchmarks.compiler.shipped`: the project's own data, from files to a release.

Twice: the documents that a human read, and all that ship. Each is built from nothing and
again without a change, in several rounds; the table in docs/performance.md has the medians.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.records.curated import write_curated
from munigraph.release import Releases

from .whole import built

PAGE = Path("docs/performance.md")
BEGIN, END = "<!-- shipped -->", "<!-- /shipped -->"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compiler.shipped", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", type=Path, default=Path("var/bench"), help="where copies and releases live")
    arguments = parser.parse_args()
    curated = arguments.work / "curated"
    shutil.rmtree(curated, ignore_errors=True)
    write_curated(Path(), curated)
    projects = {"read by a human": curated, "all that ship": Path()}
    found = {name: measured(each, arguments.work, arguments.rounds) for name, each in projects.items()}
    text = table(found)
    sys.stdout.write(text + "\n")
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")


def measured(project: Path, work: Path, rounds: int) -> dict[str, Any]:
    """Documents, quads, and for each round the seconds from nothing and without a change, and MiB."""
    home = work / "home-shipped"
    cold, again = [], []
    for _ in range(rounds):
        shutil.rmtree(home, ignore_errors=True)
        cold.append(built(project, home))
        again.append(built(project, home))
    quads = Releases(home).current().manifest.quads
    shutil.rmtree(home)
    documents = sum(1 for _ in (project / "data" / "records").glob("**/*.yaml"))
    return {"documents": documents, "quads": quads, "cold": cold, "again": again}


def table(found: Mapping[str, Mapping[str, Any]]) -> str:
    """One row for each set of documents."""
    rows = [
        "| documents | how many | quads released | from nothing, s | of it reason / write "
        "| MiB | unchanged, s |",
        "|---|---:|---:|---:|---|---:|---:|",
    ]
    for name, run in found.items():
        seconds = sorted(each["seconds"] for each in run["cold"])
        steps = " / ".join(
            f"{statistics.median(each['steps'][step] for each in run['cold']):.3g}"
            for step in ("reason", "write")
        )
        memory = max(each["memory"] for each in run["cold"])
        again = statistics.median(each["seconds"] for each in run["again"])
        rows.append(
            f"| {name} | {run['documents']} | {run['quads']:,} | {statistics.median(seconds):.3g} "
            f"({seconds[0]:.3g}–{seconds[-1]:.3g}) | {steps} | {memory:,.0f} | {again:.3g} |"
        )
    return "\n".join(rows)


if __name__ == "__main__":
    main()
