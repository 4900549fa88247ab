"""Where the time of a build goes, and how far it has got."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from munigraph.keeping import Onlooker, Thing


def _nobody(step: str, done: int, total: int) -> None:
    """Nobody wants to know."""


@dataclass(slots=True)
class Stopwatch(Onlooker):
    """Times named steps; tells one listener when a step begins, another how many of its things are done."""

    begins: Callable[[str], None]
    advances: Callable[[str, int, int], None] = _nobody
    steps: list[tuple[str, float]] = field(default_factory=list)
    _now: str = ""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self._now = name
        self.begins(name)
        start = time.perf_counter()
        yield
        self.steps.append((name, time.perf_counter() - start))

    def weighed(self, things: Iterable[Thing], weight: Callable[[Thing], int], total: int) -> Iterator[Thing]:
        """The things of the step that is under way, which weigh so much together."""
        done = 0
        for thing in things:
            self.advances(self._now, done, total)
            yield thing
            done += weight(thing)
        self.advances(self._now, total, total)

    def each(self, things: Iterable[Thing], count: int) -> Iterator[Thing]:
        """The things of the step that is under way."""
        for done, thing in enumerate(things):
            self.advances(self._now, done, count)
            yield thing
        self.advances(self._now, count, count)
