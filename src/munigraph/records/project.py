"""The input of a build: which files there are, read, checked for form, and fitting together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from munigraph.errors import Fault, InputFaultsError, MissingError
from munigraph.keeping import NOBODY, Keep, Onlooker, made_anew
from munigraph.names import RESERVED_GRAPHS, Names

from .context import Context, read_context
from .entries import Entry, Reader, shared
from .evidence import spans_outside, texts_by_digest, wording_faults
from .parallel import read_entries
from .references import dangling, descriptions
from .schema import FileKind

FOLDERS: tuple[tuple[FileKind, str], ...] = (
    ("source", "sources"),
    ("record", "records"),
    ("reference", "reference"),
)
KINDS: tuple[FileKind, FileKind] = ("source", "record")
"""What a document has one file each of."""
Stamp = tuple[int, int]
"""Time and size of a file."""


@dataclass(frozen=True, slots=True)
class Project:
    """All input files of one site, each of the right form."""

    folder: Path
    names: Names
    context: Context
    reader: Reader
    entries: Mapping[Path, Entry]
    """In the order of `FOLDERS`, and of their names."""
    stamps: Mapping[Path, Stamp]
    described: Mapping[str, int]
    """How often each thing is described, by its id."""
    paths: Mapping[tuple[FileKind, str], Path]

    def of(self, kind: FileKind) -> dict[str, Entry]:
        """The entries of a kind, by slug."""
        return {entry.slug: entry for entry in self.entries.values() if entry.kind == kind}

    def entry(self, kind: FileKind, slug: str) -> Entry | None:
        """The entry of a kind and slug, if there is one."""
        path = self.paths.get((kind, slug))
        return None if path is None else self.entries[path]

    def faults(self, concepts: Set[str], among: Iterable[Entry] | None = None) -> Iterator[Fault]:
        """What does not fit together between the files, or between some of them and the others.

        `concepts` are the IRIs of all concepts in `ontology/vocabularies/`.
        """
        some = list(self.entries.values() if among is None else among)
        yield from self._doubled(some)
        known = self.described
        for entry in some:
            if not (known.keys() >= set(entry.mentioned) and concepts >= set(entry.concepts)):
                yield from dangling(self.reader.file(entry), self.context, known, concepts)
        for entry in some:
            source = self.entry("source", entry.slug)
            if entry.kind == "record" and source is not None and entry.reach > source.characters:
                yield from spans_outside(self.reader.file(entry), source.characters)

    def _doubled(self, some: Iterable[Entry]) -> Iterator[Fault]:
        for name in sorted({n for entry in some for n in entry.described if self.described[n] > 1}):
            files = [self.reader.file(entry) for entry in self.describing(name)]
            places = [(file, position) for file in files for position in descriptions(file, name)]
            first, at = places[0]
            for file, position in places[1:]:
                where = f"{first.path}:{first.line(at)}"
                hint = "describe it once; elsewhere name it by its id"
                yield file.fault(position, f"{name} is described at {where} already", hint)

    def describing(self, name: str) -> list[Entry]:
        """The files that describe a thing."""
        return [entry for entry in self.entries.values() if name in entry.described]

    def wording_faults(self, folder: Path, among: Iterable[Entry] | None = None) -> Iterator[Fault]:
        """Spans that do not select the wording their anchor promises, for the texts in a folder.

        Raises what `texts_by_digest` raises.
        """
        texts = texts_by_digest(folder)
        for slug in {entry.slug for entry in (self.entries.values() if among is None else among)}:
            source, record = (self.entry(kind, slug) for kind in KINDS)
            if source is None or record is None:
                continue
            file = self.reader.file(source)
            text = texts.get(file.content["sha256"])
            if text is not None:
                yield from wording_faults(self.reader.file(record), file, text)


def read_project(
    folder: Path,
    names: Names,
    keep: Keep = made_anew,
    onlooker: Onlooker = NOBODY,
    former: Project | None = None,
) -> Project:
    """Read `ontology/context.jsonld` and `data/` below `folder`.

    `former` is the same project as it was read before; files of the same time and size
    are taken over from it.

    Raises MissingError when the folder is no project, InputFaultsError with *all*
    faults of form in all files.
    """
    if not (folder / "data").is_dir() or not (folder / "ontology").is_dir():
        raise MissingError(
            f"{folder.resolve()} has no ontology/ and data/",
            hint="run this in the project's folder, or name it with --project",
        )
    context = read_context(folder / "ontology" / "context.jsonld", names)
    if former is not None and former.context != context:
        former = None
    paths = {path: kind for kind, place in FOLDERS for path in _files(folder / "data" / place)}
    stamps = {path: _stamp(path) for path in paths}
    known = {} if former is None else _unchanged(former, stamps)
    new = [(path, kind) for path, kind in paths.items() if path not in known]
    read, faults = read_entries(context, names, keep, new, onlooker)
    entries = {**known, **{entry.path: entry for entry in shared(read)}}
    faults += _pairing_faults(list(paths.items()))
    if faults:
        raise InputFaultsError(faults)
    ordered = {path: entries[path] for path in paths}
    described = _described(ordered, former)
    by_slug = {(kind, path.stem): path for path, kind in paths.items()}
    reader = Reader(context, names, keep)
    return Project(folder, names, context, reader, ordered, stamps, described, by_slug)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("**/*.yaml"))


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError as error:
        raise InputFaultsError([Fault(path, 0, "", f"cannot be read: {error.strerror}")]) from error
    return status.st_mtime_ns, status.st_size


def _unchanged(former: Project, stamps: Mapping[Path, Stamp]) -> dict[Path, Entry]:
    return {path: entry for path, entry in former.entries.items() if stamps.get(path) == former.stamps[path]}


def _described(entries: Mapping[Path, Entry], former: Project | None) -> Counter[str]:
    before = {} if former is None else former.entries
    described = Counter() if former is None else Counter(former.described)
    for path, entry in before.items():
        if entries.get(path) is not entry:
            described.subtract(entry.described)
    for path, entry in entries.items():
        if before.get(path) is not entry:
            described.update(entry.described)
    return described if former is None else +described


def _pairing_faults(paths: Sequence[tuple[Path, FileKind]]) -> Iterator[Fault]:
    """Each record has a source entry of the same name; no name is used twice, or is that of another graph."""
    first: dict[tuple[FileKind, str], Path] = {}
    for path, kind in paths:
        other = first.setdefault((kind, path.stem), path)
        if other != path:
            yield Fault(path, 0, "", f"has the name of {other}", "names are unique, whatever the folder")
    for (kind, slug), path in first.items():
        if kind != "reference" and slug in RESERVED_GRAPHS:
            yield Fault(path, 0, "", f"`{slug}` is the name of a graph of ours", "give the document another")
        if kind == "record" and ("source", slug) not in first:
            hint = f"write data/sources/{slug}.yaml"
            yield Fault(path, 1, "", "no source entry for this record", hint)
