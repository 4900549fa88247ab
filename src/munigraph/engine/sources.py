"""What is served at the moment: the current release of a home, or one file."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from munigraph.errors import MissingError, UnavailableError
from munigraph.names import PREFIXES
from munigraph.release import Release, Releases

from .embedded import Embedded
from .file import load
from .protocol import Engine


@dataclass(frozen=True, slots=True)
class Served:
    """One state of the data with the engine that answers for it; it never changes.

    `version` is part of every ETag: equal versions give equal bytes.
    """

    engine: Engine
    id: str
    version: str
    triples: int
    graphs: Mapping[str, int]
    """Number of triples by IRI of the named graph."""
    prefixes: Mapping[str, str]
    title: Mapping[str, str]
    release: Release | None

    @property
    def union(self) -> bool:
        """Whether the default graph is the union of all graphs, as it is for releases."""
        return self.release is not None


class Source(Protocol):
    """Where the server learns what to serve, at each request."""

    def current(self) -> Served:
        """Raises MissingError when there is nothing yet, UnavailableError when it cannot be opened."""
        ...


def serve_release(release: Release) -> Served:
    """Open a release.

    Raises UnavailableError when its store cannot be opened.
    """
    try:
        store = release.store()
    except (OSError, ValueError) as error:
        raise UnavailableError(
            f"the store of release {release.id} cannot be opened: {error}",
            hint="`munigraph release verify` tells whether the release is whole",
        ) from error
    manifest = release.manifest
    return Served(
        engine=Embedded(store, release.id, union=True),
        id=release.id,
        version=release.id,
        triples=manifest.quads,
        graphs=manifest.graphs,
        prefixes=manifest.prefixes,
        title=manifest.title,
        release=release,
    )


def serve_file(path: Path) -> Served:
    """Read an RDF file; its id is the SHA-256 of its bytes. Raises what `load` raises."""
    loaded = load(path)
    return Served(
        engine=Embedded(loaded.store, loaded.sha256, union=False),
        id=loaded.sha256,
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
    """Serves a file as it was when the server started."""

    served: Served

    def current(self) -> Served:
        return self.served


class CurrentRelease:
    """Serves the release that `current` points to; a new one is picked up at the next request.

    Answers that run on the release before keep its store open until they end.
    """

    def __init__(self, releases: Releases) -> None:
        self._releases = releases
        self._served: Served | None = None
        self._lock = threading.Lock()

    def current(self) -> Served:
        release_id = self._releases.current_id()
        with self._lock:
            if self._served is not None and self._served.id == release_id:
                return self._served
            try:
                self._served = serve_release(self._releases.current())
            except MissingError:
                if self._served is None:
                    raise
            return self._served
