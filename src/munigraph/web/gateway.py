"""Between connections and Flask: answers that are known, queries that wait, and pages.

A query's view is a coroutine that waits for a worker; it is awaited in the event
loop and cancelled when its client leaves. Its answer is sent while it is made, and
the connection is broken when that fails (docs/decisions/0012, 0025).
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from pathlib import Path
from typing import IO, Any, cast

from flask import Flask, Response
from flask.typing import ResponseReturnValue

from munigraph.engine import Disk, LiveStream, Share

from . import sparql
from .cache import Ready
from .calls import network, of_request
from .control import Control
from .encoding import SMALLEST, coding, encodable, encoded, encoding, marked, unmarked
from .exchange import BrokenAnswerError, Exchange
from .heads import fields
from .replies import Headers, Reply, of_response
from .requests import Environ, Request, Shortcut, environ_of
from .site import CACHE, FACTS, Facts, Site

BODY_SECONDS = 30.0
STALLED_SECONDS = 60.0
"""How long a client may take to accept the next piece of an answer."""

PIECE = 1 << 18

LEFT = 499
"""Status in the log of a request whose client did not wait for an answer."""


class App(Flask):
    """Flask, whose coroutine views are awaited by the gateway instead of run in a loop of their own."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func

    async def respond(self, environ: Environ) -> Response:
        """Dispatch a request as Flask does, waiting where a view has to."""
        with self.request_context(environ):
            try:
                value = self.preprocess_request()
                if value is None:
                    value = self.dispatch_request()
                    if inspect.isawaitable(value):
                        value = await cast(Awaitable[ResponseReturnValue], value)
            except Exception as error:  # as Flask does: every error finds its handler, or is raised again
                value = self.handle_user_exception(error)
            return self.finalize_request(value)


class Gateway:
    """Takes every request that comes, and knows who answers it."""

    def __init__(self, app: App, site: Site, folder: str) -> None:
        self.app = app
        self.site = site
        self.folder = folder
        self.most_bytes = site.most_body_bytes

    def control_at(self, path: Path) -> None:
        """Let operators see and stop queries over a socket, once the server has started."""
        self.site.control = Control(self.site.pool, path)

    def take(self, exchange: Exchange) -> Coroutine[Any, Any, None] | None:
        """Answer at once what was answered before; else say what has to be awaited for the answer."""
        started = time.perf_counter()
        request = exchange.request
        shortcut = Shortcut(request)
        facts: Facts = {"method": request.method, "path": request.path, "status": LEFT, "bytes": 0}
        entry = self.site.shortcut(shortcut.key) if shortcut.lasting else None
        if entry is None:
            return self._answer(exchange, shortcut, facts, started)
        facts["status"], facts["bytes"] = _send_ready(exchange, entry, shortcut)
        if request.path == sparql.PATH:
            facts["outcome"] = "cached"
        self._note(request, facts, started)
        return None

    async def _answer(self, exchange: Exchange, shortcut: Shortcut, facts: Facts, started: float) -> None:
        """Answer, and say how it went. When the client leaves, this is cancelled."""
        try:
            body = await self._body(exchange)
            reply = _late() if body is None else await self._reply(exchange.request, body, facts)
            facts["status"] = reply.status
            try:
                facts["bytes"] = await self._send(exchange, reply, shortcut)
            finally:
                reply.close()
            if not isinstance(reply.body, bytes):
                facts["rows"] = reply.body.rows
        except asyncio.CancelledError:
            facts["status"], facts["outcome"] = LEFT, "left"
            raise
        except BrokenAnswerError:
            facts["outcome"] = "broken"
            raise
        finally:
            self._note(exchange.request, facts, started)

    def _note(self, request: Request, facts: Facts, started: float) -> None:
        facts["ms"] = round((time.perf_counter() - started) * 1000, 2)
        facts["client"] = request.client
        self.site.note(facts)

    async def _reply(self, request: Request, body: bytes, facts: Facts) -> Reply:
        """Ask the query service directly, or else the view that belongs to the path."""
        given: Environ = {FACTS: facts}
        if request.path == sparql.PATH and request.method in sparql.METHODS:
            given[sparql.CALL] = call = of_request(request, body, self.site.settings.public_url, self.folder)
            outcome = await sparql.direct(self.site, call, facts)
            if isinstance(outcome, Reply):
                return outcome
            given[sparql.FAILURE] = outcome
        return of_response(await self.app.respond(environ_of(request, body, self.folder) | given))

    async def _body(self, exchange: Exchange) -> bytes | None:
        """The body, as far as it is not larger than we take; None when it does not come in time."""
        if exchange.request.method in ("GET", "HEAD", "OPTIONS"):
            return b""
        try:
            async with asyncio.timeout(BODY_SECONDS):
                return await exchange.body(self.most_bytes)
        except TimeoutError:
            exchange.lasting = False
            return None

    async def _send(self, exchange: Exchange, reply: Reply, shortcut: Shortcut) -> int:
        """Send a reply, encoded as its client likes, and remember it if it may be sent again."""
        if not isinstance(reply.body, bytes):
            return await _send_stream(exchange, reply, reply.body, shortcut, self.site.pool.disk)
        body = await _encoded(reply, reply.body, shortcut)
        head, method = fields(reply.headers), exchange.request.method
        if shortcut.lasting and method == "GET" and _will_be_asked_again(reply):
            ready = Ready(head, fields(_unchanged(reply.headers)), body, reply.headers["ETag"])
            self.site.remember(shortcut.key, shortcut.weight + 2 * len(head), ready)
        exchange.send(reply.status, head, body)
        return 0 if method == "HEAD" else len(body)


def _late() -> Reply:
    """What a client is told that does not send all that it began to send."""
    text = b"The body of this request did not come in time."
    return Reply(408, {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}, text)


def _will_be_asked_again(reply: Reply) -> bool:
    """Pages will; a question is worth a short cut when it comes for the second time."""
    return reply.status == 200 and "ETag" in reply.headers and reply.headers.get(CACHE) != "miss"


async def _encoded(reply: Reply, body: bytes, shortcut: Shortcut) -> bytes:
    """The body in the coding its client prefers; the headers say so."""
    headers = reply.headers
    name = coding(shortcut.accept_encoding, reply.content_type)
    if reply.status == 304:
        _mark(headers, next((tag for tag in ("zstd", "gzip") if f'-{tag}"' in shortcut.asked_tags), ""))
        return body
    if name and len(body) >= SMALLEST and reply.status < 300:
        body = await encoded(name, body)
        _declare(headers, name)
    headers["Content-Length"] = str(len(body))
    varies = headers.get("Vary", "")
    if "Accept-Encoding" not in varies and encodable(reply.content_type):
        headers["Vary"] = f"{varies}, Accept-Encoding" if varies else "Accept-Encoding"
    return body


def _declare(headers: Headers, name: str) -> None:
    headers["Content-Encoding"] = name
    _mark(headers, name)


def _mark(headers: Headers, name: str) -> None:
    if "ETag" in headers:
        headers["ETag"] = marked(headers["ETag"], name)


def _known(etag: str, asked: str) -> str:
    """The tag by which the client has the representation already, in whatever coding; empty if it has not."""
    if not asked or asked == etag:
        return asked
    if asked.strip() == "*":
        return etag
    plain = unmarked(etag)
    return next((tag for tag in map(str.strip, asked.split(",")) if unmarked(tag) == plain), "")


def _unchanged(headers: Headers) -> Headers:
    """What a 304 says, but for the tag, which is the one that the client has (RFC 9110 §15.4.5)."""
    left_out = ("Content-Encoding", "Content-Length", "Content-Type", "ETag")
    return {name: value for name, value in headers.items() if name not in left_out}


def _send_ready(exchange: Exchange, entry: Ready, shortcut: Shortcut) -> tuple[int, int]:
    """Send what was remembered, or that it has not changed (RFC 9110 §13.1.2); status and size."""
    known = _known(entry.etag, shortcut.asked_tags)
    if known:
        exchange.send(304, b"%bETag: %b\r\n" % (entry.unchanged, known.encode("latin-1")), b"")
        return 304, 0
    exchange.send(200, entry.head, entry.body)
    return 200, 0 if exchange.request.method == "HEAD" else len(entry.body)


async def _send_stream(
    exchange: Exchange, reply: Reply, stream: LiveStream, shortcut: Shortcut, disk: Disk
) -> int:
    """Send a body while it is made; a client that stalls ends it."""
    request, headers = exchange.request, reply.headers
    name = "" if "Content-Length" in headers else coding(shortcut.accept_encoding, reply.content_type)
    if name:
        _declare(headers, name)
    pieces = encoding(name, aiter(stream)) if name else aiter(stream)
    size = 0
    try:
        with contextlib.ExitStack() as files:
            if request.version == "1.0" and "Content-Length" not in headers:
                file = files.enter_context(tempfile.TemporaryFile())
                share = files.enter_context(disk.share(network(request.client)))
                pieces = await _whole(pieces, file, share, headers)
            exchange.begin(reply.status, headers)
            if request.method != "HEAD":
                async for piece in pieces:
                    async with asyncio.timeout(STALLED_SECONDS):
                        await exchange.write(piece)
                    size += len(piece)
            exchange.end()
    except Exception as error:  # whatever it was: what was sent must not look whole
        raise BrokenAnswerError(f"an answer broke after {size} bytes: {error}") from error
    return size


async def _whole(
    pieces: AsyncIterator[bytes], file: IO[bytes], share: Share, headers: Headers
) -> AsyncIterator[bytes]:
    """Wait for the end of a body and say its length: HTTP/1.0 has no other way to tell whole from broken."""
    async for piece in pieces:
        file.write(piece)
        share.grow_to(file.tell())
    headers["Content-Length"] = str(file.tell())
    file.seek(0)
    return _read(file)


async def _read(file: IO[bytes]) -> AsyncIterator[bytes]:
    while data := file.read(PIECE):
        yield data
