"""How long a client is waited for that owes us something."""

from __future__ import annotations

import asyncio

HEAD_SECONDS = 15.0
"""How long a client may take to send a whole head, or to take none of what it was sent."""


class Patience:
    """Ends a connection when its client has neither asked anything nor taken its answers for too long."""

    __slots__ = ("_loop", "_timer", "_transport", "_unsent")

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._unsent = 0

    def begin(self) -> None:
        """It is the client's turn."""
        self.end()
        self._timer = self._loop.call_later(HEAD_SECONDS, self._exhausted)

    def end(self) -> None:
        """It is ours."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _exhausted(self) -> None:
        unsent, self._unsent = self._unsent, self._transport.get_write_buffer_size()
        if not self._unsent:
            self._transport.close()
        elif self._unsent == unsent:
            self._transport.abort()
        else:
            self.begin()  # it takes its time, but it takes it
