"""The embedded engine: queries run in worker processes, which a query may ruin but not outlive.

A worker answers one query at a time; a deadline and a cap on memory per query are
kept by killing it, and it is replaced at once. Queries that have just begun may
wait behind one another at a worker, since most are over in less time than it takes
to wake another; as soon as one lasts, those behind it go elsewhere. What a query
does can hurt neither this process nor another query (design §7).
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
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from munigraph.errors import MunigraphError
from munigraph.evaluation.errors import QueryStoppedError
from munigraph.evaluation.protocol import Answer, Data, Dataset, Form, LiveStream, Question
from munigraph.evaluation.wire import Task
from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS
from munigraph.settings import Limits

from .admission import Admission
from .disk import Disk
from .relay import Relay
from .run import Held, Run
from .workers import Worker, start

_FORMATS = {form.name: form for form in (*RESULT_FORMATS, *GRAPH_FORMATS)}
_LONGEST_WAIT = 10.0
_IN_A_ROW = 4
"""Queries that a worker may have been given at a time."""
_ENDS = "the service ends"
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
    """Workers for one state of the data at a time, and the queries they run. Lives in one event loop.

    Without a `relay` no query calls another service.
    """

    def __init__(self, limits: Limits, relay: Relay | None = None) -> None:
        self.limits = limits
        self.relay = relay
        self.disk = Disk(limits.spool)
        self.confined = False
        """Whether the kernel keeps workers from the network, but for the relay."""
        self.runs: dict[int, Run] = {}
        cores = os.cpu_count() or 1
        self._admission = Admission(limits.workers, cores * _IN_A_ROW, limits.waiting)
        self._most_busy = cores
        self._folder: Path | None = None
        self._data: Data | None = None
        self._idle: list[Worker] = []
        self._busy: list[Worker] = []
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
            if self.relay is not None:
                await self.relay.start()
        first = await self._hired(data)
        self._data = data
        self.confined = first.confined
        former, self._idle, self._busy = self._idle, [], []
        for worker in former:
            worker.kill()
        self._free(first)
        for _ in range(self.limits.workers - 1):
            self._send(self._refill())

    async def answer(
        self, data: Data, query: Question, dataset: Dataset, accept: Sequence[str], client: str
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
        visit = self.relay.visit() if self.relay and "service" in query.text.lower() else None
        gate = visit.gate if visit else None
        task = Task(query, dataset, tuple(accept), f"{self._folder}/{number}", gate)
        run = self.runs[number] = Run(number, task, ticket, seconds, self, self.disk)
        run.visit = visit
        self._assign(run, worker)
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
        """End all workers, with whatever they do and whoever waits for them."""
        self._closing = True
        for wanted in self._wanted:
            if not wanted.done():
                wanted.set_exception(QueryStoppedError(_ENDS))
        while self._errands or self._all:
            workers = list(self._all)
            for worker in workers:
                worker.kill()
            await asyncio.gather(*(worker.gone() for worker in workers), return_exceptions=True)
            self._all.difference_update(workers)
            if self._errands:
                await asyncio.wait(self._errands, timeout=1)
        if self.relay is not None:
            await self.relay.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def lingers(self, run: Run) -> None:
        """See `Owner.lingers`. The worker goes on with this query, and then it ends."""
        worker = run.worker
        if worker is None or worker.tasks[0] is not run:
            return
        if worker in self._busy:
            self._busy.remove(worker)
        self._take_back(worker, 1)

    def over(self, run: Run) -> None:
        """See `Owner.over`."""
        self.runs.pop(run.number, None)
        if run.reason is not None:
            self._deaths[type(run.reason).__name__] += 1
        if run.worker is not None:
            self._free(run.worker)

    def _assign(self, run: Run, worker: Worker) -> None:
        run.go_to(worker)
        if worker.data == self._data and worker not in self._busy:
            self._busy.append(worker)

    def _take_back(self, worker: Worker, kept: int) -> None:
        """Have all but the first tasks of a worker answered by others; one that is to end ends now."""
        for run in worker.give_back(kept):
            run.worker = None
            if run.reason is not None:
                run.died(run.reason)
            elif not run.ended:
                self._send(self._elsewhere(run, worker.data))

    async def _elsewhere(self, run: Run, data: Data) -> None:
        try:
            worker = await self._worker(data)
        except MunigraphError as error:
            run.died(error)
            return
        if run.ended:
            self._free(worker)
            return
        run.task = replace(run.task, spool=f"{run.task.spool}-")
        self._assign(run, worker)

    async def _worker(self, data: Data) -> Worker:
        """A worker that is idle or will soon be; for data that are no longer current, one of its own."""
        while data == self._data:
            worker = self._chosen() or await self._freed()
            if worker.fit and worker.data == data:
                return worker
            self._free(worker)
        return await self._hired(data)

    async def _freed(self) -> Worker:
        """Wait for the next worker that can be given a task; QueryStoppedError when there will be none."""
        if self._closing:
            raise QueryStoppedError(_ENDS)
        wanted: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._wanted.append(wanted)
        try:
            return await wanted
        except asyncio.CancelledError:
            if wanted.done() and not wanted.cancelled():
                self._free(wanted.result())
            raise

    async def _hired(self, data: Data) -> Worker:
        self._starting += 1
        try:
            worker = await start(data, self.limits, self.relay.port if self.relay else 0, self._born)
        finally:
            self._starting -= 1
        self._started += 1
        return worker

    def _born(self, worker: Worker) -> None:
        self._all.add(worker)
        worker.buried = self._buried

    def _buried(self, worker: Worker) -> None:
        """A worker is no more, for whatever reason; one that never was ready is not missed."""
        if worker in self._idle:
            self._idle.remove(worker)
        if worker.was_ready:
            self._dismiss(worker)
        self._all.discard(worker)

    def _chosen(self) -> Worker | None:
        """An idle worker as long as cores are; then the one with least to do, if it has little."""
        while self._idle and len(self._busy) < self._most_busy:
            worker = self._idle.pop()
            if worker.fit:
                return worker
        able = [worker for worker in self._busy if worker.fit and len(worker.tasks) < _IN_A_ROW]
        return min(able, key=lambda worker: len(worker.tasks), default=None)

    async def _refill(self) -> None:
        """Start one worker for the current data, however often it takes."""
        while not self._closing and self._data is not None:
            try:
                self._free(await self._hired(self._data))
            except MunigraphError as error:
                if self._closing:
                    return
                log.warning("a worker did not start: %s", error)
                await asyncio.sleep(_PAUSE)
            else:
                return

    def _free(self, worker: Worker) -> None:
        """Have a worker go on, or give it to whoever waits; one that is unfit or of former data ends."""
        if not worker.tasks and worker in self._busy:
            self._busy.remove(worker)
        if not worker.fit or self._closing or (worker.data != self._data and not worker.tasks):
            self._dismiss(worker)
            return
        while self._wanted and worker.data == self._data:
            wanted = self._wanted.popleft()
            if not wanted.done():
                wanted.set_result(worker)
                return
        if not worker.tasks:
            self._idle.append(worker)

    def _dismiss(self, worker: Worker) -> None:
        """End a worker that can no longer be used, and start another in its place if it is missed."""
        if not worker.missed:
            return
        worker.missed = False
        if worker in self._busy:
            self._busy.remove(worker)
        self._take_back(worker, 0)
        worker.kill()
        if worker.data == self._data and not self._closing:
            self._send(self._refill())

    def _send(self, errand: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)
