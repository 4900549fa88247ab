"""Serving over HTTP (docs/decisions/0025): one process, one event loop, no thread per client."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import socket
import threading
import time
from collections.abc import Callable
from typing import Literal

import uvloop

from munigraph.errors import UnavailableError

from .connection import Connection, Shared
from .gateway import Gateway
from .heads import common
from .proxies import Proxies

Loop = Literal["auto", "asyncio"]

DRAIN_SECONDS = 40
TICK_SECONDS = 0.1


class Server:
    """A server bound to its address; `run()` serves until it is told to stop, and then drains."""

    def __init__(self, app: Gateway, bound: socket.socket, loop: Loop) -> None:
        self.bound = bound
        self.started = False
        """Whether it answers."""
        self._app = app
        self._loop = loop
        self._stopping = 0
        self._shared = Shared(app, Proxies(app.site.settings.trusted_proxies))

    @property
    def port(self) -> int:
        return int(self.bound.getsockname()[1])

    def run(self) -> None:
        """Serve. What is loaded by now is here to stay, so it is no more looked through for garbage."""
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)
        factory = uvloop.new_event_loop if self._loop == "auto" else None
        with asyncio.Runner(loop_factory=factory) as runner:
            runner.run(self._serve())

    def stop(self) -> None:
        """Ask for an end, from any thread; `run` returns when all that was asked is answered."""
        self._stopping += 1

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, self.stop)
        await self._app.site.start()
        try:
            server = await loop.create_server(lambda: Connection(self._shared), sock=self.bound, backlog=1024)
            self.started = True
            await self._until(lambda: self._stopping > 0)
            server.close()
            await self._drain()
        finally:
            await self._app.site.close()

    async def _until(self, true: Callable[[], bool]) -> None:
        """Wait, and keep the date."""
        while not true():
            self._shared.common = common(time.time())
            await asyncio.sleep(TICK_SECONDS)

    async def _drain(self) -> None:
        """Let what was asked be answered; who has no patience tells us to stop once more."""
        for connection in list(self._shared.connections):
            connection.shut()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                await self._until(lambda: not self._shared.connections or self._stopping > 1)
        for connection in list(self._shared.connections):
            connection.transport.abort()


def listening(app: Gateway, host: str, port: int, loop: Loop = "auto") -> Server:
    """A server bound to its address; `loop` "auto" is uvloop.

    Two servers in one process need "asyncio": uvloop expects to be alone with its child processes.

    Raises UnavailableError when the address cannot be had.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return Server(app, socket.create_server(address[:2], family=family, backlog=1024), loop)
    except (OSError, OverflowError) as error:
        raise UnavailableError(
            f"cannot listen on {host} port {port}: {error}",
            hint="another program may use this port; choose one with --port",
        ) from error
