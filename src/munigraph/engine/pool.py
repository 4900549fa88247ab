"""The embedded engine: queries run in worker processes, which a query may ruin but not outlive.

One query at a time per worker; a deadline and a cap on memory per query, kept
by killing the worker, which is replaced at once. What a query does can hurt
neither this process nor another query (design §7).
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import os
import shutil
import tempfile
from collections import Counter, deque
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from munigraph.errors import MunigraphError
from munigraph.evaluation.errors import QueryStoppedError
from munigraph.evaluation.protocol import Answer, Data, Dataset, Form, LiveStream, Query
from munigraph.evaluation.wire import Task
from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS
from munigraph.settings import Limits

from .admission import Admission
from .run import Held, Run
from .workers import Worker, start

_FORMATS = {form.name: form for form in (*RESULT_FORMATS, *GRAPH_FORMATS)}
_LONGEST_WAIT = 10.0
_PAUSE = 0.5
"""Seconds before another try when a worker does not start."""

log = logging.getLogger("munigraph.engine")


@dataclass(frozen=True, slots=True)
class Census:
    """How the pool is at a moment."""

    idle: int
    running: int
    starting: int
    waiting: int
    started: int
    deaths: dict[str, int]
    """How often a worker ended before its query, by the kind of error."""


class Pool:
    """Workers for one state of the data at a time, and the queries they run. Lives in one event loop."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.runs: dict[int, Run] = {}
        self._admission = Admission(limits.workers, (os.cpu_count() or 1) + 1, limits.waiting)
        self._folder: Path | None = None
        self._data: Data | None = None
        self._idle: list[Worker] = []
        self._wanted: deque[asyncio.Future[Worker]] = deque()
        self._all: set[Worker] = set()
        self._numbers = itertools.count(1)
        self._starting = 0
        self._started = 0
        self._deaths: Counter[str] = Counter()
        self._errands: set[asyncio.Task[None]] = set()
        self._closing = False

    @property
    def census(self) -> Census:
        return Census(
            len(self._idle), len(self.runs), self._starting, self._admission.waiting,
            self._started, dict(self._deaths),
        )  # fmt: skip

    async def turn_to(self, data: Data) -> None:
        """Have workers for this state of the data; those of the one before end with their queries.

        Raises EngineError when it cannot be opened; then all stays as it is.
        """
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="munigraph-"))
        first = await self._hired(data)
        self._data = data
        former, self._idle = self._idle, []
        for worker in former:
            worker.kill()
        self._free(first)
        for _ in range(self.limits.workers - 1):
            self._send(self._refill())

    async def answer(
        self, data: Data, query: Query, dataset: Dataset, accept: Sequence[str], client: str
    ) -> Answer[LiveStream]:
        """See `Engine.answer`."""
        seconds = min(query.seconds or self.limits.seconds, self.limits.seconds)
        ticket = await self._admission.enter(client, min(seconds, _LONGEST_WAIT))
        try:
            worker = await self._worker(data)
        except BaseException:
            ticket.leave()
            raise
        number = next(self._numbers)
        task = Task(query, dataset, tuple(accept), f"{self._folder}/{number}")
        run = self.runs[number] = Run(number, task, worker, ticket, seconds, self._over)
        worker.give(task, run)
        try:
            head, body = await run.first
        except asyncio.CancelledError:
            run.abandon()
            raise
        form, format_ = Form(head["form"]), _FORMATS[head["format"]]
        if run.stream is not None:
            return Answer(form, format_, None, True, None, data.id, None, run.stream)
        rows, complete, milliseconds = head["rows"], head["complete"], head["milliseconds"]
        held = Held(body, rows, milliseconds)
        return Answer(form, format_, rows, complete, milliseconds, data.id, len(body), held)

    def stop(self, number: int) -> bool:
        """End a query by its number; whether there was one."""
        run = self.runs.get(number)
        if run is not None:
            run.stop(QueryStoppedError("an operator of this service ended the query"))
        return run is not None

    async def close(self) -> None:
        """End all workers, with whatever they do."""
        self._closing = True
        while self._errands or self._all:
            workers = list(self._all)
            for worker in workers:
                worker.kill()
            await asyncio.gather(*(worker.gone() for worker in workers), return_exceptions=True)
            self._all.difference_update(workers)
            if self._errands:
                await asyncio.wait(self._errands, timeout=1)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    async def _worker(self, data: Data) -> Worker:
        """An idle worker; for data that are no longer the current ones, one of its own."""
        if data != self._data:
            return await self._hired(data)
        while self._idle:
            worker = self._idle.pop()
            if worker.fit:
                return worker
        wanted: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._wanted.append(wanted)
        try:
            worker = await wanted
        except asyncio.CancelledError:
            if wanted.done() and not wanted.cancelled():
                self._free(wanted.result())
            raise
        if worker.data == data:
            return worker
        self._free(worker)
        return await self._hired(data)

    async def _hired(self, data: Data) -> Worker:
        self._starting += 1
        try:
            worker = await start(data, self.limits, self._born)
        finally:
            self._starting -= 1
        self._started += 1
        return worker

    def _born(self, worker: Worker) -> None:
        self._all.add(worker)
        worker.buried = self._buried

    def _buried(self, worker: Worker) -> None:
        """A worker is no more; one that had nothing to do was ended from outside."""
        self._all.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
            self._dismiss(worker)

    async def _refill(self) -> None:
        """Start one worker for the current data, however often it takes."""
        while not self._closing and self._data is not None:
            try:
                self._free(await self._hired(self._data))
            except MunigraphError as error:
                log.warning("a worker did not start: %s", error)
                await asyncio.sleep(_PAUSE)
            else:
                return

    def _free(self, worker: Worker) -> None:
        """Give a worker to whoever waits for one; one that is unfit or of former data ends."""
        if not worker.fit or worker.data != self._data or self._closing:
            self._dismiss(worker)
            return
        while self._wanted:
            wanted = self._wanted.popleft()
            if not wanted.done():
                wanted.set_result(worker)
                return
        self._idle.append(worker)

    def _dismiss(self, worker: Worker) -> None:
        worker.kill()
        self._all.discard(worker)
        if worker.data == self._data and not self._closing:
            self._send(self._refill())

    def _over(self, run: Run) -> None:
        self.runs.pop(run.number, None)
        if run.reason is not None:
            self._deaths[type(run.reason).__name__] += 1
        self._free(run.worker)

    def _send(self, errand: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)
