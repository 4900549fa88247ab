"""What is served at the moment, and the turn to what comes next while queries run."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from munigraph.errors import MunigraphError, UnavailableError

from .pool import Pool
from .sources import Served, Source

LOOK_SECONDS = 0.05
RETRY_SECONDS = 2.0
"""Seconds between looks while what should be served cannot be: each may start a process in vain."""

log = logging.getLogger("munigraph.engine")


class Serving:
    """Follows a source: has workers ready for its data before any request is answered from them."""

    def __init__(self, source: Source, pool: Pool) -> None:
        self.pool = pool
        self._source = source
        self._served: Served | None = None
        self._error: MunigraphError | None = None
        self._watch: asyncio.Task[None] | None = None

    @property
    def now(self) -> Served:
        """Raises MissingError or UnavailableError while there is nothing to serve."""
        if self._served is None:
            raise self._error or UnavailableError("the service is starting")
        return self._served

    @property
    def trouble(self) -> MunigraphError | None:
        """Why what should be served is not, if so; what was served before still is."""
        return self._error

    async def start(self) -> None:
        await self._look()
        self._watch = asyncio.get_running_loop().create_task(self._follow())

    async def close(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
        await self.pool.close()

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS if self._error is None else RETRY_SECONDS)
            await self._look()

    async def _look(self) -> None:
        try:
            served = self._source.current()
            if self._served is None or served.version != self._served.version:
                await self.pool.turn_to(served.data)
                self._served = served
                log.info("serving %s", served.id)
            self._error = None
        except MunigraphError as error:
            if self._error is None or str(error) != str(self._error):
                log.warning("what should be served cannot be: %s", error)
            self._error = error
