"""`python -m benchmarks.service`: measure, write the results, and write the page about them."""

from __future__ import annotations

import argparse
import json
import shlex
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from . import load, questions
from .entrants import Entrant, entered
from .machine import machine
from .measure import QUICK, Plan, Record, Run, besiege, measure
from .peers import PEERS, Site, SkippedError
from .report import write_report

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results"
SEED = 1


def main() -> None:
    """Measure each size of data in turn."""
    arguments = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    if not arguments.report:
        for triples in arguments.triples:
            _measure(triples, arguments)
    write_report(arguments.results, arguments.page)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.service", description=__doc__)
    add = parser.add_argument
    add("--triples", nargs="+", type=int, default=[100_000, 1_000_000], help="sizes of data")
    add("--only", nargs="+", choices=PEERS, default=list(PEERS), help="services to measure")
    add("--quick", action="store_true", help="few rounds, to see that all works")
    add("--work", type=Path, default=ROOT / "var" / "bench", help="where peers and data live")
    add("--queries", type=Path, default=ROOT / "benchmarks" / "queries", help="folder of questions")
    add("--munigraph-options", default="", help="more options of `munigraph serve`, as one word")
    add("--results", type=Path, default=RESULTS, help="where the numbers are written")
    add("--page", type=Path, default=ROOT / "docs" / "performance.md", help="the page with the tables")
    add("--siege", action="store_true", help="measure the siege anew, and keep the other numbers")
    add("--report", action="store_true", help="only write the page anew from the numbers that are there")
    return parser.parse_args()


def _measure(triples: int, arguments: argparse.Namespace) -> None:
    work: Path = arguments.work.resolve()
    plan = QUICK if arguments.quick else Plan()
    data = _data(triples, work)
    asked = questions.read(arguments.queries, _reference(data), SEED)
    entrants: list[Entrant] = []
    skipped: dict[str, str] = {"throughput": load.missing()} if load.missing() else {}
    for name in arguments.only:
        options = tuple(shlex.split(arguments.munigraph_options)) if name == "munigraph" else ()
        site = Site(work / "tools" / name, work / str(triples) / name, data, options)
        try:
            entrants.append(entered(PEERS[name], triples, site))
            print(f"loaded: {name}", file=sys.stderr)
        except SkippedError as reason:
            skipped[name] = str(reason)
            print(f"skipped: {name}: {reason}", file=sys.stderr)
    record = Record(arguments.results.resolve() / f"service-{triples}.json")
    if arguments.siege:
        record.content = json.loads(record.file.read_text(encoding="utf-8"))
        besiege(Run(plan, entrants, asked, record))
        return
    record.content = _heading(triples, plan, asked, skipped, arguments)
    measure(Run(plan, entrants, asked, record))


def _heading(
    triples: int,
    plan: Plan,
    asked: tuple[questions.Question, ...],
    skipped: dict[str, str],
    arguments: argparse.Namespace,
) -> dict[str, Any]:
    return {
        "triples": triples,
        "quick": arguments.quick,
        "munigraph_options": arguments.munigraph_options,
        "machine": machine(),
        "plan": asdict(plan),
        "questions": {
            each.name: {"kind": each.kind, "title": each.title, "small": each.small} for each in asked
        },
        "skipped": skipped,
    }


def _data(triples: int, work: Path) -> Path:
    """The N-Quads of this size; made once."""
    file = work / f"data-{triples}.nq"
    if not file.exists():
        work.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".draft.nq")
        module = [sys.executable, "-m", "benchmarks.data.generate"]
        subprocess.run(
            [*module, "--triples", str(triples), "--seed", str(SEED), str(draft)], cwd=ROOT, check=True
        )
        draft.replace(file)
    return file


def _reference(data: Path) -> ox.Store:
    """A store of the data, to find the things in that questions ask about."""
    folder = data.with_suffix(".store")
    if folder.exists() and folder.stat().st_mtime > data.stat().st_mtime and (folder / "CURRENT").exists():
        return ox.Store.read_only(str(folder))
    store = ox.Store(str(folder))
    store.clear()
    store.bulk_load(path=str(data))
    store.flush()
    return store


if __name__ == "__main__":
    main()
