"""How far a build has got: a bar with rate and remaining time in a terminal, a line per step elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from munigraph.build import Stopwatch

FEWEST = 10
"""Files for which a bar is worth its place."""


@contextmanager
def stopwatch() -> Iterator[Stopwatch]:
    """A stopwatch that somebody looks at."""
    if not sys.stderr.isatty():
        yield Stopwatch(_announce)
        return
    columns = (TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn())
    rate = TextColumn("{task.fields[rate]}")
    with Progress(
        *columns, rate, TimeRemainingColumn(), console=Console(stderr=True), transient=True
    ) as bars:
        tasks = {}

        def advanced(step: str, done: int, total: int) -> None:
            if total < FEWEST:
                return
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total, rate="")
            speed = next(task.speed for task in bars.tasks if task.id == tasks[step])
            bars.update(tasks[step], completed=done, rate=f"{speed:,.0f}/s" if speed else "")

        yield Stopwatch(lambda step: bars.console.print(f"  {step} …"), advanced)


def _announce(step: str) -> None:
    click.echo(f"  {step} …", err=True)
