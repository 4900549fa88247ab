"""Recent answers kept in memory, the least recently used ones given up first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

OVERHEAD = 600
"""Bytes that an entry takes beside its body and key, roughly."""


Headers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """What was answered to a question, to be dressed for whoever asks it again."""

    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Ready:
    """A whole response to one very request, as it goes over the wire."""

    head: bytes
    unchanged: bytes
    """The head that says so to a client that has it, but for its tag."""
    body: bytes
    etag: str


class Cache:
    """Entries up to a number of bytes in all; none is larger than a tenth of that."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.size = 0
        self.hits = 0
        self.misses = 0
        self._entries: OrderedDict[Hashable, tuple[Entry | Ready, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Hashable) -> Entry | Ready | None:
        found = self._entries.get(key)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._entries.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, entry: Entry | Ready, weight: int) -> None:
        """Keep an entry; `weight` is the size of its key in bytes."""
        size = len(entry.body) + weight + OVERHEAD
        if size > self.budget // 10:
            return
        former = self._entries.pop(key, None)
        self.size += size - (former[1] if former else 0)
        self._entries[key] = (entry, size)
        while self.size > self.budget:
            self.size -= self._entries.popitem(last=False)[1][1]

    def clear(self) -> None:
        self._entries.clear()
        self.size = 0
