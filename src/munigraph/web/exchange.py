"""One request and the response to it, on the connection of a client."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Protocol

from .heads import CHUNKED, CLOSE, CONTINUE, STATUS, fields
from .requests import Request

MOST_UNREAD = 1 << 16
"""Bytes of a body that are taken before somebody asks for them."""


class BrokenAnswerError(Exception):
    """An answer could not be sent to its end; the connection must not look as if it had been."""


class Line(Protocol):
    """What an exchange needs of its connection."""

    transport: asyncio.Transport

    @property
    def common(self) -> bytes:
        """Header lines that every response has."""

    async def drained(self) -> None:
        """Wait until the client has taken what was sent, but for a little."""

    def listen(self, ready: bool) -> None:
        """Go on receiving, or pause."""

    def over(self) -> None:
        """The response is sent."""


class Exchange:
    """Reads the body of a request and writes the response; with a client that leaves, its task is cancelled.

    A response goes out whole with `send`, or with `begin`, any number of `write`, and `end`.
    `lasting` is whether the connection stays open after it.
    """

    __slots__ = ("_body", "_chunked", "_left", "_line", "_news", "_received", "_waits", "begun", "lasting",
                 "over", "request", "task")  # fmt: skip

    def __init__(self, line: Line, request: Request, lasting: bool, waits: bool) -> None:
        self.request = request
        self.lasting = lasting
        self.begun = False
        self.over = False
        self.task: asyncio.Task[None] | None = None
        self._line = line
        self._waits = waits
        """Whether the client sends the body only when it is told to go on (RFC 9110 §10.1.1)."""
        self._body = bytearray()
        self._received = False
        self._news: asyncio.Future[None] | None = None
        self._chunked = False
        self._left = 0

    async def body(self, most: int) -> bytes:
        """The body of the request; of one that is larger than `most`, more than that."""
        while not self._received and len(self._body) <= most:
            if self._waits:
                self._waits = False
                self._line.transport.write(CONTINUE)
            self._line.listen(True)
            self._news = asyncio.get_running_loop().create_future()
            await self._news
        return bytes(self._body)

    def feed(self, data: bytes) -> None:
        """A piece of the body; one that comes after the response is of no use."""
        if not self.over:
            self._body += data
            if len(self._body) > MOST_UNREAD:
                self._line.listen(False)
            self._wake()

    def feed_end(self) -> None:
        self._received = True
        self._wake()

    def _wake(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    def send(self, status: int, head: bytes, body: bytes) -> None:
        """The whole response; `head` are its header lines, with the length of the body where it has one."""
        pieces = [*self._head(status), head, b"\r\n"]
        if self.request.method != "HEAD":
            pieces.append(body)
        self._line.transport.write(b"".join(pieces))
        self._finish()

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        """The head of a response whose body follows, piece by piece.

        Raises ValueError when a header cannot be sent.
        """
        pieces = [*self._head(status), fields(headers)]
        if "Content-Length" in headers:
            self._left = int(headers["Content-Length"])
        elif self.request.method != "HEAD":
            self._chunked = True
            pieces.append(CHUNKED)
        self._line.transport.write(b"".join([*pieces, b"\r\n"]))

    async def write(self, piece: bytes) -> None:
        """A piece of the body; waits until the client has taken most of what was sent.

        Raises BrokenAnswerError when there is more than the head said.
        """
        if self._chunked:
            piece = b"%x\r\n%b\r\n" % (len(piece), piece) if piece else b""
        else:
            self._left -= len(piece)
            if self._left < 0:
                raise BrokenAnswerError("a body is longer than its head said")
        self._line.transport.write(piece)
        await self._line.drained()

    def end(self) -> None:
        """The body was written to its end.

        Raises BrokenAnswerError when it is shorter than its head said.
        """
        if self._left and self.request.method != "HEAD":
            raise BrokenAnswerError(f"a body is {self._left} bytes shorter than its head said")
        if self._chunked:
            self._line.transport.write(b"0\r\n\r\n")
        self._finish()

    def _head(self, status: int) -> list[bytes]:
        if self._waits and not self._received:
            self.lasting = False  # whether the body comes now is for the client to decide
        self.begun = True
        pieces = [STATUS[status], self._line.common]
        return pieces if self.lasting else [*pieces, CLOSE]

    def _finish(self) -> None:
        self.over = True
        self._line.over()
