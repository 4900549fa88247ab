"""The comparison of servers tells one that deals with trouble from one that does not."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.servers.__main__ import SERVED
from benchmarks.servers.behaviour import breaks_a_failed_answer, learns_that_a_client_left
from benchmarks.servers.contenders import CONTENDERS
from benchmarks.service.processes import free_port, stop

OURS = CONTENDERS[-1]
SIMPLE = (
    "import sys, bare; from wsgiref.simple_server import make_server as make;"
    "make('127.0.0.1', int(sys.argv[1]), bare.application).serve_forever()"
)
"""The server of the standard library: HTTP/1.0, one client at a time."""


@contextmanager
def served(arguments: list[str], port: int, notes: Path) -> Iterator[int]:
    environment = {**os.environ, "PYTHONPATH": str(SERVED), "BENCH_NOTES": str(notes)}
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=SERVED,
        env=environment,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 20
        while not _listens(port):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield port
    finally:
        stop(process, 5)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_our_own_connections_learn_and_break(tmp_path: Path) -> None:
    port, notes = free_port(), tmp_path / "notes"
    with served(OURS.command(OURS.applications[0], port), port, notes):
        assert learns_that_a_client_left(port, notes) == "yes"
        assert breaks_a_failed_answer(port) == "yes"


def test_a_simple_server_does_neither(tmp_path: Path) -> None:
    port, notes = free_port(), tmp_path / "notes"
    with served(["-c", SIMPLE, str(port)], port, notes):
        assert learns_that_a_client_left(port, notes) == "no"
        assert breaks_a_failed_answer(port).startswith("no")
