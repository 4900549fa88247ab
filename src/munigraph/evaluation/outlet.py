"""Where a worker's answer goes: kept while small, then into a file that the front process reads along."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from typing import IO, cast

from .errors import AnswerTooLargeError
from .protocol import Form
from .rows import Counter, counter, shortened
from .wire import Head

SMALL = 1 << 18
"""Bytes that an answer may have to be sent in one piece, with all that can be said of it in its headers."""

PATIENCE = 1.0
"""Seconds after which also a small beginning of an answer is sent on its way."""

_BATCH = 1 << 17


class CutError(Exception):
    """A limit is reached while all that was written is still in our hands."""


class Outlet:
    """A file for pyoxigraph to write to, that counts rows and bytes and keeps to their limits.

    `tell` takes a frame's head for the front process: `begin`, and then `more` for every batch.
    """

    def __init__(
        self, form: Form, format_name: str, spool: str, rows: int, size: int, tell: Callable[[Head], None]
    ) -> None:
        self.format = format_name
        self.counter: Counter | None = counter(format_name) if form is Form.SELECT else None
        self.most_rows = rows
        self.most_bytes = size
        self.size = 0
        self._form = form
        self._spool = spool
        self._tell = tell
        self._pieces: list[bytes] = []
        self._held = 0
        self._started = time.monotonic()
        self._file: IO[bytes] | None = None

    @property
    def sink(self) -> IO[bytes]:
        """This outlet, for a library that uses no more of a file than `write` and `flush`."""
        return cast("IO[bytes]", self)

    @property
    def spooled(self) -> bool:
        return self._file is not None

    def write(self, data: bytes) -> int:
        self._pieces.append(data)
        self._held += len(data)
        if self._held >= _BATCH or (self._file is None and time.monotonic() - self._started > PATIENCE):
            self._pass_on()
        return len(data)

    def flush(self) -> None:
        """Nothing to do: what was written is passed on in batches and at the end."""

    def end(self) -> bytes:
        """Pass on the rest; a small answer is given back as a whole.

        Raises CutError like `write`.
        """
        if self._file is not None:
            self._pass_on()
            self._file.close()
            return b""
        data = b"".join(self._pieces)
        self._count(data)
        if len(data) > self.most_bytes:
            raise self._too_large()
        return data

    def cut(self) -> bytes:
        """The whole rows of what is still held, as many as the limit allows."""
        return shortened(self.format, b"".join(self._pieces), self.most_rows)

    def drop(self) -> None:
        if self._file is not None:
            self._file.close()

    def _pass_on(self) -> None:
        data = b"".join(self._pieces)
        if self._file is None:
            self._begin(data)
            return
        self._pieces, self._held = [], 0
        self._count(data)
        self.size += len(data)
        if self.size > self.most_bytes:
            raise self._too_large()
        self._file.write(data)
        self._tell({"event": "more", "size": self.size})

    def _begin(self, data: bytes) -> None:
        """Turn from keeping to spooling, once there is more than a small answer, or time has passed."""
        late = time.monotonic() - self._started > PATIENCE
        if len(data) < SMALL and not late:
            return
        if self.counter and self._rows_in(data) > self.most_rows:
            raise CutError
        self._file = cast("IO[bytes]", io.FileIO(self._spool, "x"))
        self._tell({"event": "begin", "form": self._form, "format": self.format})
        self._pass_on()

    def _too_large(self) -> AnswerTooLargeError:
        return AnswerTooLargeError(
            f"the answer is larger than {self.most_bytes} bytes",
            hint="ask for less at a time, or take a dump",
        )

    def _rows_in(self, data: bytes) -> int:
        trial = counter(self.format)
        trial.see(data)
        return trial.rows

    def _count(self, data: bytes) -> None:
        if self.counter is None:
            return
        self.counter.see(data)
        if self.counter.rows > self.most_rows:
            if self._file is None:
                raise CutError
            raise AnswerTooLargeError(f"the answer has more than {self.most_rows} rows")
