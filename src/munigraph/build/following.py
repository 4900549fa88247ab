"""Waiting for the input files to change."""

from __future__ import annotations

import time
from pathlib import Path

FOLDERS = ("ontology", "shapes", "data", "queries")
LOOK_SECONDS = 0.2

State = frozenset[tuple[str, int, int]]


def state(project: Path) -> State:
    """Name, time and size of every input file; a file that is just being replaced does not count."""
    found = set()
    for folder in FOLDERS:
        for path in (project / folder).rglob("*"):
            try:
                status = path.stat()
            except OSError:
                continue
            if path.is_file() and not path.name.startswith("."):
                found.add((str(path), status.st_mtime_ns, status.st_size))
    return frozenset(found)


def wait_for_change(project: Path, seen: State) -> State:
    """Wait until the files are not as they were and then stay as they are for a moment; how they are then."""
    while True:
        time.sleep(LOOK_SECONDS)
        now = state(project)
        if now != seen and now == state(project):
            return now
