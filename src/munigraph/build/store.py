"""The store of a release: a checkpoint of the last one with what differs, or loaded from nothing."""

from __future__ import annotations

import gzip
import io
import multiprocessing
import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from munigraph.release import Changes, Release
from munigraph.release.leaves import QUADS_FILE

_LARGEST_SHARE = 0.2
"""What part of the quads may differ for a checkpoint to be the faster way."""
_AT_ONCE = 10_000
_WORTH_A_PROCESS = 20_000_000
"""Bytes of lines."""


class Loading:
    """A store that a process of its own loads while the dumps are being written.

    Raises OSError when the disk refuses.
    """

    def __init__(self, path: Path) -> None:
        context = multiprocessing.get_context("forkserver")
        self._path = path
        theirs, self._lines = context.Pipe(duplex=False)
        self._outcome, told = context.Pipe(duplex=False)
        self._process = context.Process(target=_load_sent, args=(path, theirs, told), daemon=True)
        self._left_off = False
        self._process.start()
        theirs.close()
        told.close()

    def add(self, lines: bytes) -> None:
        """Load some lines of N-Quads. After trouble nothing is: `end` tells of it."""
        try:
            self._lines.send_bytes(lines)
        except BrokenPipeError:
            self._left_off = True

    def end(self) -> None:
        """Wait for all to be loaded."""
        self._lines.close()
        try:
            trouble = self._outcome.recv()
        except EOFError:
            trouble = "the process that loaded it ended"
        self._process.join()
        if trouble or self._left_off:
            raise OSError(f"{self._path} could not be loaded: {trouble}")

    def stop(self) -> None:
        """Give up."""
        self._process.kill()
        self._process.join()


class Store:
    """A store to be: its loading begins when there is enough to load to be worth a process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.graphs: set[str] = set()
        """Graphs that were added as a whole."""
        self._lines: list[bytes] = []
        self._size = 0
        self._loading: Loading | None = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exception: object) -> None:
        """What is not loaded to its end is of no use."""
        if self._loading is not None:
            self._loading.stop()
            shutil.rmtree(self.path, ignore_errors=True)

    def add_graph(self, graph: str, lines: Sequence[str]) -> None:
        """Load all lines of a graph, each without its end."""
        self.add("\n".join((*lines, "")).encode())
        self.graphs.add(graph)

    def add(self, lines: bytes) -> None:
        """Load some lines of N-Quads."""
        if self._loading is not None:
            self._loading.add(lines)
            return
        self._lines.append(lines)
        self._size += len(lines)
        if self._size > _WORTH_A_PROCESS:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._loading = Loading(self.path)
            for some in self._lines:
                self._loading.add(some)
            self._lines = []

    def end(self) -> None:
        """Wait for all to be loaded; few lines are left to `write_store`.

        Raises OSError when the disk refuses.
        """
        if self._loading is not None:
            self._loading.end()
            self._loading = None


def _load_sent(path: Path, lines: Connection, told: Connection) -> None:
    try:
        _load(path, io.BufferedReader(_Received(lines), 1 << 20))
    except OSError as error:
        told.send(str(error))
    else:
        told.send("")


class _Received(io.RawIOBase):
    """What comes over a connection, as a file."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            try:
                self._rest = memoryview(self._connection.recv_bytes())
            except EOFError:
                return 0
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def _load(path: Path, lines: IO[bytes]) -> None:
    store = ox.Store(str(path))
    store.bulk_extend(ox.parse(lines, ox.RdfFormat.N_QUADS, rename_blank_nodes=False))
    store.optimize()
    store.flush()


def write_store(
    folder: Path,
    catalogue: Sequence[ox.Quad],
    graph: ox.NamedNode,
    previous: Release | None,
    changes: Changes | None,
) -> None:
    """Write the store of the release that is being made in a folder, unless it is loaded already.

    In graph `catalogue` stands what describes the release.

    Raises OSError when the disk refuses.
    """
    path = folder / "store"
    few = changes is not None and changes.share <= _LARGEST_SHARE
    if previous is not None and changes is not None and few and not path.exists():
        _revise(path, graph, previous, changes)
    if not path.exists():
        with gzip.open(folder / "dumps" / QUADS_FILE) as lines:
            _load(path, cast(IO[bytes], lines))
    store = ox.Store(str(path))
    store.extend(catalogue)
    store.flush()


def _revise(path: Path, graph: ox.NamedNode, previous: Release, changes: Changes) -> None:
    """Make a checkpoint of the previous store, which shares its files, and have it hold the new quads.

    Where the previous store cannot be read there is none.
    """
    try:
        previous.store().backup(str(path))
    except OSError:
        shutil.rmtree(path, ignore_errors=True)
        return
    store = ox.Store(str(path))
    store.remove_graph(graph)
    for quad in _quads(changes.removed()):
        store.remove(quad)
    added = _quads(changes.added())
    while some := list(islice(added, _AT_ONCE)):
        store.extend(some)
    store.flush()


def _quads(lines: Iterable[str]) -> Iterator[ox.Quad]:
    """Lines as quads whose blank nodes keep their names."""
    rest = iter(lines)
    while some := list(islice(rest, _AT_ONCE)):
        yield from ox.parse("\n".join(some), ox.RdfFormat.N_QUADS, rename_blank_nodes=False)
