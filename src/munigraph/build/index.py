"""The search index of a release: made from nothing, or of the one before and what changed."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from munigraph.columns.arrays import Column
from munigraph.search.lookup import made_by

from .called import Called, Register
from .indexfile import written_index

_WORTH_A_PROCESS = 5_000
"""Things."""
_AT_ONCE = 2_000
_MADE_BY = {
    "munigraph": ("folding.py",),
    "munigraph.search": ("entries.py", "grams.py", "naming.py", "naming.toml"),
    "munigraph.search.sql": ("schema.sql",),
    "munigraph.build": ("called.py", "indexfile.py"),
}
"""What decides how an index is made. One that was made otherwise cannot be revised."""


@dataclass(frozen=True, slots=True)
class Indexing:
    """What the index of a release is to hold."""

    register: Register
    changed: Column | None
    """The things whose entries may not be those of the release before; None where any may."""

    def write(self, path: Path, former: Path | None) -> int:
        """Write the index and say how many things are in it; `former` is that of the release before.

        Raises OSError when the disk refuses.
        """
        if self.changed is None or former is None or made_by(former) != software():
            return self._anew(path)
        shutil.copyfile(former, path)
        names = self.register.facts.terms.names
        with written_index(path, software()) as index:
            index.drop(names[number][1:-1] for number in self.changed.tolist() if names[number][0] == "<")
            index.put(self.register.called(self.changed.tolist()))
            return len(index)

    def _anew(self, path: Path) -> int:
        things = self.register.things()
        called = self.register.called(things)
        if len(things) > _WORTH_A_PROCESS:
            return _by_a_process(path, called)
        with written_index(path, software()) as index:
            index.put(called)
            return len(index)


def _by_a_process(path: Path, called: Iterator[Called]) -> int:
    """Have another process fold and count, which takes most of the time."""
    context = multiprocessing.get_context("forkserver")
    theirs, things = context.Pipe(duplex=False)
    outcome, told = context.Pipe(duplex=False)
    process = context.Process(target=_write_sent, args=(path, theirs, told), daemon=True)
    process.start()
    theirs.close()
    told.close()
    try:
        with suppress(BrokenPipeError):  # it has given up, and says why
            while some := list(islice(called, _AT_ONCE)):
                things.send(some)
        things.close()
        found: int | str = outcome.recv()
    except EOFError:
        found = "the process that wrote it ended"
    finally:
        process.kill()
        process.join()
    if isinstance(found, str):
        raise OSError(f"{path} could not be written: {found}")
    return found


def _write_sent(path: Path, things: Connection, told: Connection) -> None:
    os.nice(10)
    try:
        with written_index(path, software()) as index:
            index.put(_received(things))
            count = len(index)
        outcome: int | str = count
    except OSError as error:
        outcome = str(error)
    with suppress(BrokenPipeError):  # nobody waits any more
        told.send(outcome)


def _received(things: Connection) -> Iterator[Called]:
    while True:
        try:
            yield from things.recv()
        except EOFError:
            return


@cache
def software() -> str:
    """Stands for all that decides what an index holds: our own code and the tables of Unicode."""
    found = hashlib.sha256(unicodedata.unidata_version.encode())
    for package, files in _MADE_BY.items():
        for file in files:
            found.update((resources.files(package) / file).read_bytes())
    return found.hexdigest()
