"""Whether a release is still what its manifest says."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from munigraph.errors import MissingError
from munigraph.search.lookup import checked

from .leaves import LeafReader, Leaves, digest
from .releases import Release


def damages(release: Release) -> Iterator[str]:
    """What is wrong with a release: missing, changed or surplus files, a wrong hash, an incomplete store."""
    manifest = release.manifest
    for file in manifest.files:
        path = release.dump(file)
        if not path.is_file():
            yield f"dumps/{file.name} is missing"
        elif _sha256(path) != file.sha256:
            yield f"dumps/{file.name} has changed: its SHA-256 is not the manifest's"
    known = {file.name for file in manifest.files}
    present = {path.name for path in (release.path / "dumps").glob("*")}
    yield from (f"dumps/{name} is not in the manifest" for name in sorted(present - known))
    yield from _id_damages(release)
    yield from _store_damages(release)
    yield from _index_damages(release)


def _id_damages(release: Release) -> Iterator[str]:
    try:
        leaves = Leaves.read(release.path)
        with LeafReader(release.path, leaves) as reader:
            for number, leaf in enumerate(leaves.leaves):
                if digest(reader.text(number)) != leaf.digest:
                    yield f"{leaf.graph} is not what its hash says, from {leaf.subject} on"
    except MissingError as error:
        yield error.message
        return
    expected = f"{release.manifest.version}-{leaves.digest[:12]}"
    if expected != release.id:
        yield f"the quads hash to {expected}, not to {release.id}"


def _store_damages(release: Release) -> Iterator[str]:
    try:
        quads = len(release.store())
    except OSError as error:
        yield f"the store cannot be opened: {error}"
        return
    if quads != release.manifest.quads:
        yield f"the store holds {quads} quads, the manifest says {release.manifest.quads}"


def _index_damages(release: Release) -> Iterator[str]:
    """An index is compared by what it holds: its bytes depend on how it came about."""
    if not release.manifest.searchable:
        if release.index.exists():
            yield "the manifest knows of no search index, but there is one"
        return
    if not release.index.is_file():
        yield "the search index is missing"
        return
    try:
        faults, things = checked(release.index)
    except sqlite3.Error as error:
        yield f"the search index cannot be read: {error}"
        return
    yield from (f"the search index is damaged: {fault}" for fault in faults)
    if things != release.manifest.searchable:
        yield f"the search index knows {things} things, the manifest says {release.manifest.searchable}"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
