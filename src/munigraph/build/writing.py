"""Writing the dumps of a release leaf by leaf, with what is taken over from the release before."""

from __future__ import annotations

import hashlib
import mmap
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from munigraph.release import DumpFile, Leaf, Leaves

from .dumps import FORMS, Serializer, frame, member
from .plan import Fresh, Kept, Piece
from .store import Store

_LINES_AT_ONCE = 8_000
"""How many lines a process gets at a time."""
_IN_WORK = 6
"""How many such parts may be under way."""
_FEW = 6
"""So many are not worth starting processes for."""

Members = list[tuple[bytes, ...]]
Part = Kept | tuple[list[Fresh], Members]


def beginnings(prefixes: dict[str, str]) -> Leaf:
    """What stands before the leaves of each dump, as a leaf without quads."""
    found = [frame(form.format, prefixes).before for form in FORMS]
    lengths = tuple(len(member(text)) for text in found)
    return Leaf("", "", 0, hashlib.sha256(b"\0".join(found)).hexdigest(), lengths)


def write_dumps(
    pieces: Iterable[Piece],
    prefixes: dict[str, str],
    folder: Path,
    former: tuple[Path, Leaves] | None,
    store: Store | None,
) -> tuple[Leaves, list[DumpFile]]:
    """Write the dumps of all quads.

    `former` are the dumps and leaves of the release that the kept pieces are of. Fresh
    leaves of graphs that a store has not are loaded into it, if there is one.

    Raises OSError when the disk refuses.
    """
    leaves: list[Leaf] = []
    with ExitStack() as stack:
        files = [stack.enter_context(_Dump(number, folder, prefixes, former)) for number in range(len(FORMS))]
        for part in _made(pieces, prefixes):
            if isinstance(part, Kept):
                if former is None:
                    raise ValueError("leaves can be kept of a former release only")
                leaves += former[1].leaves[part.begin : part.end]
                for file in files:
                    file.copy(part)
                continue
            if store is not None:
                store.add(b"".join(fresh.text for fresh in part[0] if fresh.graph not in store.graphs))
            for fresh, made in zip(*part, strict=True):
                lengths = tuple(map(len, made))
                subject = fresh.text[: fresh.text.index(b" ")].decode()
                leaves.append(Leaf(fresh.graph, subject, fresh.quads, fresh.digest, lengths))
            for file, members in zip(files, zip(*part[1], strict=True), strict=True):
                file.add(b"".join(members))
    names = tuple(form.name for form in FORMS)
    return Leaves(names, beginnings(prefixes), leaves), [file.described for file in files]


class _Dump:
    """One dump that is being written, by a thread of its own."""

    def __init__(
        self, number: int, folder: Path, prefixes: dict[str, str], former: tuple[Path, Leaves] | None
    ) -> None:
        self._form = FORMS[number]
        self._frame = frame(self._form.format, prefixes)
        self._path = folder / self._form.name
        self._former = former
        self._hash = hashlib.sha256()
        self._size = 0
        self._resources = ExitStack()
        self._waiting: deque[Future[None]] = deque()

    def __enter__(self) -> _Dump:
        self._file = self._resources.enter_context(self._path.open("wb"))
        if self._former is not None:
            place, leaves = self._former
            old = self._resources.enter_context((place / self._form.name).open("rb"))
            self._old = self._resources.enter_context(mmap.mmap(old.fileno(), 0, access=mmap.ACCESS_READ))
            self._offsets = leaves.offsets(self._form.name)
        self._writer = self._resources.enter_context(ThreadPoolExecutor(1))
        self.add(member(self._frame.before))
        return self

    def __exit__(self, *exception: object) -> None:
        """Raises OSError when something could not be written."""
        self.add(member(self._frame.after))
        with self._resources:
            self._wait(0)

    def add(self, data: bytes) -> None:
        """Write some bytes, soon; not too many are left waiting."""
        self._waiting.append(self._writer.submit(self._write, data))
        self._wait(_IN_WORK)

    def copy(self, kept: Kept) -> None:
        """Write leaves as they are in the former dump, soon."""
        self._waiting.append(self._writer.submit(self._copy, kept))
        self._wait(_IN_WORK)

    def _wait(self, most: int) -> None:
        while len(self._waiting) > most:
            self._waiting.popleft().result()

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._hash.update(data)
        self._size += len(data)

    def _copy(self, kept: Kept) -> None:
        with memoryview(self._old)[self._offsets[kept.begin] : self._offsets[kept.end]] as data:
            self._write(data)

    @property
    def described(self) -> DumpFile:
        media = self._form.format.media_type
        return DumpFile(self._form.name, media, True, self._size, self._hash.hexdigest(), self._form.title)


def _made(pieces: Iterable[Piece], prefixes: dict[str, str]) -> Iterator[Part]:
    """The pieces in order, fresh ones with their members; all but the first few are made by processes."""
    waiting: deque[Kept | tuple[list[Fresh], Future[Members] | Members]] = deque()
    processes = len(os.sched_getaffinity(0))
    fresh = 0
    with ExitStack() as stack:
        pool: ProcessPoolExecutor | None = None
        for part in _parts(pieces):
            if isinstance(part, Kept):
                waiting.append(part)
            else:
                fresh += 1
                texts = [each.text for each in part]
                if pool is None and fresh > _FEW and processes > 1:
                    context = multiprocessing.get_context("forkserver")
                    # The store takes longest to load: these give way to it.
                    pool = stack.enter_context(ProcessPoolExecutor(processes, context, os.nice, (10,)))
                made = _members(prefixes, texts) if pool is None else pool.submit(_members, prefixes, texts)
                waiting.append((part, made))
            while len(waiting) > _IN_WORK:
                yield _waited_for(waiting.popleft())
        while waiting:
            yield _waited_for(waiting.popleft())


def _members(prefixes: dict[str, str], texts: list[bytes]) -> Members:
    serializer = Serializer(prefixes)
    return [serializer.members(text) for text in texts]


def _waited_for(part: Kept | tuple[list[Fresh], Future[Members] | Members]) -> Part:
    if isinstance(part, Kept):
        return part
    fresh, made = part
    return fresh, made.result() if isinstance(made, Future) else made


def _parts(pieces: Iterable[Piece]) -> Iterator[Kept | list[Fresh]]:
    """Pieces in order: kept ones that follow one another as one, and enough fresh ones at a time."""
    part: Kept | list[Fresh] = []
    lines = 0
    for piece in pieces:
        if isinstance(piece, Fresh):
            if isinstance(part, Kept) or lines >= _LINES_AT_ONCE:
                yield part
                part, lines = [], 0
            part.append(piece)
            lines += piece.quads
        elif isinstance(part, Kept) and part.end == piece.begin:
            part = Kept(part.begin, piece.end)
        else:
            if part:
                yield part
            part = piece
    if part:
        yield part
