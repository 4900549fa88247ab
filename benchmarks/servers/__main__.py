"""`python -m benchmarks.servers`: HTTP servers for Python beside one another, for decision 12.

Each is installed into an environment of its own and serves the same answer of 400 bytes, bare
and through Flask. Asked is how many of them it gives per second to eight clients, in turns,
whether it learns that a client left, and whether it breaks an answer that fails. Needs wrk.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.service.machine import machine
from benchmarks.service.peers.peer import Site, from_pypi
from benchmarks.service.processes import FailedError, free_port, stop

from .behaviour import breaks_a_failed_answer, learns_that_a_client_left
from .contenders import CONTENDERS, Contender

ROOT = Path(__file__).parents[2]
SERVED = Path(__file__).parent / "served"
WORK = ROOT / "var" / "bench" / "servers"
START_SECONDS = 20
CLIENTS = 8
HEAD = "| server | bare application | through Flask | learns that a client left | breaks a failed answer |"


@dataclass(frozen=True, slots=True)
class Entry:
    """A server that runs with one application, and what was measured of it."""

    contender: Contender
    application: str
    port: int
    rates: list[float] = field(default_factory=list)


def main() -> None:
    """Install, start, measure in turns, print a table."""
    arguments = _arguments()
    if shutil.which("wrk") is None:
        sys.exit("wrk makes the load of this benchmark: install it first (Debian has it)")
    with contextlib.ExitStack() as started, tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "notes"
        entries: list[Entry] = []
        for contender in _chosen(arguments.only):
            entries += _entered(contender, arguments.work, notes, started)
        for _ in range(arguments.rounds):
            for entry in entries:
                entry.rates.append(_rate(entry.port, arguments.seconds))
        print(_table(entries, notes))
    found = machine()
    print(f"\n{CLIENTS} clients on {found['cores']} cores shared with the load; Python {found['python']}.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.servers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4, help="length of each measurement")
    parser.add_argument("--only", nargs="+", choices=[each.program for each in CONTENDERS])
    parser.add_argument("--work", type=Path, default=WORK, help="where the servers are installed")
    return parser.parse_args()


def _chosen(programs: list[str] | None) -> list[Contender]:
    return [each for each in CONTENDERS if programs is None or each.program in programs]


def _entered(contender: Contender, work: Path, notes: Path, started: contextlib.ExitStack) -> Iterator[Entry]:
    """A server with each of its applications; one that cannot be had takes no part."""
    try:
        folder = work.resolve() / contender.program
        programs = from_pypi(Site(folder, folder, folder), *contender.requirements)
        for application in contender.applications:
            port = free_port()
            process = _start(contender, programs, application, port, notes)
            started.callback(stop, process, 5)
            _wait_for(port, process)
            yield Entry(contender, application, port)
    except FailedError as error:
        print(f"{contender.name} takes no part: {error}", file=sys.stderr)


def _start(
    contender: Contender, programs: Path, application: str, port: int, notes: Path
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [str(programs / contender.program), *contender.command(application, port)],
        cwd=SERVED,
        env={**os.environ, "PYTHONPATH": str(SERVED), "BENCH_NOTES": str(notes)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise FailedError("it did not start")


def _rate(port: int, seconds: int) -> float:
    """Answers per second. Raises FailedError where some were none."""
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", f"http://127.0.0.1:{port}/"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise FailedError(f"the server at port {port} refused requests")
    return float(next(line.split()[1] for line in said.splitlines() if line.startswith("Requests/sec")))


def _table(entries: list[Entry], notes: Path) -> str:
    rows = [HEAD, "|---|---:|---:|---|---|"]
    for contender in dict.fromkeys(entry.contender for entry in entries):
        found = {entry.application: entry for entry in entries if entry.contender is contender}
        bare, *flask = [found[name] for name in contender.applications if name in found]
        cells = [contender.name, _spread(bare), _spread(flask[0]) if flask else "–"]
        cells += [learns_that_a_client_left(bare.port, notes), breaks_a_failed_answer(bare.port)]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _spread(entry: Entry) -> str:
    rates = entry.rates
    return f"{statistics.median(rates):,.0f} ({min(rates):,.0f}–{max(rates):,.0f})"


if __name__ == "__main__":
    main()
