"""One query on one worker, from its task to its last frame, and the answer it gives meanwhile."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

from munigraph.errors import MunigraphError
from munigraph.evaluation.errors import (
    QueryStoppedError,
    QueryTimeoutError,
    QueryTooDeepError,
    ServiceFailedError,
)
from munigraph.evaluation.wire import LAST, Head, Task, discard, to_error

from .admission import Ticket
from .disk import Disk, Share
from .relay import Visit
from .workers import Worker


class Owner(Protocol):
    """Who keeps the workers."""

    def lingers(self, run: Run) -> None:
        """The query takes noticeable time: others should not wait behind it."""

    def over(self, run: Run) -> None:
        """Called once, when the query has its answer or will have none."""


LINGERING = 0.1
"""Seconds after which a query no longer counts as one that has just begun."""

LONG = 0.5
"""Seconds after which a query has to let others go first."""

PIECE = 1 << 18


class Run:
    """A query under way, at its worker or on its way to one. `owner` learns how it fares."""

    def __init__(
        self, number: int, task: Task, ticket: Ticket, seconds: float, owner: Owner, disk: Disk
    ) -> None:
        loop = asyncio.get_running_loop()
        self.number = number
        self.task = task
        self.worker: Worker | None = None
        self.ticket = ticket
        self.started = time.time()
        self.first: asyncio.Future[tuple[Head, bytes]] = loop.create_future()
        self.stream: Spooled | None = None
        self.visit: Visit | None = None
        """Its way to other services, where it has one."""
        self.reason: MunigraphError | None = None
        self.ended = False
        self._owner = owner
        self._disk = disk
        self._seconds = seconds
        self._timers = [loop.call_later(min(LINGERING, seconds), self._linger)]

    def go_to(self, worker: Worker) -> None:
        """Have a worker answer it, now or after what it was given before."""
        self.worker = worker
        worker.give(self)

    def _linger(self) -> None:
        """Most queries never get here, so only now the later steps are prepared."""
        loop, seconds = asyncio.get_running_loop(), self._seconds
        self.ticket.linger()
        self._owner.lingers(self)
        error = QueryTimeoutError(
            f"the query took longer than {seconds:g} seconds",
            hint="ask for less at a time, or take a dump from /dumps/ and ask it yourself",
        )
        self._timers = [
            loop.call_later(LONG - LINGERING, self._step_back),
            loop.call_later(max(seconds - LINGERING, 0), self.stop, error),
        ]

    def _step_back(self) -> None:
        if self.worker is not None:
            self.worker.step_back()

    def stop(self, reason: MunigraphError) -> None:
        """End the query, whatever it is doing."""
        if self.ended:
            return
        self.reason = self.reason or reason
        if self.worker is not None and self.worker.tasks[0] is self:
            self.worker.kill()
        else:
            self.died(reason)

    def abandon(self) -> None:
        """End the query because nobody waits for its answer any more."""
        self.stop(QueryStoppedError("the client left"))
        if self.stream is not None:
            self.stream.close()

    def frame(self, head: Head, body: bytes) -> None:
        """A frame of the worker's (see `worker`)."""
        event = head["event"]
        if self.ended:
            discard(Path(self.task.spool))
            return
        if event == "begin" and not self._begins():
            return
        if event in ("answer", "begin") and not self.first.done():
            self.first.set_result((head, body))
        if event in ("more", "end") and self.stream is not None:
            self._grows(self.stream, head)
        if event == "error":
            self._fail(self._in_full(to_error(head)))
        if event in LAST:
            self._end()

    def _begins(self) -> bool:
        """The answer goes to disk, if there is room."""
        try:
            share = self._disk.share(self.ticket.client)
        except MunigraphError as error:
            self._fail(error)
            self.stop(error)
            return False
        self.stream = Spooled(Path(self.task.spool), self, share)
        return True

    def _grows(self, stream: Spooled, head: Head) -> None:
        try:
            stream.grow(head)
        except MunigraphError as error:
            if head["event"] == "more":  # else all of it is there already
                self.stop(error)

    def died(self, error: MunigraphError) -> None:
        """The worker is no more; of two reasons the one we gave ourselves counts."""
        if not self.ended:
            self.reason = self.reason or self._in_full(error)
            self._fail(self.reason)
            self._end()

    def _in_full(self, error: MunigraphError) -> MunigraphError:
        """The worker knows that a call failed, the relay why; or the worker died of what it was sent."""
        if self.visit is None:
            return error
        if isinstance(error, ServiceFailedError) and self.visit.trouble:
            return ServiceFailedError(self.visit.trouble, hint=error.hint)
        if isinstance(error, QueryTooDeepError) and self.visit.calls:
            return ServiceFailedError("the answer of another service is nested too deeply to be read")
        return error

    def _fail(self, error: MunigraphError) -> None:
        discard(Path(self.task.spool))
        if self.stream is not None:
            self.stream.fail(error)
        elif not self.first.done():
            self.first.set_exception(error)

    def _end(self) -> None:
        if not self.ended:
            self.ended = True
            for timer in self._timers:
                timer.cancel()
            self.ticket.leave()
            if self.visit is not None:
                self.visit.close()
            self._owner.over(self)


class Spooled:
    """The bytes that a worker writes to a file, read along; the file has no name any more."""

    def __init__(self, path: Path, run: Run, share: Share) -> None:
        self._file = os.open(path, os.O_RDONLY)
        path.unlink()
        self._run = run
        self._share = share
        self.rows: int | None = None
        self.milliseconds: float | None = None
        self._size = 0
        self._whole = False
        self._error: MunigraphError | None = None
        self._news = asyncio.Event()

    def grow(self, head: Head) -> None:
        """More can be read, or with the frame `end` all. Raises BusyError where there is no room for it."""
        self._size = head["size"]
        if head["event"] == "end":
            self._whole = True
            self.rows, self.milliseconds = head["rows"], head["milliseconds"]
        self._news.set()
        if self._file >= 0:
            self._share.grow_to(self._size)

    def fail(self, error: MunigraphError) -> None:
        """Nothing more comes; what is there was part of an answer that is not whole."""
        if not self._whole:
            self._error = error
            self._news.set()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        place = 0
        while True:
            while place < self._size and self._error is None:
                data = os.pread(self._file, min(PIECE, self._size - place), place)
                place += len(data)
                yield data
            if self._error is not None:
                raise self._error
            if self._whole:
                return
            self._news.clear()
            await self._news.wait()

    def close(self) -> None:
        """Free the file and, if the answer is not whole yet, its worker."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
            self._share.close()
            self._run.stop(QueryStoppedError("nobody reads the answer any more"))


class Held:
    """The bytes of an answer that came in one piece."""

    def __init__(self, data: bytes, rows: int, milliseconds: float) -> None:
        self.data = data
        self.rows: int | None = rows
        self.milliseconds: float | None = milliseconds

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self.data:
            yield self.data

    def close(self) -> None:
        """Nothing is held but memory."""
