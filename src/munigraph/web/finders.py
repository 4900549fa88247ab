"""Looking things up beside the event loop, in the index of the release that a request is about."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from munigraph.engine import BusyError, Served
from munigraph.search import Finder, NotSearchableError

_THREADS = 3
_MOST_WAITING = 60
"""Questions; each may take a tenth of a second."""
_COME_AGAIN = 2
"""Seconds."""

Result = TypeVar("Result")


class Finders:
    """Asks the index of what is served. When that turns to another release, so does this."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, "search")
        self._version = ""
        self._finder: Finder | None = None
        self._waiting = 0

    async def ask(self, served: Served, question: Callable[[Finder], Result]) -> Result:
        """What a question to the index of a release gives; it is put in a thread.

        Raises NotSearchableError where there is no index, BusyError where too many ask, and
        what the question raises.
        """
        finder = self._finder_of(served)
        if self._waiting >= _MOST_WAITING:
            raise BusyError("too many searches at the moment", _COME_AGAIN)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, question, finder)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        self._threads.shutdown()
        if self._finder is not None:
            self._finder.close()

    def _finder_of(self, served: Served) -> Finder:
        if served.release is None:
            raise NotSearchableError("a single file is served here, which has no search index")
        if self._finder is None or served.version != self._version:
            former, self._finder = self._finder, Finder(served.release.index)
            self._version = served.version
            if former is not None:
                former.close()
        return self._finder
