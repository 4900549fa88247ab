"""Throughput: as many requests as a service answers, from several clients at once, by `wrk`."""

from __future__ import annotations

import itertools
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .asking import TABLE, ask, target
from .processes import FailedError, run
from .questions import Question

SCRIPT = Path(__file__).parent / "requests.lua"
MODES = ("uncached", "repeated", "revalidated")
CLIENTS = (1, 8, 32)


@dataclass(frozen=True, slots=True)
class Throughput:
    """What one run of wrk saw. Latencies are in milliseconds."""

    requests: int
    seconds: float
    per_second: float
    """Requests answered well, per second."""
    p50: float
    p95: float
    p99: float
    bytes: int
    refused: int
    """Answers with a status of 400 or more."""
    broken: int
    """Connections that failed, and answers that did not come in time."""


def missing() -> str:
    """Why throughput cannot be measured here; empty when it can."""
    return "" if shutil.which("wrk") else "wrk is not installed"


def parsed(output: str) -> Throughput:
    """Read the summary line that the script adds to wrk's output.

    Raises ValueError when there is none.
    """
    lines = [line for line in output.splitlines() if line.startswith("summary {")]
    if not lines:
        raise ValueError(f"wrk said nothing of its requests: {output[-200:]}")
    found: dict[str, Any] = json.loads(lines[-1].removeprefix("summary "))
    seconds = found["microseconds"] / 1e6
    good = found["requests"] - found["status"]
    return Throughput(
        requests=found["requests"],
        seconds=seconds,
        per_second=good / seconds if seconds else 0.0,
        p50=found["p50"] / 1000,
        p95=found["p95"] / 1000,
        p99=found["p99"] / 1000,
        bytes=found["bytes"],
        refused=found["status"],
        broken=found["connect"] + found["read"] + found["write"] + found["timeout"],
    )


def write_targets(questions: tuple[Question, ...], path: str, file: Path) -> int:
    """Write one line for each small question about each thing, the questions in turn; how many take turns."""
    small = [[(each.accept, text) for text in each.texts] for each in questions if each.small]
    lines = [
        f"{accept}\t{target(path, text)}"
        for turn in itertools.zip_longest(*small)
        for accept, text in filter(None, turn)
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(small)


def throughput(
    port: int, targets: Path, turns: int, mode: str, clients: int, seconds: int, word: str
) -> dict[str, Any]:
    """Load a service for some seconds; `word` makes the queries unlike those of any other run.

    `turns` is the number of lines at the beginning of `targets` that are sent repeatedly.

    What could not be measured is told under `skipped`.
    """
    etag = ""
    if mode == "revalidated":
        accept, _, first = targets.read_text(encoding="utf-8").partition("\n")[0].partition("\t")
        etag = ask(port, first, accept or TABLE).etag
        if not etag:
            return {"skipped": "sends no ETag"}
    command = ["wrk", "--threads", "1", "--connections", str(clients), "--duration", f"{seconds}s"]
    command += ["--timeout", "10s", "--script", str(SCRIPT), f"http://127.0.0.1:{port}/"]
    command += ["--", str(targets), mode, word, str(turns), *([etag] if etag else [])]
    try:
        return asdict(parsed(run(command, targets.parent, seconds + 60)))
    except (FailedError, ValueError) as error:
        return {"skipped": str(error)}
