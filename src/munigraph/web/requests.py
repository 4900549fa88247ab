"""A request as ASGI has it: what of it decides the response, and whether its client still waits."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from .encoding import unmarked
from .headers import ALWAYS

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Environ = dict[str, Any]

WATCH_SECONDS = 0.1
"""A request that takes longer is looked at now and then: its client may have left."""

_FRESH = re.compile(rb"no-cache|no-store", re.IGNORECASE)
_KEY_HEADERS = (b"host", b"accept", b"accept-encoding", b"accept-language")


class Shortcut:
    """What of a request decides its response, as long as the data stay the same."""

    __slots__ = ("accept_encoding", "asked_tags", "key", "lasting", "weight")

    def __init__(self, scope: Scope) -> None:
        found = dict.fromkeys(_KEY_HEADERS, b"")
        self.asked_tags = ""
        self.lasting = scope["method"] in ("GET", "HEAD")
        for name, value in scope["headers"]:
            if name in found:
                found[name] += b"," + value  # a header may come in several lines
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


def environ_of(scope: Scope, body: bytes, folder: str) -> Environ:
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


def start(status: int, headers: Mapping[str, str]) -> Message:
    lines = [
        (name.lower().encode("latin-1"), value.encode("latin-1", "replace"))
        for name, value in headers.items()
        if name != "Date"  # the server has its own
    ]
    return {"type": "http.response.start", "status": status, "headers": lines + ALWAYS}
