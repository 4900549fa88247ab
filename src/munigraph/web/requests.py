"""A request as it came, and what of it decides the response."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

from .encoding import unmarked

Environ = dict[str, Any]

_FRESH = re.compile(rb"no-cache|no-store", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Request:
    """The head of a request; its body may still be on its way."""

    method: str
    path: str
    """Decoded."""
    raw_path: bytes
    query: bytes
    headers: dict[bytes, bytes]
    """By names in lower case; lines of one name are joined by commas (RFC 9110 §5.3)."""
    version: str
    """Of HTTP, such as 1.1."""
    scheme: str
    client: str
    """The address it came from."""
    server: tuple[str, int]
    """The address it came to."""


class Shortcut:
    """What of a request decides its response, as long as the data stay the same."""

    __slots__ = ("accept_encoding", "asked_tags", "key", "lasting", "weight")

    def __init__(self, request: Request) -> None:
        get = request.headers.get
        encodings = get(b"accept-encoding", b"")
        self.accept_encoding = encodings.decode("latin-1")
        self.asked_tags = get(b"if-none-match", b"").decode("latin-1")
        self.lasting = (
            request.method in ("GET", "HEAD")
            and b"range" not in request.headers
            and not _FRESH.search(get(b"cache-control", b""))
        )
        self.key = (
            request.scheme, request.raw_path, request.query,
            get(b"host", b""), get(b"accept", b""), encodings, get(b"accept-language", b""),
        )  # fmt: skip
        self.weight = sum(map(len, self.key))


def environ_of(request: Request, body: bytes, folder: str) -> Environ:
    """The request as WSGI has it (PEP 3333)."""
    environ: Environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": folder,
        "PATH_INFO": request.path.encode("utf-8").decode("latin-1"),
        "QUERY_STRING": request.query.decode("latin-1"),
        "SERVER_NAME": request.server[0],
        "SERVER_PORT": str(request.server[1]),
        "SERVER_PROTOCOL": f"HTTP/{request.version}",
        "REMOTE_ADDR": request.client,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": None,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "CONTENT_LENGTH": str(len(body)),
    }
    for name, value in request.headers.items():
        if name != b"content-length" and b"_" not in name:  # `a_b` must not pass for `a-b`
            key = name.decode("latin-1").upper().replace("-", "_")
            environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value.decode("latin-1")
    if "HTTP_IF_NONE_MATCH" in environ:
        environ["HTTP_IF_NONE_MATCH"] = unmarked(environ["HTTP_IF_NONE_MATCH"])
    return environ
