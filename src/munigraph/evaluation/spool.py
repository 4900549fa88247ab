"""An answer kept until it is fetched: in memory while small, then in a file that has no name."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from typing import IO, cast

IN_MEMORY = 1 << 20
CHUNK = 1 << 16


class Spool:
    """Written once, then read once. A slow reader holds no engine, a failed query sends no byte."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed by close)
        self.size = 0

    @property
    def sink(self) -> IO[bytes]:
        """This spool, for libraries that ask for a file and use no more of it than `write` and `flush`."""
        return cast("IO[bytes]", self)

    def write(self, data: bytes) -> int:
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        """Nothing to do: the reader is ourselves."""

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(0, io.SEEK_SET)
        while chunk := self._file.read(CHUNK):
            yield chunk

    def read(self) -> bytes:
        """All of it; closes the spool."""
        try:
            return b"".join(self)
        finally:
            self.close()

    def close(self) -> None:
        self._file.close()
