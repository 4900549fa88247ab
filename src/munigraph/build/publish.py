"""Making a release: written aside, named when complete, switched to in one step."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from munigraph.description import About, dcat_quads, release_quads, void_quads
from munigraph.errors import MissingError, UnavailableError
from munigraph.names import Names
from munigraph.release import DumpFile, Manifest, Release, Releases, changes, patch_lines
from munigraph.release.releases import writing

from .canonical import canonical, digest, nquads
from .dumps import rdf_bytes, write_dumps, write_file


@dataclass(frozen=True, slots=True)
class Contents:
    """All that goes into a release."""

    quads: Sequence[ox.Quad]
    """Canonical: see `canonical`."""
    about: About
    names: Names
    report: Sequence[ox.Quad]
    table: str
    warnings: int
    schema: str
    """The JSON Schema of records."""

    @property
    def id(self) -> str:
        """The data's version and the beginning of the hash of the canonical quads."""
        return f"{self.about.version}-{digest(self.quads)[:12]}"


@contextmanager
def only_build(releases: Releases) -> Iterator[None]:
    """Keep other builds of the same home out while one runs, and clear what a killed one left.

    Raises UnavailableError when another build is running, WriteError when the home cannot be written.
    """
    with writing(releases.home):
        releases.workshop.mkdir(parents=True, exist_ok=True)
        lock = (releases.home / ".build-lock").open("w")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UnavailableError(
                f"another build is running in {releases.home}",
                hint="wait for it, or build with another --home",
            ) from error
        with writing(releases.home):
            for left in releases.workshop.iterdir():
                shutil.rmtree(left)
        yield


def publish(contents: Contents, releases: Releases) -> Release:
    """Write the release of these contents, if there is none yet, and make it the current one.

    Raises WriteError when the disk refuses; what was served before is then served still.
    """
    with writing(releases.home):
        if contents.id not in releases.ids():
            previous = _previous(releases, contents.id)
            aside = releases.workshop / contents.id
            _write(contents, aside, previous)
            releases.folder.mkdir(exist_ok=True)
            aside.rename(releases.folder / contents.id)
            _sync_one(releases.folder)
    releases.switch(contents.id)
    return releases.get(contents.id)


def _previous(releases: Releases, release_id: str) -> Release | None:
    try:
        current = releases.current()
    except MissingError:
        return None
    return None if current.id == release_id else current


def _write(contents: Contents, folder: Path, previous: Release | None) -> None:
    dumps = folder / "dumps"
    dumps.mkdir(parents=True)
    prefixes = contents.names.prefixes()
    files = write_dumps(contents.quads, prefixes, dumps)
    files += _parts(contents, dumps, prefixes)
    files += _reports(contents, dumps, prefixes)
    if previous is not None:
        files.append(_changes(contents, previous, dumps))
    catalogue = _store(contents, folder / "store", files, previous)
    text = rdf_bytes(catalogue, ox.RdfFormat.TURTLE, prefixes)
    files.append(
        write_file(dumps, "catalogue.ttl", text, "text/turtle", "DCAT-AP, VoID and PROV of this release")
    )
    graphs = Counter(str(quad.graph_name).strip("<>") for quad in (*contents.quads, *catalogue))
    Manifest(
        id=contents.id,
        version=contents.about.version,
        base=contents.names.base,
        title=contents.about.title,
        issued=contents.about.issued,
        license=contents.about.license,
        quads=graphs.total(),
        graphs=dict(sorted(graphs.items())),
        previous=previous.id if previous else None,
        prefixes=prefixes,
        warnings=contents.warnings,
        files=tuple(sorted(files, key=lambda file: file.name)),
    ).write(folder)
    _sync(folder)


def _parts(contents: Contents, dumps: Path, prefixes: dict[str, str]) -> list[DumpFile]:
    """Single graphs that people want apart from the rest."""
    files: list[DumpFile] = []
    for name, title in (("ontology", "the ontology"), ("vocabularies", "the SKOS vocabularies")):
        graph = ox.NamedNode(contents.names.graph(name))
        quads = [quad for quad in contents.quads if quad.graph_name == graph]
        text = rdf_bytes(quads, ox.RdfFormat.TURTLE, prefixes)
        files.append(write_file(dumps, f"{name}.ttl", text, "text/turtle", f"Turtle: {title}"))
    return files


def _reports(contents: Contents, dumps: Path, prefixes: dict[str, str]) -> list[DumpFile]:
    report = rdf_bytes(canonical(contents.report), ox.RdfFormat.TURTLE, prefixes)
    return [
        write_file(dumps, "validation.ttl", report, "text/turtle", "SHACL validation report"),
        write_file(
            dumps, "validation.md", contents.table.encode(), "text/markdown", "SHACL report as a table"
        ),
        write_file(
            dumps,
            "record.schema.json",
            contents.schema.encode(),
            "application/schema+json",
            "JSON Schema of records",
        ),
    ]


def _changes(contents: Contents, previous: Release, dumps: Path) -> DumpFile:
    lines = patch_lines(
        changes(previous, nquads(contents.quads).decode().splitlines()), previous.id, contents.id
    )
    text = "".join(f"{line}\n" for line in lines)
    title = f"RDF Patch: what changed since release {previous.id}"
    return write_file(dumps, "changes.rdfp.gz", text.encode(), "application/rdf-patch", title)


def _store(
    contents: Contents, path: Path, files: Sequence[DumpFile], previous: Release | None
) -> Sequence[ox.Quad]:
    """Write the store: the contents, and in graph `catalogue` what describes them. Returns the catalogue."""
    graph = ox.NamedNode(contents.names.graph("catalogue"))
    store = ox.Store(str(path))
    store.bulk_extend(contents.quads)
    previous_id = previous.id if previous else None
    catalogue = canonical(
        [
            *void_quads(store, contents.names, contents.id, graph),
            *dcat_quads(contents.about, contents.names, contents.id, files, graph),
            *release_quads(contents.names, contents.id, previous_id, graph),
        ]
    )
    store.bulk_extend(catalogue)
    store.optimize()
    store.flush()
    return catalogue


def _sync(folder: Path) -> None:
    """Have the disk hold all that is in a folder before its name says it is complete."""
    for path in (*folder.rglob("*"), folder):
        _sync_one(path)


def _sync_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
