"""The head of a response as it goes over the wire (RFC 9112 §4, §5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import formatdate
from http import HTTPStatus

from .headers import ALWAYS

STATUS = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}
CLOSE = b"Connection: close\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"

_FORBIDDEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def fields(headers: Mapping[str, str]) -> bytes:
    """Header lines. `Date` is left out: the connection has its own.

    Raises ValueError where a value would end its line: what follows could pass for another header.
    """
    text = "".join(headers.values())
    if not text.isprintable() and _FORBIDDEN.search(text):
        raise ValueError("a header has a control character in it")
    lines = [f"{name}: {value}\r\n" for name, value in headers.items() if name != "Date"]
    return "".join(lines).encode("latin-1", "replace")


_ALWAYS = fields(ALWAYS)


def common(now: float) -> bytes:
    """The lines that all responses of a second share."""
    return b"Date: " + formatdate(now, usegmt=True).encode() + b"\r\n" + _ALWAYS
