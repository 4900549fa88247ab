"""The input of a build: which files there are, read, checked for form, and fitting together."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

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
ENDING = ".yaml"
KINDS: tuple[FileKind, FileKind] = ("source", "record")
"""What a document has one file each of."""
Key = tuple[FileKind, str]
"""Kind and slug of a file."""


class Place(NamedTuple):
    """Where a file is, and what tells whether it is another one by now."""

    path: str
    modified: int
    size: int


@dataclass(frozen=True, slots=True)
class Project:
    """All input files of one site, each of the right form."""

    folder: Path
    names: Names
    context: Context
    reader: Reader
    entries: Mapping[Key, Entry]
    places: Mapping[Key, Place]
    described: Mapping[str, int]
    """How often each thing is described, by its id."""

    def of(self, kind: FileKind) -> dict[str, Entry]:
        """The entries of a kind, by slug."""
        return {slug: entry for (each, slug), entry in self.entries.items() if each == kind}

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
            source = self.entries.get(("source", entry.slug))
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
            source, record = (self.entries.get((kind, slug)) for kind in KINDS)
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
    places, faults = _places(folder / "data")
    known = {} if former is None else _unchanged(former, places)
    new = [(Path(place.path), key[0]) for key, place in places.items() if key not in known]
    read, faulty = read_entries(context, names, keep, new, onlooker)
    if faults or faulty:
        raise InputFaultsError([*faults, *faulty])
    entries = known | {(entry.kind, entry.slug): entry for entry in shared(read)}
    described = _described(entries, former)
    return Project(folder, names, context, Reader(context, names, keep), entries, places, described)


def _places(folder: Path) -> tuple[dict[Key, Place], list[Fault]]:
    """All input files, and what is wrong with their names."""
    found: dict[Key, Place] = {}
    faults: list[Fault] = []
    for kind, part in FOLDERS:
        for place in sorted(_listed(str(folder / part))):
            slug = place.path.rpartition(os.sep)[2].removesuffix(ENDING)
            other = found.setdefault((kind, slug), place)
            if other is not place:
                hint = "names are unique, whatever the folder"
                faults.append(Fault(Path(place.path), 0, "", f"has the name of {other.path}", hint))
    return found, [*faults, *_misnamed(found)]


def _listed(folder: str) -> Iterator[Place]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    yield from _listed(entry.path)
                elif entry.name.endswith(ENDING):
                    status = entry.stat()
                    yield Place(entry.path, status.st_mtime_ns, status.st_size)
    except FileNotFoundError:
        return  # none of this kind, or one that is just being replaced
    except OSError as error:
        raise InputFaultsError([Fault(Path(folder), 0, "", f"cannot be read: {error.strerror}")]) from error


def _misnamed(places: Mapping[Key, Place]) -> Iterator[Fault]:
    """Each record has a source entry of the same name, and none is named like a graph of ours."""
    for (kind, slug), place in places.items():
        if kind != "reference" and slug in RESERVED_GRAPHS:
            hint = "give the document another"
            yield Fault(Path(place.path), 0, "", f"`{slug}` is the name of a graph of ours", hint)
        if kind == "record" and ("source", slug) not in places:
            hint = f"write data/sources/{slug}.yaml"
            yield Fault(Path(place.path), 1, "", "no source entry for this record", hint)


def _unchanged(former: Project, places: Mapping[Key, Place]) -> dict[Key, Entry]:
    before = former.places
    return {key: entry for key, entry in former.entries.items() if places.get(key) == before[key]}


def _described(entries: Mapping[Key, Entry], former: Project | None) -> Mapping[str, int]:
    """How often each thing is described; counted anew only where that may have changed."""
    before = {} if former is None else former.entries
    change: Counter[str] = Counter()
    for key, entry in before.items():
        if entries.get(key) is not entry:
            change.subtract(entry.described)
    for key, entry in entries.items():
        if before.get(key) is not entry:
            change.update(entry.described)
    if former is None:
        return change
    changed = {name: count for name, count in change.items() if count}
    if not changed:
        return former.described
    described = dict(former.described)
    for name, count in changed.items():
        described[name] = described.get(name, 0) + count
        if not described[name]:
            del described[name]
    return described
