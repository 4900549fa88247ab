"""What was worked out before and need not be again, kept on disk by what it was made of."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from importlib import metadata
from pathlib import Path

import munigraph
from munigraph.keeping import Make

UNUSED_SECONDS = 30 * 86_400.0
"""How long a result is kept that nobody asks for."""


class Cache:
    """A folder of results, tidied up at the end of a `with`.

    Losing it costs time and nothing else, so a disk that refuses is no error.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made_by = _software()

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *exception: object) -> None:
        with contextlib.suppress(OSError):
            _remove_unused(self.folder)

    def kept(self, kind: str, made_of: bytes, make: Make) -> bytes:
        """The result for an input: the one kept from before, or made now and kept."""
        path = self.folder / kind / hashlib.sha256(self._made_by + made_of).hexdigest()
        with contextlib.suppress(OSError):
            data = path.read_bytes()
            os.utime(path)
            if data[:32] == hashlib.sha256(data[32:]).digest():
                return data[32:]
        result = make()
        with contextlib.suppress(OSError):
            _write(path, hashlib.sha256(result).digest() + result)
        return result


def _software() -> bytes:
    """Stands for all that makes results: our own code and the libraries it calls."""
    code = hashlib.sha256()
    for path in sorted(Path(munigraph.__path__[0]).rglob("*.py")):
        code.update(path.read_bytes())
    versions = [metadata.version(name) for name in ("owlrl", "pyoxigraph", "PyYAML")]
    return code.digest() + repr(versions).encode()


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


def _remove_unused(folder: Path) -> None:
    oldest = time.time() - UNUSED_SECONDS
    for path in folder.glob("*/*"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
