"""Making a release: written aside, named when complete, switched to in one step."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from munigraph.description import Figures, dcat_quads, release_quads, void_quads
from munigraph.errors import MissingError, UnavailableError
from munigraph.release import (
    Changes,
    DumpFile,
    LeafReader,
    Leaves,
    Manifest,
    Release,
    Releases,
    patch_lines,
)
from munigraph.release.releases import INDEX_FILE, writing

from .canonical import canonical
from .dumps import Member, rdf_bytes, write_file
from .edition import Edition
from .index import Indexing
from .plan import Piece
from .store import Store, write_store
from .writing import beginnings, write_dumps


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


@dataclass(frozen=True, slots=True)
class Published:
    """A release on disk, and the leaves it is made of."""

    release: Release
    leaves: Leaves

    def shares_with(self, prefixes: dict[str, str]) -> bool:
        """Whether a release with these prefixes can take over leaves."""
        dumps = (self.release.path / "dumps" / name for name in self.leaves.files)
        return self.leaves.beginning == beginnings(prefixes) and all(map(Path.is_file, dumps))


def workplace(releases: Releases) -> Path:
    """Where a release is written before it has its name."""
    return releases.workshop / "release"


def publish(
    edition: Edition,
    figures: Figures,
    pieces: Iterable[Piece],
    former: Published | None,
    releases: Releases,
    store: Store | None,
    indexing: Indexing,
) -> Published:
    """Write the release of an edition, if there is none yet, and make it the current one.

    `pieces` are all leaves of the edition; `former` is the release before, which the kept ones
    are of. Where there is none, `store` may have been loading since some graphs were known.

    Raises WriteError when the disk refuses; what was served before is then served still.
    """
    with writing(releases.home), ThreadPoolExecutor(1) as beside:
        aside = workplace(releases)
        (aside / "dumps").mkdir(parents=True)
        write_index = partial(indexing.write, aside / INDEX_FILE, former.release.index if former else None)
        # What is built afresh is most often what is there already, and needs no index.
        index = beside.submit(write_index) if former is None or indexing.changed is not None else None
        prefixes = edition.names.prefixes()
        source = None
        if former is not None and former.shares_with(prefixes):
            source = (former.release.path / "dumps", former.leaves)
        leaves, files = write_dumps(pieces, prefixes, aside / "dumps", source, store)
        if store is not None:
            store.end()
        release_id = f"{edition.about.version}-{leaves.digest[:12]}"
        if release_id in releases.ids():
            if index is not None:
                index.result()
            shutil.rmtree(aside)
        else:
            index = index or beside.submit(write_index)
            leaves.write(aside)
            with ThreadPoolExecutor() as early:  # the dumps are most of what the disk has to take
                for file in files:
                    early.submit(_sync_one, aside / "dumps" / file.name)
                _complete(edition, figures, release_id, leaves, list(files), aside, former, index)
            releases.folder.mkdir(exist_ok=True)
            aside.rename(releases.folder / release_id)
            _sync_one(releases.folder)
    releases.switch(release_id)
    return Published(releases.get(release_id), leaves)


def current(releases: Releases) -> Published | None:
    """The release that is served, if it can be read."""
    try:
        release = releases.current()
        with LeafReader(release.path, leaves := Leaves.read(release.path)):
            return Published(release, leaves)
    except MissingError:
        return None


def _complete(
    edition: Edition,
    figures: Figures,
    release_id: str,
    leaves: Leaves,
    files: list[DumpFile],
    folder: Path,
    former: Published | None,
    index: Future[int],
) -> None:
    """Write what a release has beside the dumps of all quads."""
    dumps, names, prefixes = folder / "dumps", edition.names, edition.names.prefixes()
    files += _parts(edition, dumps, prefixes)
    files += _reports(edition, dumps, prefixes)
    previous = None if former is None else former.release
    changes = None
    changed: dict[str, tuple[int, int]] = {}
    if former is not None:
        changes = Changes((former.release.path, former.leaves), (folder, leaves))
        patch, changed = _patch(changes, former.release.id, release_id, dumps)
        files.append(patch)
    before = previous.id if previous else None
    graph = ox.NamedNode(names.graph("catalogue"))
    catalogue = canonical(
        [
            *void_quads(figures, names, release_id, graph),
            *dcat_quads(edition.about, names, release_id, before, files, graph),
            *release_quads(names, release_id, before, graph),
        ]
    )
    text = rdf_bytes(catalogue, ox.RdfFormat.TURTLE, prefixes)
    files.append(
        write_file(dumps, "catalogue.ttl", text, "text/turtle", "DCAT-AP, VoID and PROV of this release")
    )
    write_store(folder, catalogue, graph, previous, changes)
    graphs = Counter[str]({graph.value: len(catalogue)})
    for leaf in leaves.leaves:
        graphs[leaf.graph] += leaf.quads
    Manifest(
        id=release_id,
        version=edition.about.version,
        base=names.base,
        title=edition.about.title,
        issued=edition.about.issued,
        license=edition.about.license,
        quads=graphs.total(),
        graphs=dict(sorted(graphs.items())),
        previous=before,
        prefixes=prefixes,
        warnings=len(edition.report.results),
        files=tuple(sorted(files, key=lambda file: file.name)),
        changes=dict(sorted(changed.items())),
        searchable=index.result(),
    ).write(folder)
    _sync(folder)


def _parts(edition: Edition, dumps: Path, prefixes: dict[str, str]) -> list[DumpFile]:
    """Single graphs that people want apart from the rest."""
    files: list[DumpFile] = []
    for name, title in (("ontology", "the ontology"), ("vocabularies", "the SKOS vocabularies")):
        lines = "\n".join(edition.fixed[edition.names.graph(name)])
        quads = ox.parse(lines, ox.RdfFormat.N_QUADS, rename_blank_nodes=False)
        text = rdf_bytes(quads, ox.RdfFormat.TURTLE, prefixes)
        files.append(write_file(dumps, f"{name}.ttl", text, "text/turtle", f"Turtle: {title}"))
    return files


def _reports(edition: Edition, dumps: Path, prefixes: dict[str, str]) -> list[DumpFile]:
    report = rdf_bytes(edition.validation, ox.RdfFormat.TURTLE, prefixes)
    table, schema = edition.table().encode(), edition.schema().encode()
    return [
        write_file(dumps, "validation.ttl", report, "text/turtle", "SHACL validation report"),
        write_file(dumps, "validation.md", table, "text/markdown", "SHACL report as a table"),
        write_file(dumps, "record.schema.json", schema, "application/schema+json", "JSON Schema of records"),
    ]


def _patch(
    changes: Changes, old_id: str, new_id: str, dumps: Path
) -> tuple[DumpFile, dict[str, tuple[int, int]]]:
    """Write what changed, and count how many statements of each graph went and came.

    It is gone through row by row, for it may be as long as both releases.
    """
    name, compressor = "changes.rdfp.gz", Member()
    counts: Counter[tuple[str, str]] = Counter()
    with (dumps / name).open("wb") as file:
        for row in patch_lines(changes, old_id, new_id):
            file.write(compressor.add(f"{row}\n".encode()))
            if row.startswith(("A ", "D ")):
                counts[row[row.rindex(" ", 0, -2) + 2 : -3], row[0]] += 1
        file.write(compressor.end())
    with (dumps / name).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    title = f"RDF Patch: what changed since release {old_id}"
    patch = DumpFile(name, "application/rdf-patch", True, (dumps / name).stat().st_size, digest, title)
    return patch, {graph: (counts[graph, "D"], counts[graph, "A"]) for graph, _ in counts}


def _sync(folder: Path) -> None:
    """Have the disk hold all that is in a folder before its name says it is complete."""
    with ThreadPoolExecutor() as several:
        list(several.map(_sync_one, (*folder.rglob("*"), folder)))


def _sync_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
