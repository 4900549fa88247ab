"""What there is to serve: the current release of a home, or one file."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from munigraph.errors import WriteError
from munigraph.evaluation.protocol import Data
from munigraph.names import PREFIXES
from munigraph.release import Release, Releases

from .file import load


@dataclass(frozen=True, slots=True)
class Served:
    """One state of the data with what is known of it; it never changes.

    `version` is part of every ETag: equal versions give equal bytes.
    """

    data: Data
    version: str
    triples: int
    graphs: Mapping[str, int]
    """Number of triples by IRI of the named graph."""
    prefixes: Mapping[str, str]
    title: Mapping[str, str]
    release: Release | None

    @property
    def id(self) -> str:
        return self.data.id

    @property
    def union(self) -> bool:
        """Whether the default graph is the union of all graphs, as it is for releases."""
        return self.data.union


class Source(Protocol):
    """Where the server learns what to serve, several times a second."""

    def current(self) -> Served:
        """Raises MissingError when there is nothing yet."""
        ...


def serve_release(release: Release) -> Served:
    manifest = release.manifest
    return Served(
        data=Data((release.path / "store").resolve(), release.id, union=True),
        version=release.id,
        triples=manifest.quads,
        graphs=manifest.graphs,
        prefixes=manifest.prefixes,
        title=manifest.title,
        release=release,
    )


def serve_file(path: Path, folder: Path) -> Served:
    """Read an RDF file into a store in `folder`; its id is the SHA-256 of its bytes.

    Raises what `load` raises, WriteError when the store cannot be written.
    """
    loaded = load(path)
    try:
        store = ox.Store(str(folder))
        store.bulk_extend(loaded.store)
        store.flush()
    except OSError as error:
        raise WriteError(f"{path} cannot be made ready to be asked: {error}") from error
    return Served(
        data=Data(folder.resolve(), loaded.sha256, union=False),
        version=f"{loaded.sha256}-{secrets.token_hex(4)}",  # its blank nodes get new labels at each start
        triples=len(loaded.store),
        graphs=_graphs(loaded.store),
        prefixes=PREFIXES,
        title={"en": path.name},
        release=None,
    )


def _graphs(store: ox.Store) -> dict[str, int]:
    query = (resources.files(__package__) / "queries" / "graphs.rq").read_text(encoding="utf-8")
    rows = store.query(query)
    if not isinstance(rows, ox.QuerySolutions):
        raise TypeError("graphs.rq is no SELECT query")
    return {
        row["graph"].value: int(row["triples"].value)
        for row in rows
        if isinstance(row["graph"], ox.NamedNode) and isinstance(row["triples"], ox.Literal)
    }


@dataclass(frozen=True, slots=True)
class OneFile:
    """Serves one state of the data for ever, such as a file as it was when the server started."""

    served: Served

    def current(self) -> Served:
        return self.served


class CurrentRelease:
    """Serves the release that `current` points to."""

    def __init__(self, releases: Releases) -> None:
        self._releases = releases
        self._served: Served | None = None

    def current(self) -> Served:
        release_id = self._releases.current_id()
        if self._served is None or self._served.id != release_id:
            self._served = serve_release(self._releases.current())
        return self._served
