"""Starting a server, waiting until it answers, stopping it, and what it takes of memory."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from .asking import ask, target

PROC = Path("/proc")


class FailedError(Exception):
    """A program that was started did not do what it was started for."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    process: subprocess.Popen[bytes]
    port: int
    path: str
    started_in: float
    """Seconds from its start to its first answer."""

    @property
    def alive(self) -> bool:
        return self.process.poll() is None


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def run(command: list[str], folder: Path, seconds: float = 3600) -> str:
    """Run a program to its end.

    Raises FailedError with the end of what it said when it does not end well.
    """
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=seconds,
            errors="replace",
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FailedError(f"{command[0]}: {error}") from error
    if done.returncode:
        raise FailedError(
            f"{command[0]} ended with {done.returncode}: {(done.stderr or done.stdout)[-400:].strip()}"
        )
    return done.stdout


def start(command: list[str], folder: Path, port: int, path: str, seconds: float = 900) -> Running:
    """Start a server in a process group of its own, and wait until it answers `ASK {}`.

    Raises FailedError when it ends or stays silent.
    """
    began = time.perf_counter()
    log = folder / "server.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    while time.perf_counter() - began < seconds and process.poll() is None:
        if ask(port, target(path, "ASK {}"), seconds=5).good:
            return Running(process, port, path, time.perf_counter() - began)
        time.sleep(0.05)
    stop(process)
    said = log.read_text(encoding="utf-8", errors="replace")[-400:].strip()
    raise FailedError(f"{Path(command[0]).name} did not answer: {said}")


def stop(process: subprocess.Popen[bytes], patience: float = 30) -> None:
    """End a server that was started here, with its process group."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
            break
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def tree(root: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                after_name = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
                children.setdefault(int(after_name[1]), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found.extend(children.get(pid, []))
    return found


def cpu_seconds(root: int) -> float:
    """Seconds of processor time a process tree has used so far."""
    return sum(_ticks(pid) for pid in tree(root)) / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> int:
    try:
        after_name = (PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0
    return int(after_name[11]) + int(after_name[12])


def memory(root: int) -> int:
    """Bytes of memory of a process tree: the sum of the proportional set sizes."""
    return sum(_proportional(pid) for pid in tree(root))


def _proportional(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def available() -> int:
    """Bytes of memory this machine could still give."""
    lines = (PROC / "meminfo").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
