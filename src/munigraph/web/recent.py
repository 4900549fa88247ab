"""What was worked out lately, kept until there is too much of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any


class Recent:
    """Values by key, up to a weight in all; the least recently used are given up first."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._weight = 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()

    def get(self, key: Hashable) -> Any | None:
        """What is kept under a key; None where nothing is."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, value: Any, weight: int) -> None:
        """Keep a value that is not None."""
        former = self._kept.pop(key, None)
        self._weight += weight - (former[1] if former else 0)
        self._kept[key] = value, weight
        while self._weight > self._budget:
            self._weight -= self._kept.popitem(last=False)[1][1]
