"""The store of a release: a checkpoint of the last one with what differs, or loaded from nothing."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from munigraph.release import Changes, Release
from munigraph.release.leaves import QUADS_FILE

_LARGEST_SHARE = 0.2
"""What part of the quads may differ for a checkpoint to be the faster way."""
_AT_ONCE = 10_000


def write_store(
    folder: Path,
    catalogue: Sequence[ox.Quad],
    graph: ox.NamedNode,
    previous: Release | None,
    changes: Changes | None,
) -> None:
    """Write the store of the release that is being made in a folder, from its N-Quads dump.

    In graph `catalogue` stands what describes the release.

    Raises OSError when the disk refuses.
    """
    store = None
    if previous is not None and changes is not None and changes.share <= _LARGEST_SHARE:
        store = _revised(folder / "store", graph, previous, changes)
    if store is None:
        store = ox.Store(str(folder / "store"))
        with gzip.open(folder / "dumps" / QUADS_FILE, "rt", encoding="utf-8", newline="\n") as lines:
            store.bulk_extend(ox.parse(lines, ox.RdfFormat.N_QUADS, rename_blank_nodes=False))
        store.optimize()
    store.extend(catalogue)
    store.flush()


def _revised(path: Path, graph: ox.NamedNode, previous: Release, changes: Changes) -> ox.Store | None:
    """A checkpoint of the previous store, which shares its files, made to hold the new quads."""
    try:
        previous.store().backup(str(path))
    except OSError:
        shutil.rmtree(path, ignore_errors=True)
        return None
    store = ox.Store(str(path))
    store.remove_graph(graph)
    for quad in _quads(changes.removed()):
        store.remove(quad)
    added = _quads(changes.added())
    while some := list(islice(added, _AT_ONCE)):
        store.extend(some)
    return store


def _quads(lines: Iterable[str]) -> Iterator[ox.Quad]:
    """Lines as quads whose blank nodes keep their names."""
    rest = iter(lines)
    while some := list(islice(rest, _AT_ONCE)):
        yield from ox.parse("\n".join(some), ox.RdfFormat.N_QUADS, rename_blank_nodes=False)
