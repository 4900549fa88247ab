"""ASGI in front of Flask: requests in, responses out, with what WSGI has no words for.

A query's view is a coroutine that waits for a worker; the gateway awaits it in
the event loop, ends it when its client leaves, sends its answer while it is
made and breaks the connection when that fails (docs/decisions/0012).
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import io
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, MutableMapping
from typing import Any, cast

from flask import Flask, Response
from flask.typing import ResponseReturnValue

from .cache import Entry
from .encoding import SMALLEST, coding, encoded, encoding, marked, unmarked
from .headers import ALWAYS
from .live import LiveResponse
from .site import Site

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Environ = dict[str, Any]

FACTS = "munigraph.facts"
"""Where in a request's environment a view can leave what the log should say of it."""

WATCH_SECONDS = 0.1
"""A request that takes longer is looked at now and then: its client may have left."""

BODY_SECONDS = 30.0
STALLED_SECONDS = 60.0
"""How long a client may take to accept the next piece of an answer."""

LEFT = 499
"""Status in the log of a request whose client did not wait for an answer."""

_FRESH = re.compile(rb"no-cache|no-store", re.IGNORECASE)
_KEY_HEADERS = (b"host", b"accept", b"accept-encoding", b"accept-language")


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
            except Exception as error:
                value = self.handle_user_exception(error)
            return self.finalize_request(value)


class Gateway:
    """The ASGI application."""

    def __init__(self, app: App, site: Site, folder: str) -> None:
        self.app = app
        self.site = site
        self.folder = folder
        self.most_bytes = cast(int, app.config["MAX_CONTENT_LENGTH"])

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
                facts["status"], facts["bytes"] = await _send_entry(scope, entry, shortcut, send)
                facts |= {"outcome": "cached"} if scope["path"] == "/sparql" else {}
            else:
                await self._answer(scope, receive, send, shortcut, facts)
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
        environ = _environ(scope, body, self.folder)
        environ[FACTS] = facts
        watch = Watch(receive)
        with watch:
            response = await self.app.respond(environ)
        if watch.left:
            return
        facts["status"] = response.status_code
        facts["bytes"] = await self._send(scope, response, shortcut, watch, send)
        if isinstance(response, LiveResponse):
            facts["rows"] = response.live.rows

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
            entry = await _finished(response, shortcut)
            if scope["method"] == "GET" and response.status_code == 200 and entry.etag and shortcut.lasting:
                self.site.remember(shortcut.key, shortcut.weight, entry)
            await send(_start(response.status_code, entry.headers))
            body = b"" if scope["method"] == "HEAD" else entry.body
            await send({"type": "http.response.body", "body": body})
            return len(body)
        finally:
            response.close()


class Shortcut:
    """What of a request decides its response, as long as the data stay the same."""

    __slots__ = ("accept_encoding", "asked_tags", "key", "lasting", "weight")

    def __init__(self, scope: Scope) -> None:
        found = dict.fromkeys(_KEY_HEADERS, b"")
        self.asked_tags = ""
        self.lasting = scope["method"] in ("GET", "HEAD")
        for name, value in scope["headers"]:
            if name in found:
                found[name] = value
            elif name == b"if-none-match":
                self.asked_tags = value.decode("latin-1")
            elif name == b"range" or (name == b"cache-control" and _FRESH.search(value)):
                self.lasting = False
        self.accept_encoding = found[b"accept-encoding"].decode("latin-1")
        self.key = (scope["scheme"], scope["raw_path"], scope["query_string"], *found.values())
        self.weight = sum(map(len, self.key))


class Watch:
    """Ends what is done within it when the client leaves, once that takes noticeable time."""

    def __init__(self, receive: Receive) -> None:
        self.left = False
        self._receive = receive
        self._task: asyncio.Task[None] | None = None

    def __enter__(self) -> None:
        self._current = asyncio.current_task()
        self._timer = asyncio.get_running_loop().call_later(WATCH_SECONDS, self._begin)

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> bool:
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()
        if self.left and self._current is not None:
            self._current.uncancel()
        return self.left and kind is not None and issubclass(kind, asyncio.CancelledError)

    def _begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._look())

    async def _look(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.left = True
        if self._current is not None:
            self._current.cancel()


def _environ(scope: Scope, body: bytes, folder: str) -> Environ:
    """The request as WSGI has it (PEP 3333)."""
    server, client = scope.get("server") or ("", 0), scope.get("client") or ("", 0)
    path = scope["path"].encode("utf-8").decode("latin-1")
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": folder,
        "PATH_INFO": path,
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": None,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "CONTENT_LENGTH": str(len(body)),
    }
    for name, value in scope["headers"]:
        if name == b"content-length":
            continue
        text = value.decode("latin-1")
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
        environ[key] = f"{environ[key]},{text}" if key in environ else text
    if "HTTP_IF_NONE_MATCH" in environ:
        environ["HTTP_IF_NONE_MATCH"] = unmarked(environ["HTTP_IF_NONE_MATCH"])
    return environ


def _start(status: int, headers: Iterable[tuple[str, str]]) -> Message:
    lines = [(name.lower().encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers]
    return {"type": "http.response.start", "status": status, "headers": lines + ALWAYS}


async def _finished(response: Response, shortcut: Shortcut) -> Entry:
    """A response in one piece, with the coding its client prefers."""
    body = response.get_data()
    name = coding(shortcut.accept_encoding, response.headers.get("Content-Type", ""))
    if response.status_code == 304:
        _mark(response, next((tag for tag in ("zstd", "gzip") if f'-{tag}"' in shortcut.asked_tags), ""))
    elif name and len(body) >= SMALLEST and response.status_code < 300:
        body = await encoded(name, body)
        _declare(response, name)
        response.headers["Content-Length"] = str(len(body))
    varies = response.headers.get("Vary", "")
    if varies and "Accept-Encoding" not in varies:
        response.headers["Vary"] = f"{varies}, Accept-Encoding"
    return Entry(tuple(response.headers), body, response.headers.get("ETag", ""))


def _declare(response: Response, name: str) -> None:
    response.headers["Content-Encoding"] = name
    _mark(response, name)


def _mark(response: Response, name: str) -> None:
    if "ETag" in response.headers:
        response.headers["ETag"] = marked(response.headers["ETag"], name)


async def _send_entry(scope: Scope, entry: Entry, shortcut: Shortcut, send: Send) -> tuple[int, int]:
    """Send what was remembered, or that it has not changed (RFC 9110 §13.1.2)."""
    tags = shortcut.asked_tags
    if tags and (tags.strip() == "*" or entry.etag in [tag.strip() for tag in tags.split(",")]):
        headers = [pair for pair in entry.headers if not pair[0].lower().startswith("content-")]
        await send(_start(304, headers))
        await send({"type": "http.response.body"})
        return 304, 0
    await send(_start(200, entry.headers))
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
    await send(_start(response.status_code, tuple(response.headers)))
    size = 0
    try:
        with watch:
            async for piece in pieces:
                async with asyncio.timeout(STALLED_SECONDS):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                size += len(piece)
            await send({"type": "http.response.body"})
    except Exception as error:
        raise BrokenAnswerError(f"an answer broke after {size} bytes: {error}") from error
    return size


async def _send_pieces(scope: Scope, response: Response, send: Send) -> int:
    """Send a file, without letting a slow disk hold up other requests."""
    await send(_start(response.status_code, tuple(response.headers)))
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
