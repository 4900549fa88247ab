"""Content codings: gzip and zstd, for those who ask for them (RFC 9110 §12.5.3)."""

from __future__ import annotations

import asyncio
import re
import zlib
from collections.abc import AsyncIterator, Callable
from typing import Protocol

import zstandard

SMALLEST = 860
"""Bytes of a body below which an encoding saves nothing worth the work."""

AT_ONCE = 1 << 16
"""Bytes that are encoded in passing; larger pieces are for a thread."""

_TEXTUAL = re.compile(
    r"text/|application/(?:[\w.-]+\+)?(?:json|xml|n-triples|n-quads|trig|javascript)|image/svg"
)
_SUFFIX = re.compile(r'-(?:gzip|zstd)"')


class Encoder(Protocol):
    """Encodes a body piece by piece; each piece given can be decoded at once by who has it."""

    def encode(self, data: bytes) -> bytes: ...

    def end(self) -> bytes: ...


class _Gzip:
    def __init__(self) -> None:
        self._deflate = zlib.compressobj(5, zlib.DEFLATED, 31)

    def encode(self, data: bytes) -> bytes:
        return self._deflate.compress(data) + self._deflate.flush(zlib.Z_SYNC_FLUSH)

    def end(self) -> bytes:
        return self._deflate.flush()


class _Zstd:
    def __init__(self) -> None:
        self._compress = zstandard.ZstdCompressor(level=3).compressobj()

    def encode(self, data: bytes) -> bytes:
        return self._compress.compress(data) + self._compress.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    def end(self) -> bytes:
        return self._compress.flush()


_CODINGS: dict[str, Callable[[], Encoder]] = {"zstd": _Zstd, "gzip": _Gzip}
"""In order of our preference."""


def encodable(content_type: str) -> bool:
    """Whether a body of this type becomes smaller by encoding, so that what is sent depends on the client."""
    return _TEXTUAL.match(content_type) is not None


def coding(accept: str, content_type: str) -> str:
    """The name of the coding to use; empty for none."""
    if not accept or not encodable(content_type):
        return ""
    qualities = _qualities(accept)
    offered = [(qualities.get(name, qualities.get("*", 0.0)), name) for name in _CODINGS]
    best = max(offered, key=lambda offer: offer[0])
    return best[1] if best[0] > 0 else ""


def encoder(name: str) -> Encoder:
    return _CODINGS[name]()


async def encoded(name: str, body: bytes) -> bytes:
    """A whole body in a coding."""

    def work() -> bytes:
        tool = encoder(name)
        return tool.encode(body) + tool.end()

    return work() if len(body) < AT_ONCE else await asyncio.to_thread(work)


async def encoding(name: str, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """A body in a coding while it is made."""
    tool = encoder(name)
    async for piece in pieces:
        yield await asyncio.to_thread(tool.encode, piece)
    yield tool.end()


def marked(etag: str, name: str) -> str:
    """The ETag of a coded representation: other bytes, another tag."""
    return f'{etag[:-1]}-{name}"' if name and etag.endswith('"') else etag


def unmarked(etags: str) -> str:
    """The tags of If-None-Match as they were before encoding."""
    return _SUFFIX.sub('"', etags) if etags else etags


def _qualities(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        try:
            found[name] = float(quality)
        except ValueError:
            found[name] = 0.0
    return found
