"""Where the time of a build goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Stopwatch:
    """Times named steps, and tells a listener when one begins."""

    begins: Callable[[str], None]
    steps: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.begins(name)
        start = time.perf_counter()
        yield
        self.steps.append((name, time.perf_counter() - start))
