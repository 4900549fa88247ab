"""The texts of source documents, where the operator has them: each known by the SHA-256 of its bytes.

The folder is the operator's and may hold anything; what a request asks for is a hash, never a path.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import stat
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from munigraph.errors import MissingError

LARGEST = 8_000_000
"""Bytes of a text beyond which it is not shown."""

MOST_FILES = 200_000
"""Files that are looked at."""

KEPT = 32_000_000
"""Characters of texts that are kept in memory."""

AGAIN_SECONDS = 20.0
"""How long the folder is taken to be as it was when a text was last looked for in vain."""

_HASH = re.compile(r"[0-9a-f]{64}")
_LONGEST_CHARACTER = 4
"""Bytes that a character takes in UTF-8 at most."""


@dataclass(frozen=True, slots=True)
class _Stamp:
    """By what a file is known to be as it was."""

    path: str
    inode: int
    size: int
    modified: int
    changed: int


class Originals:
    """Finds texts by their hash.

    Raises MissingError where the folder is not there.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise MissingError(
                f"there is no folder {folder}", hint="--sources names the folder of source texts"
            )
        self._folder = folder
        self._hashes: dict[_Stamp, str] = {}
        self._places: dict[str, _Stamp] = {}
        self._missing: dict[str, float] = {}
        self._texts: OrderedDict[str, tuple[_Stamp, str]] = OrderedDict()
        self._lock = asyncio.Lock()

    async def text(self, sha256: str, characters: int) -> str | None:
        """The text with this hash, whose length is known; None where it is not at hand or not as it was."""
        if not _HASH.fullmatch(sha256):
            return None
        kept = self._texts.get(sha256)
        if kept is not None and _stamp(kept[0].path) == kept[0]:
            self._texts.move_to_end(sha256)
            return kept[1]
        self._texts.pop(sha256, None)
        if time.monotonic() < self._missing.get(sha256, 0.0):
            return None
        async with self._lock:
            found = await asyncio.to_thread(self._found, sha256, characters)
        if found is None:
            self._missing[sha256] = time.monotonic() + AGAIN_SECONDS
            return None
        self._keep(sha256, *found)
        return found[1]

    def _found(self, sha256: str, characters: int) -> tuple[_Stamp, str] | None:
        known = self._places.get(sha256)
        if known is None or _stamp(known.path) != known:
            known = self._searched(sha256, characters)
        if known is None:
            return None
        data = _read(known.path)
        if hashlib.sha256(data).hexdigest() != sha256:
            return None
        try:
            return known, data.decode("utf-8")
        except UnicodeDecodeError:
            return None

    def _searched(self, sha256: str, characters: int) -> _Stamp | None:
        """Look through the folder; only files that may be as long as the text are read."""
        self._places.pop(sha256, None)
        most = min(characters * _LONGEST_CHARACTER, LARGEST)
        for stamp in _files(self._folder):
            if not characters <= stamp.size <= most:
                continue
            if stamp not in self._hashes:
                self._hashes[stamp] = hashlib.sha256(_read(stamp.path)).hexdigest()
            self._places[self._hashes[stamp]] = stamp
            if self._hashes[stamp] == sha256:
                return stamp
        return None

    def _keep(self, sha256: str, stamp: _Stamp, text: str) -> None:
        self._missing.pop(sha256, None)
        self._texts[sha256] = stamp, text
        while sum(len(text) for _, text in self._texts.values()) > KEPT:
            self._texts.popitem(last=False)


def _files(folder: Path) -> Iterator[_Stamp]:
    """The texts in a folder and those below it."""
    left = MOST_FILES
    for parent, _, names in os.walk(folder):
        for name in names:
            left -= 1
            if left < 0:
                return
            stamp = _stamp(f"{parent}/{name}") if name.endswith(".txt") else None
            if stamp is not None:
                yield stamp


def _stamp(path: str) -> _Stamp | None:
    """How a file is now; None for what is none."""
    try:
        found = Path(path).stat()
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return _Stamp(path, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _read(path: str) -> bytes:
    """The beginning of a file, as far as it is not too large; nothing where it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        return b""
