"""`python -m benchmarks.compiler.whole`: made-up input files to a served release, and one changed file.

For each size a project is made, built from nothing, built again without a change, and then
followed by `munigraph build --watch` beside `munigraph serve` while single records change:
measured is the time from the moment a file is saved until the server answers from the new
release. Memory is that of all processes of the build together (their proportional share).
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.records.folder import write_project
from benchmarks.service.machine import machine
from munigraph.release import Releases

RESULTS = Path("benchmarks/results/release.json")
PAGE = Path("docs/performance.md")
BEGIN, END = "<!-- release -->", "<!-- /release -->"
STEP = re.compile(r"^\s*([\d.]+) s\s+\d+%\s+(\w+)$", re.MULTILINE)
LABEL = re.compile(r"^(\s+(?:en|da|sv): .*?)(\"?)$", re.MULTILINE)
PATIENCE = 120.0
PAUSE = 2.0
"""Seconds between changes, in which the build clears away what nobody needs any more."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compiler.whole", description=__doc__)
    parser.add_argument("--triples", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--changes", type=int, default=9)
    parser.add_argument("--work", type=Path, default=Path("var/bench"), help="where projects live")
    arguments = parser.parse_args()
    known = {run["stated"]: run for run in _earlier()}
    known |= {size: measured(size, arguments.work, arguments.changes) for size in arguments.triples}
    found = [known[size] for size in sorted(known)]
    RESULTS.write_text(json.dumps({"machine": machine(), "runs": found}, indent=1) + "\n", encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n\n{table(found)}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")


def _earlier() -> list[dict[str, Any]]:
    """Results for other sizes, which stay."""
    return list(json.loads(RESULTS.read_text(encoding="utf-8"))["runs"]) if RESULTS.exists() else []


def measured(triples: int, work: Path, changes: int) -> dict[str, Any]:
    """All figures of one size."""
    project, home = work / f"records-{triples}", work / f"home-{triples}"
    if not project.exists():
        write_project(triples, project)
    shutil.rmtree(home, ignore_errors=True)
    cold, again = built(project, home), built(project, home)
    manifest = Releases(home).current().manifest
    found = {
        "stated": triples,
        "records": len(list((project / "data" / "records").iterdir())),
        "released": manifest.quads,
        "cold": cold,
        "again": again,
        "changed": changed(project, home, changes),
    }
    print(found, file=sys.stderr)
    shutil.rmtree(home)
    return found


def built(project: Path, home: Path) -> dict[str, Any]:
    """Seconds in all and by step, and the most memory in MiB, of one build."""
    command = [sys.executable, "-m", "munigraph", "build", "--profile"]
    command += ["--project", str(project), "--home", str(home)]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        memory = Memory(process.pid)
        said = process.communicate()[0]
        if process.returncode:
            raise SystemExit(f"munigraph build failed: {said}")
    steps = {name: float(seconds) for seconds, name in STEP.findall(said)}
    return {"seconds": time.perf_counter() - started, "steps": steps, "memory": memory.end()}


class Memory:
    """Watches the memory of a process and all below it."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> float:
        """The most there was, in MiB."""
        self._over.set()
        self._thread.join()
        return self._most

    def _watch(self) -> None:
        while not self._over.wait(2.0):
            self._most = max(self._most, sum(map(share, family(self._pid))))


def family(pid: int) -> list[int]:
    """A process and all below it."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(each for child in below for each in family(int(child)))]


def share(pid: int) -> float:
    """The proportional share of memory of a process, in MiB."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def changed(project: Path, home: Path, changes: int) -> dict[str, Any]:
    """Seconds from saving a record until the server answers from the new release."""
    records = [
        path
        for path in sorted((project / "data" / "records").iterdir())[:: max(1, changes)]
        if LABEL.search(path.read_text(encoding="utf-8"))
    ]
    waited = []
    with followed(project, home) as address:
        for number in range(changes):
            record = records[(number * 7919) % len(records)]
            text = record.read_text(encoding="utf-8")
            later = LABEL.sub(rf"\g<1> {number}\g<2>", text, count=1)
            before = served(address)
            started = time.perf_counter()
            record.write_text(later, encoding="utf-8")
            while served(address) == before:
                if time.perf_counter() - started > PATIENCE:
                    raise SystemExit(f"the server did not turn to a release with {record}")
                time.sleep(0.01)
            waited.append(time.perf_counter() - started)
            time.sleep(PAUSE)
            record.write_text(text, encoding="utf-8")
            while served(address) != before:
                time.sleep(0.05)
            time.sleep(PAUSE)
    return {"median": statistics.median(waited), "least": min(waited), "most": max(waited)}


@contextmanager
def followed(project: Path, home: Path) -> Iterator[str]:
    """A server, and a build that follows the files; gives the server's address once both are ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    commands = (
        ["serve", "--home", str(home), "--port", str(port)],
        ["build", "--watch", "--home", str(home), "--project", str(project)],
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "munigraph", *command],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    try:
        said = processes[1].stderr
        while said is not None and "Waiting" not in said.readline():
            pass
        threading.Thread(target=processes[0].communicate, daemon=True).start()
        threading.Thread(target=processes[1].communicate, daemon=True).start()
        yield f"http://127.0.0.1:{port}"
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def served(address: str) -> str:
    """The id of the release that the server answers from."""
    with urllib.request.urlopen(f"{address}/health", timeout=10) as answer:
        return str(json.load(answer)["release"])


def table(runs: list[dict[str, Any]]) -> str:
    """One row for each size."""
    rows = [
        "| statements in files | records | quads released | from nothing, s "
        "| of it read / gather / validate / reason / write | MiB | unchanged, s | one changed record, s |",
        "|---:|---:|---:|---:|---|---:|---:|---:|",
    ]
    for run in runs:
        cold, one = run["cold"], run["changed"]
        steps = " / ".join(
            f"{cold['steps'][name]:.3g}" for name in ("read", "gather", "validate", "reason", "write")
        )
        rows.append(
            f"| {run['stated']:,} | {run['records']:,} | {run['released']:,} | {cold['seconds']:.3g} "
            f"| {steps} | {cold['memory']:,.0f} | {run['again']['seconds']:.3g} "
            f"| {one['median']:.2f} ({one['least']:.2f}–{one['most']:.2f}) |"
        )
    return "\n".join(rows)


if __name__ == "__main__":
    main()
