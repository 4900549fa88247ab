"""`python -m benchmarks.compiler`: close and check made-up graphs of several sizes, and write the table.

Each step runs in a process of its own, so that its memory is its own; the libraries that
are the measure run up to a size that they can bear.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.data.generate import generate
from benchmarks.service.machine import machine

from . import curve
from .step import STEPS

SIZES = [20_000, 50_000, 100_000, 1_000_000, 10_000_000]
RESULTS = Path("benchmarks/results/compiler.json")
PAGE = Path("docs/performance.md")
BEGIN, END = "<!-- compiler -->", "<!-- /compiler -->"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compiler", description=__doc__)
    parser.add_argument(
        "--triples", type=int, nargs="+", default=[20_000, 50_000, 100_000, 1_000_000, 10_000_000]
    )
    parser.add_argument(
        "--libraries", type=int, default=50_000, help="the largest size that owlrl and pySHACL get"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", type=Path, default=Path("var/bench"), help="where data live")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    found: list[dict[str, Any]] = []
    for triples in arguments.triples:
        file = _data(triples, arguments.work)
        for step in STEPS:
            slow = "with" in step
            if slow and triples > arguments.libraries:
                continue
            for number in range(1 if slow else arguments.rounds):
                entry = {"triples": triples, "step": step, "round": number, **_run(step, file)}
                print(entry, file=sys.stderr)
                found.append(entry)
    RESULTS.write_text(json.dumps({"machine": machine(), "runs": found}, indent=1) + "\n", encoding="utf-8")
    for unit, value in (("seconds", "seconds"), ("MiB", "memory")):
        drawn = curve.svg(_growth(found, unit, value))
        (RESULTS.parent / f"compiler-{value}.svg").write_text(drawn, encoding="utf-8")
    _write_page(table(found))


def _growth(runs: list[dict[str, Any]], unit: str, value: str) -> curve.Curve:
    """The median of each step by size."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for triples, step in dict.fromkeys((run["triples"], run["step"]) for run in runs):
        same = [run[value] for run in runs if (run["triples"], run["step"]) == (triples, step)]
        lines.setdefault(step, []).append((triples, statistics.median(same)))
    title = f"Closing and checking: {unit} by size"
    return curve.Curve(
        title, f"{title}; the table in docs/performance.md has the figures.", "triples", unit, lines
    )


def _data(triples: int, work: Path) -> Path:
    file = work / f"data-{triples}.nq"
    if not file.exists():
        with file.open("w", encoding="utf-8", newline="\n") as out:
            generate(triples, 1, out)
    return file


def _run(step: str, file: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.compiler.step", step, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def table(runs: list[dict[str, Any]]) -> str:
    """Median seconds with their spread, memory and rate, by size and step."""
    rows = [
        "| triples | step | seconds | of it reading | MiB | triples per second | made |",
        "|---:|---|---:|---:|---:|---:|---:|",
    ]
    kinds = dict.fromkeys((run["triples"], run["step"]) for run in runs)
    for triples, step in kinds:
        same = [run for run in runs if (run["triples"], run["step"]) == (triples, step)]
        seconds = sorted(run["seconds"] for run in same)
        middle = seconds[len(seconds) // 2]
        spread = f" ({seconds[0]:.3g}–{seconds[-1]:.3g})" if len(seconds) > 1 else ""
        memory = max(run["memory"] for run in same)
        rate, made = same[0]["read"] / middle, same[0]["made"]
        known = [run["reading"] for run in same if "reading" in run]
        reading = f"{statistics.median(known):.3g}" if known else "–"
        rows.append(
            f"| {triples:,} | {step} | {middle:.3g}{spread} | {reading} "
            f"| {memory:,.0f} | {rate:,.0f} | {made:,} |"
        )
    return "\n".join(rows)


def _write_page(text: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
