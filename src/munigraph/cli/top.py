"""`munigraph top`: the queries that run at this moment, and the means to stop one."""

from __future__ import annotations

import contextlib
import json
import re
import select
import socket
import sys
import termios
import tty
from collections.abc import Iterator
from typing import Any

import click
from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from munigraph.control import socket_path
from munigraph.errors import MissingError, UnavailableError

from .options import settings

REFRESH_SECONDS = 1.0


@click.command()
@click.option("--port", type=int, help="Port of the service on this machine (default: 8000).")
@click.option("--once", is_flag=True, help="Print the table once.")
@click.option("--stop", type=int, help="End the query of this number.")
def top(port: int | None, once: bool, stop: int | None) -> None:
    """Watch the running queries of a service on this machine.

    On a terminal the table is renewed every second: type a query's number and Enter to end it, q to leave.
    """
    chosen = settings(port=port)
    path = str(socket_path(chosen, chosen.port))
    if stop is not None:
        if not _asked(path, {"stop": stop})["stopped"]:
            raise MissingError(f"no query {stop} is running", hint="`munigraph top` shows those that are")
        click.echo(f"query {stop} ended")
    elif once or not sys.stdout.isatty():
        Console().print(_page(_asked(path, {}), ""))
    else:
        _watch(path)


def _asked(path: str, question: dict[str, Any]) -> dict[str, Any]:
    """One question to the service.

    Raises UnavailableError when none listens there.
    """
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            connection.connect(path)
            connection.sendall(json.dumps(question).encode() + b"\n")
            answer: dict[str, Any] = json.loads(connection.makefile().readline())
            return answer
    except (OSError, ValueError) as error:
        raise UnavailableError(
            f"no service answers at {path}: {error}",
            hint="`munigraph serve` must run on this machine, as the same user; --port tells which one",
        ) from error


def _watch(path: str) -> None:
    typed = ""
    with Live(_page(_asked(path, {}), typed), screen=True, auto_refresh=False) as live, _keys():
        while typed != "q":
            if select.select([sys.stdin], [], [], REFRESH_SECONDS)[0]:
                typed = _after(typed, sys.stdin.read(1), path)
            live.update(_page(_asked(path, {}), typed), refresh=True)


def _after(typed: str, key: str, path: str) -> str:
    """What stands on the line after a key; Enter ends the query whose number stands there."""
    if key == "\n" and typed.isdigit():
        _asked(path, {"stop": int(typed)})
        return ""
    if key == "\x7f":
        return typed[:-1]
    return key if key == "q" else typed + key if key.isdigit() else typed


@contextlib.contextmanager
def _keys() -> Iterator[None]:
    """Have each key at once, instead of at the end of a line."""
    former = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, former)


def _page(state: dict[str, Any], typed: str) -> Group:
    census = state["census"]
    summary = (
        f"{census['running']} running, {census['waiting']} waiting, {census['idle']} workers idle, "
        f"{census['starting']} starting, {census['started']} started in all"
    )
    table = Table("query", "seconds", "client", "worker", "state", "text", expand=True)
    for run in sorted(state["running"], key=lambda run: -run["seconds"]):
        text = re.sub(r"\s+", " ", run["query"])
        cells = (run["number"], run["seconds"], run["client"], run["worker"], run["state"])
        table.add_row(*map(str, cells), Text(text, no_wrap=True, overflow="ellipsis"))
    line = Text(f"stop query: {typed}▏   (number and Enter; q leaves)", style="dim")
    return Group(Text(summary), table, line if sys.stdout.isatty() else Text())
