"""One request at a time: when its first byte came, when its last, and how many there were."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

TABLE = "application/sparql-results+json"
GRAPH = "application/n-triples"
PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Timing:
    """How one request went. Times are in milliseconds; the status 0 means that no whole answer came."""

    status: int
    first_byte: float
    total: float
    size: int
    body: bytes = b""
    etag: str = ""

    @property
    def good(self) -> bool:
        return self.status in (200, 304)


def target(path: str, query: str) -> str:
    """The request target that asks a query by GET."""
    return f"{path}?{urlencode({'query': query})}"


def ask(
    port: int, request_target: str, accept: str = TABLE, seconds: float = 60, keep: bool = False
) -> Timing:
    """Ask once, over a connection of its own; `keep` keeps the body."""
    connection = _connection(port, seconds)
    try:
        return _asked(connection, request_target, accept, seconds, keep)
    finally:
        connection.close()


def series(
    port: int,
    targets: Sequence[str],
    accept: str,
    count: int,
    seconds: float,
    patience: float = 60,
    pause: float = 0,
) -> Iterator[Timing]:
    """Ask up to `count` times over one connection, for `seconds` at most but at least once.

    A request that fails is reported as such, and the next goes over a new connection.
    """
    connection = _connection(port, patience)
    end = time.perf_counter() + seconds
    try:
        for number in range(count):
            if number and time.perf_counter() > end:
                return
            timing = _asked(connection, targets[number % len(targets)], accept, patience, keep=False)
            yield timing
            time.sleep(pause)
            if not timing.status:
                connection.close()
                connection = _connection(port, patience)
    finally:
        connection.close()


def _connection(port: int, seconds: float) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)


def _asked(
    connection: http.client.HTTPConnection, request_target: str, accept: str, seconds: float, keep: bool
) -> Timing:
    began = time.perf_counter()
    pieces: list[bytes] = []
    size = 0
    first = 0.0
    try:
        connection.request("GET", request_target, headers={"Accept": accept})
        response = connection.getresponse()
        piece = response.read(1)
        first = _since(began)
        while piece:
            size += len(piece)
            if keep:
                pieces.append(piece)
            if _since(began) > seconds * 1000:
                raise TimeoutError
            piece = response.read(PIECE)
    except (OSError, http.client.HTTPException):
        return Timing(0, first, _since(began), size)
    return Timing(
        response.status, first, _since(began), size, b"".join(pieces), response.getheader("ETag") or ""
    )


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000
