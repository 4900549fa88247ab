"""The quads of a release in leaves: runs of sorted lines, cut where their content says so.

Graph after graph, lines in order; a leaf ends before a subject whose name has a certain
checksum, so that a change moves no cut but those next to it. Each leaf is a gzip member
of its own in every dump (RFC 1952 §2.2), so a release can take over the members of
another one for the leaves they share, and what differs between two releases is found
in the leaves that differ.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from munigraph.errors import MissingError

FILE_NAME = "leaves.tsv"
QUADS_FILE = "munigraph.nq.gz"
_SUBJECTS = 64
"""About how many subjects a leaf has."""
_COLUMNS = ("graph", "subject", "quads", "sha256")


class Leaf(NamedTuple):
    """One run of lines: where it stands, what is in it, how long it is in each dump."""

    graph: str
    """The IRI."""
    subject: str
    """The first one, as N-Quads writes it."""
    quads: int
    digest: str
    """The SHA-256 of the lines, in hexadecimal."""
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Leaves:
    """All leaves of a release, in order."""

    files: tuple[str, ...]
    """The names of the dumps, in the order of a leaf's lengths."""
    beginning: Leaf
    """What stands before the leaves: of no graph, without quads."""
    leaves: Sequence[Leaf]

    @property
    def digest(self) -> str:
        """The SHA-256 of the leaves' hashes; stands for all quads of the release."""
        return hashlib.sha256("".join(leaf.digest for leaf in self.leaves).encode()).hexdigest()

    def offsets(self, file: str) -> list[int]:
        """Where each leaf begins in a dump; one more for where the last one ends."""
        column = self.files.index(file)
        lengths = (leaf.lengths[column] for leaf in self.leaves)
        return list(accumulate(lengths, initial=self.beginning.lengths[column]))

    def write(self, folder: Path) -> None:
        with (folder / FILE_NAME).open("w", encoding="utf-8", newline="") as file:
            file.write("\t".join((*_COLUMNS, *self.files)) + "\n")
            for leaf in (self.beginning, *self.leaves):
                lengths = "\t".join(map(str, leaf.lengths))
                file.write(f"{leaf.graph}\t{leaf.subject}\t{leaf.quads}\t{leaf.digest}\t{lengths}\n")

    @classmethod
    def read(cls, folder: Path) -> Leaves:
        """Read the leaves of a release folder.

        Raises MissingError when there are none or they are not readable as such.
        """
        path = folder / FILE_NAME
        try:
            with path.open(encoding="utf-8", newline="") as file:
                rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
                files = tuple(next(rows)[len(_COLUMNS) :])
                found = [
                    Leaf(graph, subject, int(quads), digest, tuple(map(int, lengths)))
                    for graph, subject, quads, digest, *lengths in rows
                ]
            return cls(files, found[0], found[1:])
        except (OSError, ValueError, StopIteration, IndexError) as error:
            raise MissingError(
                f"{path} is not readable: {error}",
                hint="`munigraph release verify` tells what else is damaged; building again restores it",
            ) from error


def cut(lines: Iterable[str]) -> Iterator[list[str]]:
    """The sorted lines of one graph as runs, each the content of a leaf."""
    run: list[str] = []
    former = ""
    for line in lines:
        if not former or not line.startswith(former):
            former = line[: line.index(" ") + 1]
            if run and zlib.crc32(former.encode()) % _SUBJECTS == 0:
                yield run
                run = []
        run.append(line)
    if run:
        yield run


def digest(text: bytes) -> str:
    """The SHA-256 of the lines of a leaf, each with its end."""
    return hashlib.sha256(text).hexdigest()


class LeafReader:
    """Reads single leaves out of the N-Quads dump of a release.

    Raises MissingError when the dump cannot be read.
    """

    def __init__(self, folder: Path, leaves: Leaves) -> None:
        self._path = folder / "dumps" / QUADS_FILE
        self._offsets = leaves.offsets(QUADS_FILE)
        try:
            self._file = self._path.open("rb")
        except OSError as error:
            raise self._unreadable(error) from error

    def __enter__(self) -> LeafReader:
        return self

    def __exit__(self, *exception: object) -> None:
        self._file.close()

    def lines(self, number: int) -> list[str]:
        """The lines of the leaf of this number."""
        try:
            return self.text(number).decode().split("\n")[:-1]
        except UnicodeDecodeError as error:
            raise self._unreadable(error) from error

    def text(self, number: int) -> bytes:
        """The lines, each with its end."""
        begin, end = self._offsets[number], self._offsets[number + 1]
        try:
            self._file.seek(begin)
            return gzip.decompress(self._file.read(end - begin))
        except (OSError, EOFError, zlib.error) as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: Exception) -> MissingError:
        return MissingError(
            f"{self._path} is not readable: {error}",
            hint="`munigraph release verify` tells what else is damaged; building again restores it",
        )
