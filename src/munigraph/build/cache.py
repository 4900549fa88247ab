"""What was worked out before and need not be again, kept on disk by what it was made of."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

MOST_KEPT = 40
"""Entries kept of each kind; the least recently used ones go first."""


class Cache:
    """A folder of results. Losing it costs time and nothing else, so a disk that refuses is no error."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def kept(self, kind: str, made_of: bytes, make: Callable[[], bytes]) -> bytes:
        """The result for an input: the one kept from before, or made now and kept."""
        path = self.folder / kind / hashlib.sha256(made_of).hexdigest()
        with contextlib.suppress(OSError):
            data = path.read_bytes()
            os.utime(path)
            if data[:32] == hashlib.sha256(data[32:]).digest():
                return data[32:]
        result = make()
        with contextlib.suppress(OSError):
            _write(path, hashlib.sha256(result).digest() + result)
            _prune(path.parent)
        return result


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(name).rename(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _prune(folder: Path) -> None:
    entries = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in entries[MOST_KEPT:]:
        path.unlink(missing_ok=True)
