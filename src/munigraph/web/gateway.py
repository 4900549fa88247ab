"""ASGI in front of Flask: requests in, responses out, with what WSGI has no words for.

A query's view is a coroutine that waits for a worker; the gateway awaits it in
the event loop, ends it when its client leaves, sends its answer while it is
made and breaks the connection when that fails (docs/decisions/0012).
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, cast

from flask import Flask, Response
from flask.typing import ResponseReturnValue

from .cache import Ready
from .control import Control
from .encoding import SMALLEST, coding, encodable, encoded, encoding, marked, unmarked
from .live import LiveResponse
from .requests import Environ, Receive, Scope, Send, Shortcut, Watch, environ_of, start
from .site import CACHE, Site

FACTS = "munigraph.facts"
"""Where in a request's environment a view can leave what the log should say of it."""

BODY_SECONDS = 30.0
STALLED_SECONDS = 60.0
"""How long a client may take to accept the next piece of an answer."""

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
        self.most_bytes = cast(int, app.config["MAX_CONTENT_LENGTH"])

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
        facts: dict[str, object] = {
            "method": scope["method"],
            "path": scope["path"],
            "status": LEFT,
            "bytes": 0,
        }
        try:
            entry = self.site.shortcut(shortcut.key) if shortcut.lasting else None
            if entry is not None:
                facts["status"], facts["bytes"] = await _send_ready(scope, entry, shortcut, send)
                facts |= {"outcome": "cached"} if scope["path"] == "/sparql" else {}
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
        self, scope: Scope, receive: Receive, send: Send, shortcut: Shortcut, facts: dict[str, object]
    ) -> None:
        body = await self._body(scope, receive)
        if body is None:
            return
        environ = environ_of(scope, body, self.folder)
        environ[FACTS] = facts
        watch = Watch(receive)
        response: Response | None = None
        with watch:
            response = await self.app.respond(environ)
        if response is None or watch.left:
            if response is not None:
                response.close()
            facts["outcome"] = "left"
            return
        facts["status"] = response.status_code
        facts["bytes"] = await self._send(scope, response, shortcut, watch, send)
        if isinstance(response, LiveResponse):
            facts["rows"] = response.live.rows
        if watch.left:
            facts["status"], facts["outcome"] = LEFT, "left"

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

    async def _send(
        self, scope: Scope, response: Response, shortcut: Shortcut, watch: Watch, send: Send
    ) -> int:
        """Send a response, encoded as its client likes, and remember it if it may be sent again."""
        try:
            if isinstance(response, LiveResponse) and scope["method"] != "HEAD":
                return await _send_live(scope, response, shortcut, watch, send)
            if response.is_streamed:
                return await _send_pieces(scope, response, send)
            body = await _finished(response, shortcut)
            headers = tuple(response.headers)
            message = start(response.status_code, headers)
            if shortcut.lasting and scope["method"] == "GET" and _will_be_asked_again(response):
                ready = Ready(message, headers, body, response.headers["ETag"])
                self.site.remember(shortcut.key, shortcut.weight, ready)
            await send(message)
            body = b"" if scope["method"] == "HEAD" else body
            await send({"type": "http.response.body", "body": body})
            return len(body)
        finally:
            response.close()


def _will_be_asked_again(response: Response) -> bool:
    """Pages will; a question is worth a short cut when it comes for the second time."""
    headers = response.headers
    return response.status_code == 200 and "ETag" in headers and headers.get(CACHE) != "miss"


async def _finished(response: Response, shortcut: Shortcut) -> bytes:
    """The body of a response in one piece, in the coding its client prefers; its headers say so."""
    body = response.get_data()
    name = coding(shortcut.accept_encoding, response.headers.get("Content-Type", ""))
    if response.status_code == 304:
        _mark(response, next((tag for tag in ("zstd", "gzip") if f'-{tag}"' in shortcut.asked_tags), ""))
    elif name and len(body) >= SMALLEST and response.status_code < 300:
        body = await encoded(name, body)
        _declare(response, name)
        response.headers["Content-Length"] = str(len(body))
    varies = response.headers.get("Vary", "")
    if "Accept-Encoding" not in varies and encodable(response.headers.get("Content-Type", "")):
        response.headers["Vary"] = f"{varies}, Accept-Encoding" if varies else "Accept-Encoding"
    return body


def _declare(response: Response, name: str) -> None:
    response.headers["Content-Encoding"] = name
    _mark(response, name)


def _mark(response: Response, name: str) -> None:
    if "ETag" in response.headers:
        response.headers["ETag"] = marked(response.headers["ETag"], name)


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
        kept = ("ETag", "Content-Encoding", "Content-Length", "Content-Type")
        await send(start(304, [("ETag", known), *(pair for pair in entry.headers if pair[0] not in kept)]))
        await send({"type": "http.response.body"})
        return 304, 0
    await send(entry.start)
    body = b"" if scope["method"] == "HEAD" else entry.body
    await send({"type": "http.response.body", "body": body})
    return 200, len(body)


async def _send_live(
    scope: Scope, response: LiveResponse, shortcut: Shortcut, watch: Watch, send: Send
) -> int:
    """Send an answer while it is made; a client that stalls or leaves ends it."""
    name = coding(shortcut.accept_encoding, response.headers.get("Content-Type", ""))
    if name:
        _declare(response, name)
    pieces = aiter(response.live)
    if name:
        pieces = encoding(name, pieces)
    await send(start(response.status_code, tuple(response.headers)))
    size = 0
    try:
        with watch:
            async for piece in pieces:
                async with asyncio.timeout(STALLED_SECONDS):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                size += len(piece)
            await send({"type": "http.response.body"})
    except Exception as error:  # whatever it was: what was sent must not look whole
        raise BrokenAnswerError(f"an answer broke after {size} bytes: {error}") from error
    return size


async def _send_pieces(scope: Scope, response: Response, send: Send) -> int:
    """Send a file, without letting a slow disk hold up other requests."""
    await send(start(response.status_code, tuple(response.headers)))
    size = 0
    if scope["method"] != "HEAD":
        async for piece in _in_threads(iter(response.iter_encoded())):
            async with asyncio.timeout(STALLED_SECONDS):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            size += len(piece)
    await send({"type": "http.response.body"})
    return size


async def _in_threads(pieces: Any) -> AsyncIterator[bytes]:
    def some() -> bytes:
        taken: list[bytes] = []
        for piece in pieces:
            taken.append(piece)
            if sum(map(len, taken)) >= 1 << 18:
                break
        return b"".join(taken)

    while data := await asyncio.to_thread(some):
        yield data
