"""ASGI in front of Flask: requests in, responses out, with what WSGI has no words for.

A query's view is a coroutine that waits for a worker; the gateway awaits it in
the event loop, ends it when its client leaves, sends its answer while it is
made and breaks the connection when that fails (docs/decisions/0012).
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import IO, Any, cast

from flask import Flask, Response
from flask.typing import ResponseReturnValue

from munigraph.engine import Disk, LiveStream, Share

from . import sparql
from .cache import Ready
from .calls import network, of_scope
from .control import Control
from .encoding import SMALLEST, coding, encodable, encoded, encoding, marked, unmarked
from .replies import Headers, Reply, of_response
from .requests import Environ, Receive, Scope, Send, Shortcut, Watch, environ_of, start
from .site import CACHE, FACTS, Facts, Site

BODY_SECONDS = 30.0
STALLED_SECONDS = 60.0
"""How long a client may take to accept the next piece of an answer."""

PIECE = 1 << 18

LEFT = 499
"""Status in the log of a request whose client did not wait for an answer."""


class BrokenAnswerError(Exception):
    """An answer could not be sent to its end; the connection must not look as if it had been."""


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
    """The ASGI application."""

    def __init__(self, app: App, site: Site, folder: str) -> None:
        self.app = app
        self.site = site
        self.folder = folder
        self.most_bytes = site.most_body_bytes

    def control_at(self, path: Path) -> None:
        """Let operators see and stop queries over a socket, once the server has started."""
        self.site.control = Control(self.site.pool, path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._lifespan(receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        """Start the workers before the first request, and end them after the last."""
        await receive()
        await self.site.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.site.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        shortcut = Shortcut(scope)
        facts: Facts = {
            "method": scope["method"],
            "path": scope["path"],
            "status": LEFT,
            "bytes": 0,
        }
        try:
            entry = self.site.shortcut(shortcut.key) if shortcut.lasting else None
            if entry is not None:
                facts["status"], facts["bytes"] = await _send_ready(scope, entry, shortcut, send)
                facts |= {"outcome": "cached"} if scope["path"] == sparql.PATH else {}
            else:
                await self._answer(scope, receive, send, shortcut, facts)
        except BrokenAnswerError:
            facts["outcome"] = "broken"
            raise
        finally:
            facts["ms"] = round((time.perf_counter() - started) * 1000, 2)
            facts["client"] = (scope.get("client") or ("",))[0]
            self.site.note(facts)

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, shortcut: Shortcut, facts: Facts
    ) -> None:
        body = await self._body(scope, receive)
        if body is None:
            return
        watch = Watch(receive)
        reply: Reply | None = None
        with watch:
            reply = await self._reply(scope, body, facts)
        if reply is None or watch.left:
            if reply is not None:
                reply.close()
            facts["outcome"] = "left"
            return
        facts["status"] = reply.status
        try:
            facts["bytes"] = await self._send(scope, reply, shortcut, watch, send)
        finally:
            reply.close()
        if not isinstance(reply.body, bytes):
            facts["rows"] = reply.body.rows
        if watch.left:
            facts["status"], facts["outcome"] = LEFT, "left"

    async def _reply(self, scope: Scope, body: bytes, facts: Facts) -> Reply:
        """Ask the query service directly, or else the view that belongs to the path."""
        given: Environ = {FACTS: facts}
        if scope["path"] == sparql.PATH and scope["method"] in sparql.METHODS:
            given[sparql.CALL] = call = of_scope(scope, body, self.site.settings.public_url, self.folder)
            outcome = await sparql.direct(self.site, call, facts)
            if isinstance(outcome, Reply):
                return outcome
            given[sparql.FAILURE] = outcome
        return of_response(await self.app.respond(environ_of(scope, body, self.folder) | given))

    async def _body(self, scope: Scope, receive: Receive) -> bytes | None:
        """The body, as far as it is not larger than we take; None when the client left while sending it."""
        if scope["method"] in ("GET", "HEAD", "OPTIONS"):
            return b""
        pieces, size = [], 0
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(BODY_SECONDS):
                while size <= self.most_bytes:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return None
                    pieces.append(message.get("body", b""))
                    size += len(pieces[-1])
                    if not message.get("more_body"):
                        break
        return b"".join(pieces)

    async def _send(self, scope: Scope, reply: Reply, shortcut: Shortcut, watch: Watch, send: Send) -> int:
        """Send a reply, encoded as its client likes, and remember it if it may be sent again."""
        if not isinstance(reply.body, bytes):
            disk = self.site.pool.disk
            return await _send_stream(scope, reply, reply.body, shortcut, watch, send, disk)
        body = await _encoded(reply, reply.body, shortcut)
        message = start(reply.status, reply.headers)
        if shortcut.lasting and scope["method"] == "GET" and _will_be_asked_again(reply):
            ready = Ready(message, reply.headers, body, reply.headers["ETag"])
            self.site.remember(shortcut.key, shortcut.weight, ready)
        await send(message)
        body = b"" if scope["method"] == "HEAD" else body
        await send({"type": "http.response.body", "body": body})
        return len(body)


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
    if asked.strip() == "*":
        return etag
    plain = unmarked(etag)
    return next((tag for tag in map(str.strip, asked.split(",")) if unmarked(tag) == plain), "")


async def _send_ready(scope: Scope, entry: Ready, shortcut: Shortcut, send: Send) -> tuple[int, int]:
    """Send what was remembered, or that it has not changed (RFC 9110 §13.1.2)."""
    known = _known(entry.etag, shortcut.asked_tags)
    if known:
        left_out = ("Content-Encoding", "Content-Length", "Content-Type")
        headers = {name: value for name, value in entry.headers.items() if name not in left_out}
        await send(start(304, headers | {"ETag": known}))
        await send({"type": "http.response.body"})
        return 304, 0
    await send(entry.start)
    body = b"" if scope["method"] == "HEAD" else entry.body
    await send({"type": "http.response.body", "body": body})
    return 200, len(body)


async def _send_stream(
    scope: Scope, reply: Reply, stream: LiveStream, shortcut: Shortcut, watch: Watch, send: Send, disk: Disk
) -> int:
    """Send a body while it is made; a client that stalls or leaves ends it."""
    name = "" if "Content-Length" in reply.headers else coding(shortcut.accept_encoding, reply.content_type)
    if name:
        _declare(reply.headers, name)
    pieces = encoding(name, aiter(stream)) if name else aiter(stream)
    size = 0
    try:
        with watch, contextlib.ExitStack() as files:
            if scope["http_version"] == "1.0" and "Content-Length" not in reply.headers:
                file = files.enter_context(tempfile.TemporaryFile())
                share = files.enter_context(disk.share(network((scope.get("client") or ("",))[0])))
                pieces = await _whole(pieces, file, share, reply.headers)
            await send(start(reply.status, reply.headers))
            if scope["method"] != "HEAD":
                async for piece in pieces:
                    async with asyncio.timeout(STALLED_SECONDS):
                        await send({"type": "http.response.body", "body": piece, "more_body": True})
                    size += len(piece)
            await send({"type": "http.response.body"})
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
