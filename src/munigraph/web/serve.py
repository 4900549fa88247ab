"""Serving over HTTP with uvicorn (docs/decisions/0012): one process, one event loop, no thread per client."""

from __future__ import annotations

import asyncio
import gc
import socket
from typing import Any, Literal, cast

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from munigraph.errors import UnavailableError

from .gateway import Gateway

HEAD_SECONDS = 15.0
"""How long a client may take to send the head of a request."""

Loop = Literal["auto", "asyncio"]

DRAIN_SECONDS = 40
MOST_CONNECTIONS = 2000


class Guarded(HttpToolsProtocol):
    """A connection that does not wait for ever for the head of a request, nor keep one without end."""

    most_bytes = 0
    _begun = False
    _received = 0
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._set_timer()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._begun:
            self._received += len(data)
            if self._received > self.most_bytes:
                self.transport.close()
            elif self._timer is None:
                self._set_timer()

    def on_message_begin(self) -> None:
        self._begun = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._begun = False
        self._clear_timer()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._clear_timer()
        super().connection_lost(exc)

    def _set_timer(self) -> None:
        self._timer = self.loop.call_later(HEAD_SECONDS, self.timeout_keep_alive_handler)

    def _clear_timer(self) -> None:
        self._received = 0
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class Server:
    """A server bound to its address; `run()` serves until it is told to stop, and then drains."""

    def __init__(self, app: Gateway, bound: socket.socket, loop: Loop) -> None:
        self.bound = bound
        settings = app.site.settings
        config = uvicorn.Config(
            cast(Any, app),
            http=type("Guarded", (Guarded,), {"most_bytes": app.most_bytes}),
            loop=loop,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=settings.trusted_proxies or None,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=DRAIN_SECONDS,
        )
        self._server = uvicorn.Server(config)

    @property
    def port(self) -> int:
        return int(self.bound.getsockname()[1])

    @property
    def started(self) -> bool:
        """Whether it answers."""
        return bool(self._server.started)

    def run(self) -> None:
        """Serve. What is loaded by now is here to stay, so it is no more looked through for garbage."""
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)
        self._server.run(sockets=[self.bound])

    def stop(self) -> None:
        """Ask for an end, from any thread; `run` returns when all that was asked is answered."""
        self._server.should_exit = True


def listening(app: Gateway, host: str, port: int, loop: Loop = "auto") -> Server:
    """A server bound to its address; `loop` "auto" is uvloop where there is one.

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
