"""The front process's side of a worker: start it, give it a task, end it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from munigraph.errors import MunigraphError
from munigraph.evaluation.errors import EngineError, QueryMemoryError, QueryTooDeepError
from munigraph.evaluation.protocol import Data
from munigraph.evaluation.wire import LAST, Frames, Head, discard, of_task, to_error
from munigraph.settings import Limits

BOOT_SECONDS = 30.0
LAST_WORDS = 2000

if TYPE_CHECKING:
    from .run import Run

_ENVIRONMENT = {"RUST_BACKTRACE": "0", "GLIBC_TUNABLES": "glibc.malloc.tcache_count=127"}
"""RocksDB asks for memory in many small pieces: a longer list of free ones saves a sixth of a small query."""


class Worker(asyncio.Protocol):
    """A process that answers queries about one state of the data, one after the other.

    `tasks` are those it was given and has not answered; it is at the first. `fit` is False
    when it may not be given another, `missed` until another was sent for in its place.
    """

    def __init__(self, data: Data, memory: int) -> None:
        self.data = data
        self.memory = memory
        self.fit = True
        self.confined = False
        """Whether the kernel keeps it from the network, but for the relay."""
        self.tasks: deque[Run] = deque()
        self.buried: Callable[[Worker], None] = lambda worker: None
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.process: asyncio.subprocess.Process | None = None
        self.missed = True
        self._forgotten: list[Path] = []
        self._gone = asyncio.Event()
        self._frames = Frames()
        self._transport: asyncio.WriteTransport | None = None
        self._burial: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int:
        return self.process.pid if self.process else 0

    def give(self, run: Run) -> None:
        self.tasks.append(run)
        if self._transport is not None:
            self._transport.write(of_task(run.task))

    @property
    def was_ready(self) -> bool:
        return self.ready.done() and not self.ready.cancelled() and self.ready.exception() is None

    def give_back(self, kept: int) -> list[Run]:
        """Give up all but the first tasks. The process may have read them all, so these are its last."""
        left = [self.tasks.pop() for _ in range(len(self.tasks) - kept)]
        self.fit = self.fit and not left
        self._forgotten += [Path(run.task.spool) for run in left]
        return left[::-1]

    def kill(self) -> None:
        self.fit = False
        if self.process is not None and self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError, RuntimeError):  # uvloop says the latter
                self.process.kill()

    def step_back(self) -> None:
        """Let everything else have the processor first. It cannot be undone, so this is its last query.

        Of the scheduler's classes only the idle one gives way at once: a process of low
        priority ends its slice first, and a quick query meets several of those.
        """
        self.fit = False
        with contextlib.suppress(OSError):
            os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))

    async def gone(self) -> None:
        """Wait until the process is no more and everybody concerned knows."""
        await self._gone.wait()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        try:
            for head, body in self._frames.feed(data):
                self._received(head, body)
        except (ValueError, KeyError):
            self.kill()

    def _received(self, head: Head, body: bytes) -> None:
        if self.ready.done():
            if self.tasks:
                self._answered(head, body)
        elif head["event"] == "ready":
            self.confined = head["confined"]
            self.ready.set_result(None)
        else:
            self.ready.set_exception(to_error(head))

    def _answered(self, head: Head, body: bytes) -> None:
        """A frame for the first task; if that nobody waits for comes next, there is no point in going on."""
        task = self.tasks[0]
        if head["event"] in LAST:
            self.tasks.popleft()
            self.fit = self.fit and not head["tired"]
        task.frame(head, body)
        if self.tasks and self.tasks[0].ended:
            self.kill()

    def connection_lost(self, exc: Exception | None) -> None:
        self.fit = False
        self._burial = asyncio.get_running_loop().create_task(self._bury())

    async def _bury(self) -> None:
        """Learn of what the process died, and tell who waits for it."""
        if self.process is None:
            return
        code = await self.process.wait()
        words = await self.process.stderr.read(LAST_WORDS) if self.process.stderr else b""
        text = words.decode("utf-8", "replace")
        if not self.ready.done():
            self.ready.set_exception(_ended(code, text))
        for spool in self._forgotten:
            discard(spool)
        if self.tasks:
            self.tasks.popleft().died(_cause(code, text, self.memory))
        self.buried(self)
        self._gone.set()


async def start(data: Data, limits: Limits, relay: int, born: Callable[[Worker], None]) -> Worker:
    """Start a worker and wait until it is ready; `born` learns of it before that, since it may never be.

    It may connect to the port of the `relay`, if that is not 0, and to nothing else.

    Raises EngineError when it does not get that far.
    """
    ours, theirs = socket.socketpair()
    with theirs:
        worker = Worker(data, limits.memory)
        transport, _ = await asyncio.get_running_loop().create_connection(lambda: worker, sock=ours)
        try:
            worker.process = await asyncio.create_subprocess_exec(
                *_command(data, limits, relay, theirs.fileno()),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
                pass_fds=[theirs.fileno()],
                env={**os.environ, **_ENVIRONMENT},
            )
        except OSError as error:
            transport.close()
            raise EngineError(f"a worker could not be started: {error.strerror or error}") from error
    born(worker)
    try:
        async with asyncio.timeout(BOOT_SECONDS):
            await worker.ready
    except TimeoutError:
        worker.kill()
        raise EngineError("a worker did not start in time") from None
    except BaseException:
        worker.kill()
        raise
    return worker


def _command(data: Data, limits: Limits, relay: int, channel: int) -> list[str]:
    return [
        sys.executable, "-P", "-m", "munigraph.evaluation.worker", str(data.store),
        *(["--union"] if data.union else []),
        f"--socket={channel}", f"--memory={limits.memory}",
        f"--rows={limits.rows}", f"--bytes={limits.bytes}", f"--relay={relay}",
    ]  # fmt: skip


def _cause(code: int, words: str, memory: int) -> MunigraphError:
    """Of what a process died that nobody here killed."""
    if code == -signal.SIGSEGV:
        return QueryTooDeepError(
            "the query is nested too deeply to be read", hint="a few hundred levels of brackets are possible"
        )
    if code in (-signal.SIGABRT, -signal.SIGKILL) or "MemoryError" in words:
        return QueryMemoryError(
            f"the query needed more than {memory >> 20} MiB of memory",
            hint="ask for less at a time: LIMIT, fewer variables, no ORDER BY or DISTINCT over everything",
        )
    return _ended(code, words)


def _ended(code: int, words: str) -> EngineError:
    return EngineError(f"a worker ended with {code}: {words.strip()[-500:]}")
