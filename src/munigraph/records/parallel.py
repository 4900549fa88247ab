"""Many input files read at once, by processes."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path

from munigraph.errors import Fault, InputFaultsError
from munigraph.keeping import Keep, Onlooker
from munigraph.names import Names

from .context import Context
from .entries import Entry, Reader
from .schema import FileKind

FEWEST = 500
"""Files for which it is worth starting processes."""
_MOST_AT_ONCE = 200

Wanted = tuple[Path, FileKind]
Read = Entry | tuple[Fault, ...]


def read_entries(
    context: Context, names: Names, keep: Keep, wanted: Sequence[Wanted], onlooker: Onlooker
) -> tuple[list[Entry], list[Fault]]:
    """Read files; what is wrong with any is among the faults."""
    processes = len(os.sched_getaffinity(0))
    if len(wanted) < FEWEST or processes < 2:
        reader = Reader(context, names, keep)
        return _sorted_out(onlooker.each((_read(reader, *each) for each in wanted), len(wanted)))
    size = min(len(wanted) // (8 * processes) + 1, _MOST_AT_ONCE)
    parts = [wanted[start : start + size] for start in range(0, len(wanted), size)]
    # A fresh process, not a fork: the parent may have threads.
    with ProcessPoolExecutor(processes, multiprocessing.get_context("forkserver")) as pool:
        read = pool.map(partial(_read_part, context, names, keep), parts)
        return _sorted_out(onlooker.each(chain.from_iterable(read), len(wanted)))


def _read_part(context: Context, names: Names, keep: Keep, part: Sequence[Wanted]) -> list[Read]:
    reader = Reader(context, names, keep)
    return [_read(reader, *each) for each in part]


def _read(reader: Reader, path: Path, kind: FileKind) -> Read:
    try:
        return reader.entry(path, kind)
    except InputFaultsError as error:
        return error.faults


def _sorted_out(read: Iterable[Read]) -> tuple[list[Entry], list[Fault]]:
    entries: list[Entry] = []
    faults: list[Fault] = []
    for each in read:
        if isinstance(each, Entry):
            entries.append(each)
        else:
            faults.extend(each)
    return entries, faults
