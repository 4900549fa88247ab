"""What all services have in common: how they are installed, loaded and started."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..processes import run


class SkippedError(Exception):
    """Why a service takes no part."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a service lives during the benchmark."""

    tools: Path
    """Where it is installed; kept from one run to the next."""
    folder: Path
    """Where its data are; made anew for each run."""
    data: Path
    """The N-Quads file."""
    options: tuple[str, ...] = ()
    """More options to start it with."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One service."""

    name: str
    path: str
    """Where it answers queries."""
    install: Callable[[Site], str]
    """Install it, unless it is there, and say its version. Raises SkippedError."""
    load: Callable[[Site], None]
    """Load the N-Quads file. Raises FailedError."""
    command: Callable[[Site, int, int], list[str]]
    """What starts it on a port of 127.0.0.1, with a deadline for queries in seconds (0: none)."""
    largest: int | None = None
    """The most triples it is tried with."""
    note: str = ""
    """What a reader of its numbers must know, in a sentence."""


def from_pypi(site: Site, *requirements: str) -> Path:
    """Install packages into a virtual environment of their own; gives its bin/."""
    programs = site.tools / "bin"
    done = site.tools / "installed.txt"
    wanted = "\n".join(requirements)
    if not done.exists() or done.read_text(encoding="utf-8") != wanted:
        site.tools.mkdir(parents=True, exist_ok=True)
        run([sys.executable, "-m", "venv", str(site.tools)], site.tools)
        run([str(programs / "python"), "-m", "pip", "install", "--quiet", *requirements], site.tools)
        done.write_text(wanted, encoding="utf-8")
    return programs
