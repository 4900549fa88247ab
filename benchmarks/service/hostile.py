"""Small questions while other clients send queries that never end."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from .asking import TABLE, ask, series, target
from .processes import Running, available, cpu_seconds, memory, stop
from .ratios import percentile

ENDLESS = Path(__file__).parent / "endless"
NESTED = 2250
PATIENCE = 15.0
"""Seconds a client waits for an endless query, and for a small one."""
MOST_MEMORY = 8 << 30
MOST_SMALL = 2000
PAUSE = 0.02
"""Seconds between two small questions, so that they spread over the siege and are no load themselves."""


@dataclass(slots=True)
class _Siege:
    """What the hostile clients saw; it ends at a time, or when there is no server any more."""

    until: float
    answers: Counter[str] = field(default_factory=Counter)
    """How often which status came back."""
    peak: int = 0
    stopped_for_memory: bool = False

    @property
    def over(self) -> bool:
        return time.perf_counter() > self.until or self.stopped_for_memory


def endless() -> dict[str, str]:
    """The five hostile queries by name."""
    found = {path.stem: path.read_text(encoding="utf-8") for path in sorted(ENDLESS.glob("*.rq"))}
    found["nested"] = "SELECT * " + "{ " * NESTED + "?a ?b ?c" + " }" * NESTED
    return found


def sieges() -> dict[str, list[str]]:
    """What the hostile clients send, a query each: one kind alone, then all kinds at once."""
    found = endless()
    return {**{name: [query] * 2 for name, query in found.items()}, "all": list(found.values())}


def besieged(
    running: Running, hostile: Sequence[str], targets: Sequence[str], seconds: float
) -> dict[str, Any]:
    """Take the 95th percentile of small questions in quiet and under siege, and see who survives.

    A server that takes more than its share of memory is stopped, which is then told.
    """
    quiet = _small(running, targets, seconds / 4)
    attack = _Siege(time.perf_counter() + seconds)
    threads = [threading.Thread(target=_send, args=(running, query, attack)) for query in hostile]
    threads.append(threading.Thread(target=_watch, args=(running, attack)))
    for thread in threads:
        thread.start()
    time.sleep(min(1.0, seconds / 10))
    under = _small(running, targets, seconds * 0.8)
    for thread in threads:
        thread.join(seconds + 2 * PATIENCE)
    return {
        "quiet": quiet,
        "besieged": under,
        "answers": dict(attack.answers),
        "peak_memory_bytes": attack.peak,
        "stopped_for_memory": attack.stopped_for_memory,
        "alive": running.alive,
        "still_busy": _busy(running),
        "recovered_in_seconds": _recovery(running),
    }


def _small(running: Running, targets: Sequence[str], seconds: float) -> dict[str, Any]:
    """Small questions one after the other; one without an answer counts with the time it took to fail."""
    timings = list(series(running.port, targets, TABLE, MOST_SMALL, seconds, PATIENCE, PAUSE))
    answered = sum(timing.good for timing in timings)
    return {
        "asked": len(timings),
        "answered": answered,
        "p50": percentile([timing.total for timing in timings], 0.5) if answered else None,
        "p95": percentile([timing.total for timing in timings], 0.95) if answered else None,
    }


def _send(running: Running, query: str, attack: _Siege) -> None:
    """Send one hostile query again as soon as it is answered, refused or given up."""
    while running.alive and not attack.over:
        attack.answers[_posted(running, query)] += 1
        time.sleep(0.05)


def _posted(running: Running, query: str) -> str:
    """The status that comes back, or why none did."""
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE)
    kind = "application/x-www-form-urlencoded"
    began = time.perf_counter()
    try:
        body = urlencode({"query": query})
        connection.request("POST", running.path, body, {"Content-Type": kind, "Accept": TABLE})
        response = connection.getresponse()
        while response.read(1 << 16):
            if time.perf_counter() - began > PATIENCE:
                return "given up"
    except TimeoutError:
        return "given up"
    except (OSError, http.client.HTTPException):
        return "broken off"
    finally:
        connection.close()
    return str(response.status)


def _watch(running: Running, attack: _Siege) -> None:
    """Note the most memory the server takes; stop it before it takes all there is."""
    most = min(MOST_MEMORY, available() // 2)
    while not attack.over and running.alive:
        attack.peak = max(attack.peak, memory(running.process.pid))
        if attack.peak > most:
            attack.stopped_for_memory = True
            stop(running.process)
        time.sleep(0.2)


def _busy(running: Running) -> float:
    """How many cores the server keeps at work when all hostile clients are gone."""
    began, used = time.perf_counter(), cpu_seconds(running.process.pid)
    time.sleep(1)
    return max(0.0, cpu_seconds(running.process.pid) - used) / (time.perf_counter() - began)


def _recovery(running: Running) -> float | None:
    """Seconds after the siege until the server answers again; None when it does not."""
    began = time.perf_counter()
    while running.alive and time.perf_counter() - began < PATIENCE:
        if ask(running.port, target(running.path, "ASK {}"), seconds=PATIENCE / 2).good:
            return time.perf_counter() - began
        time.sleep(0.1)
    return None
