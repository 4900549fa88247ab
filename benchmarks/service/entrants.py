"""A service that takes part: installed, loaded, and started whenever its turn comes."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .peers import Peer, Site, SkippedError
from .processes import FailedError, Running, memory, start, stop


@dataclass(slots=True)
class Entrant:
    """A loaded service, and the server process while there is one."""

    peer: Peer
    site: Site
    facts: dict[str, Any] = field(default_factory=dict)
    running: Running | None = None
    unable: set[str] = field(default_factory=set)
    """Questions it does not answer."""

    def ready(self, port: int, deadline: int) -> Running:
        """The running server; started if it does not run.

        Raises FailedError when it does not start.
        """
        if self.running and self.running.alive:
            return self.running
        self.stop()
        command = self.peer.command(self.site, port, deadline)
        self.running = start(command, self.site.folder, port, self.peer.path)
        self.facts.setdefault("start_seconds", []).append(self.running.started_in)
        self.facts.setdefault("memory_at_start", []).append(memory(self.running.process.pid))
        return self.running

    def stop(self) -> None:
        if self.running:
            stop(self.running.process)
        self.running = None


def entered(peer: Peer, triples: int, site: Site) -> Entrant:
    """Install a service and load the data into it.

    Raises SkippedError when it takes no part, with the reason.
    """
    if peer.largest is not None and triples > peer.largest:
        raise SkippedError(f"holds its data in memory; tried with up to {peer.largest} triples only")
    try:
        version = peer.install(site)
        if site.folder.exists():
            shutil.rmtree(site.folder)
        site.folder.mkdir(parents=True)
        began = time.perf_counter()
        peer.load(site)
    except FailedError as error:
        raise SkippedError(f"could not be set up: {error}") from error
    seconds = time.perf_counter() - began
    facts = {
        "version": version,
        "note": peer.note,
        "load_seconds": seconds,
        "disk_bytes": _size(site.folder),
    }
    return Entrant(peer, site, facts)


def _size(folder: Path) -> int:
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())
