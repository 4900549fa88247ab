"""`python -m benchmarks.servers.sizes --home HOME`: memory of a running service, for docs/deployment.md.

Starts `munigraph serve`, asks the project's example queries a few times, and prints what the front
process and its workers have for themselves, and what of the store they share.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from benchmarks.service.asking import ask, target
from benchmarks.service.processes import PROC, free_port, start, stop, tree

ROOT = Path(__file__).parents[2]
MEGABYTE = 1 << 20


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.servers.sizes", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="a folder with a release")
    parser.add_argument("--queries", type=Path, default=ROOT / "queries", help="folder of questions")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is asked")
    arguments = parser.parse_args()
    port = free_port()
    command = [sys.executable, "-m", "munigraph", "serve", "--home", str(arguments.home.resolve())]
    running = start([*command, "--port", str(port), "--no-log-requests"], arguments.home, port, "/sparql")
    try:
        _settle(port)
        print(f"started in {running.started_in:.1f} s")
        print(_line("idle", running.process))
        for number in range(arguments.rounds):
            for query in sorted(arguments.queries.glob("*.rq")):
                text = query.read_text(encoding="utf-8") + f"\n# {number}"
                ask(port, target("/sparql", text), seconds=60)
        _settle(port)
        print(_line("after questions", running.process))
    finally:
        stop(running.process)


def _settle(port: int) -> None:
    """Wait until all workers are there."""
    for _ in range(200):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as reply:
            if json.load(reply)["workers"]["starting"] == 0:
                return
        time.sleep(0.1)


def _line(when: str, process: subprocess.Popen[bytes]) -> str:
    front, *workers = tree(process.pid)
    own = [_bytes(pid, "Private_Dirty") for pid in workers]
    shared = [_bytes(pid, "Rss") for pid in workers]
    return (
        f"{when}: front {_bytes(front, 'Private_Dirty') / MEGABYTE:.0f} MiB of its own; "
        f"{len(workers)} workers, each {statistics.median(own) / MEGABYTE:.0f} of its own "
        f"and {statistics.median(shared) / MEGABYTE:.0f} with what is shared"
    )


def _bytes(pid: int, name: str) -> int:
    """One entry of a process's memory, in bytes."""
    lines = (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    main()
