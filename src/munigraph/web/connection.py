"""One client's connection: HTTP/1.1 (RFC 9112) as httptools parses it, one exchange after the other.

Requests may come before the response to the last is sent; responses go out in their order.
A connection on which no request is under way waits for a whole head, and not for ever.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Protocol, cast
from urllib.parse import unquote

import httptools

from .exchange import Exchange
from .heads import CLOSE, STATUS, fields
from .patience import Patience
from .proxies import Proxies
from .requests import Request

MOST_CONNECTIONS = 2000
MOST_AHEAD = 64
"""Requests that a client may send before it has the response to the first."""

log = logging.getLogger("munigraph.web")


class Answers(Protocol):
    """Who makes the responses."""

    most_bytes: int
    """Bytes that the head of a request may have, roughly."""

    def take(self, exchange: Exchange) -> Coroutine[Any, Any, None] | None:
        """Answer at once, or say what has to be awaited for the answer."""


@dataclass(slots=True)
class Shared:
    """What all connections of a server have in common."""

    answers: Answers
    proxies: Proxies
    common: bytes = b""
    """Header lines that every response of this second has."""
    connections: set[Connection] = field(default_factory=set)


class Connection(asyncio.Protocol):
    """Parses what comes, and has it answered. Lives in one event loop."""

    transport: asyncio.Transport

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._loop = asyncio.get_running_loop()
        self._parser = httptools.HttpRequestParser(self)
        self._peer = self._server = ("", 0)
        self._url = b""
        self._headers: dict[bytes, bytes] = {}
        self._unheard = 0
        """Bytes received of which no head or body has come yet."""
        self._incoming: Exchange | None = None
        self._current: Exchange | None = None
        self._ahead: deque[Exchange] = deque()
        self._deaf = False
        self._refusal = 0
        self._full: asyncio.Future[None] | None = None
        """Done when the client has taken most of what was sent; None as long as little is waiting."""
        self._reading = True

    @property
    def common(self) -> bytes:
        return self._shared.common

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self._peer, self._server = _address(transport, "peername"), _address(transport, "sockname")
        self._shared.connections.add(self)
        self._patience = Patience(self.transport)
        self._patience.begin()

    def connection_lost(self, exc: Exception | None) -> None:
        self._shared.connections.discard(self)
        self._deaf = True
        self._patience.end()
        self._ahead.clear()
        self._refusal = 0
        if self._current is not None and self._current.task is not None:
            self._current.task.cancel()
        del self._parser  # it knows us, too

    def data_received(self, data: bytes) -> None:
        if self._deaf:
            return
        self._unheard += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            pass  # we stay with HTTP/1.1, and close after the response: what follows may be anything
        except httptools.HttpParserError:
            self._refuse(HTTPStatus.BAD_REQUEST)
        if self._unheard > self._shared.answers.most_bytes:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        self._go_on()

    def pause_writing(self) -> None:
        self._full = self._loop.create_future()

    def resume_writing(self) -> None:
        if self._full is not None and not self._full.done():
            self._full.set_result(None)
        self._full = None
        self._go_on()

    async def drained(self) -> None:
        """See `Line`."""
        if self._full is not None:
            await self._full

    def listen(self, ready: bool) -> None:
        """See `Line`."""
        if ready != self._reading and not self.transport.is_closing():
            self._reading = ready
            (self.transport.resume_reading if ready else self.transport.pause_reading)()

    def over(self) -> None:
        """See `Line`."""
        current, self._current = self._current, None
        if current is None or not current.lasting:
            self._close()
            return
        self.listen(True)
        self._patience.begin()
        if self._ahead or self._refusal:
            self._loop.call_soon(self._go_on)

    def shut(self) -> None:
        """Take no more requests, and close when what was asked is answered."""
        if self._current is None and not self._ahead:
            self.transport.close()
            return
        self._deaf = True
        last = self._ahead[-1] if self._ahead else self._current
        if last is not None:
            last.lasting = False

    # what the parser has found

    def on_message_begin(self) -> None:
        self._url, self._headers = b"", {}

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        name = name.lower()
        known = self._headers.get(name)
        self._headers[name] = value if known is None else known + b"," + value

    def on_headers_complete(self) -> None:
        parser, headers = self._parser, self._headers
        self._headers, self._unheard = {}, 0  # fields behind a body are no part of the head
        url = httptools.parse_url(self._url)
        raw_path = url.path or b"/"
        path = raw_path.decode("ascii")
        version = parser.get_http_version()
        scheme, client = self._shared.proxies.seen(self._peer[0], headers)
        request = Request(
            parser.get_method().decode("ascii"), unquote(path) if "%" in path else path, raw_path,
            url.query or b"", headers, version, scheme, client, self._server,
        )  # fmt: skip
        lasting = version == "1.1" and parser.should_keep_alive() and not parser.should_upgrade()
        waits = headers.get(b"expect", b"").lower() == b"100-continue"
        self._incoming = Exchange(self, request, lasting, waits)
        if len(self._ahead) >= MOST_AHEAD or len(self._shared.connections) > MOST_CONNECTIONS:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE)
        elif not self._deaf:
            self._ahead.append(self._incoming)

    def on_body(self, data: bytes) -> None:
        self._unheard = 0
        if self._incoming is not None:
            self._incoming.feed(data)

    def on_message_complete(self) -> None:
        if self._incoming is not None:
            self._incoming.feed_end()
            self._deaf = self._deaf or not self._incoming.lasting
            self._incoming = None

    # what is to be done

    def _go_on(self) -> None:
        """Have the next requests answered, unless the client does not even take what it has been sent."""
        while self._ahead and self._current is None and self._full is None:
            self._begin(self._ahead.popleft())
        if self._ahead:
            self.listen(False)
        elif self._refusal and self._current is None:
            self._say(self._refusal)

    def _begin(self, exchange: Exchange) -> None:
        self._current = exchange
        self._patience.end()
        try:
            work = self._shared.answers.take(exchange)
        except Exception as error:  # whatever it was, it is no other client's concern
            self._failed(exchange, error)
            return
        if work is not None:
            exchange.task = self._loop.create_task(self._done(exchange, work))

    async def _done(self, exchange: Exchange, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:  # as above
            self._failed(exchange, error)

    def _failed(self, exchange: Exchange, error: Exception) -> None:
        """What was sent must not look whole; where nothing was, we can say so."""
        log.error("a request was not answered", exc_info=error)
        if exchange.over:
            return
        self._deaf, self._current = True, None
        self._ahead.clear()
        if not exchange.begun:
            self._say(HTTPStatus.INTERNAL_SERVER_ERROR)
        elif self._full is not None:
            self.transport.abort()
        else:
            self._close()

    def _refuse(self, status: HTTPStatus) -> None:
        """Hear no more of this client, and say why after what is still due to it."""
        if self._deaf:
            return
        self._deaf, self._refusal = True, status
        half, self._incoming = self._incoming, None
        if half is None:
            return
        if half in self._ahead:
            self._ahead.remove(half)
        elif half is self._current:
            half.lasting = False
            if half.task is not None and not half.begun:
                half.task.cancel()
                self._current = None

    def _say(self, status: int) -> None:
        """A response of our own, and the last."""
        self._refusal = 0
        text = HTTPStatus(status).description or HTTPStatus(status).phrase
        head = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(text))}
        self.transport.write(
            b"".join([STATUS[status], self.common, CLOSE, fields(head), b"\r\n", text.encode()])
        )
        self._close()

    def _close(self) -> None:
        """Let the client have what was sent to it, and no more."""
        self._deaf = True
        self.transport.close()
        self._patience.begin()


def _address(transport: asyncio.BaseTransport, name: str) -> tuple[str, int]:
    found = transport.get_extra_info(name)
    return (found[0], found[1]) if isinstance(found, tuple) else ("", 0)
