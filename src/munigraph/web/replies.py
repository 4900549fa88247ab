"""What is sent back: status, headers and a body, made by views of Flask's or without them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response

from munigraph.engine import LiveStream

IN_ONE_GO = 1 << 18

Headers = dict[str, str]


class LiveResponse(Response):
    """A response of Flask's whose body is still being made when its first bytes are sent."""

    def __init__(self, stream: LiveStream, headers: Headers) -> None:
        super().__init__(headers=headers)
        self.live = stream
        self.call_on_close(stream.close)
        del self.headers["Content-Length"]


class FilePieces:
    """A file as a stream, read in a thread, so that a slow disk holds up no other request."""

    rows = None
    milliseconds = None

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while data := await asyncio.to_thread(self._some):
            yield data

    def _some(self) -> bytes:
        taken: list[bytes] = []
        size = 0
        for piece in self._pieces:
            taken.append(piece)
            size += len(piece)
            if size >= IN_ONE_GO:
                break
        return b"".join(taken)

    def close(self) -> None:
        """The response that has the file closes it."""


def _nothing() -> None:
    """A body in memory needs no closing."""


@dataclass(slots=True)
class Reply:
    """A response on its way; `close` frees what its body needs."""

    status: int
    headers: Headers
    body: bytes | LiveStream = b""
    close: Callable[[], None] = _nothing

    @property
    def content_type(self) -> str:
        return self.headers.get("Content-Type", "")


def of_response(response: Response) -> Reply:
    """What a view has made."""
    body: bytes | LiveStream
    if isinstance(response, LiveResponse):
        body = response.live
    elif response.is_streamed:
        body = FilePieces(iter(response.iter_encoded()))
    else:
        body = response.get_data()
    headers: Headers = {}
    for name, value in response.headers:
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    if response.status_code == HTTPStatus.NOT_MODIFIED:
        # Flask drops these only on its own way out; a body here would be taken for the next response.
        body = b""
        headers.pop("Content-Length", None)
    return Reply(response.status_code, headers, body, response.close)


def to_response(reply: Reply) -> Response:
    """A reply as a view gives it to Flask."""
    if isinstance(reply.body, bytes):
        return Response(reply.body, reply.status, headers=reply.headers)
    return LiveResponse(reply.body, reply.headers)
