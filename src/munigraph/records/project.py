"""The input of a build: which files there are, read and checked for form."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from munigraph.errors import Fault, InputFaultsError, MissingError
from munigraph.keeping import NOBODY, Keep, Onlooker, made_anew
from munigraph.names import Names

from .context import Context, read_context
from .schema import FileKind, ShapeChecker
from .yamlfile import YamlFile, from_json, parse_yaml, to_json


@dataclass(frozen=True, slots=True)
class Project:
    """All input files of one site, read and of the right form."""

    folder: Path
    names: Names
    context: Context
    sources: dict[str, YamlFile]
    """By slug, which is the file's name."""
    records: dict[str, YamlFile]
    reference: dict[str, YamlFile]


def read_project(folder: Path, names: Names, keep: Keep = made_anew, onlooker: Onlooker = NOBODY) -> Project:
    """Read `ontology/context.jsonld` and `data/` below `folder`.

    Raises MissingError when the folder is no project, InputFaultsError with *all*
    faults of form in all files.
    """
    if not (folder / "data").is_dir() or not (folder / "ontology").is_dir():
        raise MissingError(
            f"{folder.resolve()} has no ontology/ and data/",
            hint="run this in the project's folder, or name it with --project",
        )
    context = read_context(folder / "ontology" / "context.jsonld", names)
    faults: list[Fault] = []
    read: dict[FileKind, dict[str, YamlFile]] = {"source": {}, "record": {}, "reference": {}}
    places: tuple[tuple[FileKind, str], ...] = (
        ("source", "sources"),
        ("record", "records"),
        ("reference", "reference"),
    )
    checkers = {kind: ShapeChecker(context, kind) for kind, _ in places}
    paths = [
        (kind, path) for kind, place in places for path in sorted((folder / "data" / place).glob("**/*.yaml"))
    ]
    for kind, path in onlooker.each(paths):
        try:
            read[kind][path.stem] = _read(path, checkers[kind], keep)
        except InputFaultsError as error:
            faults.extend(error.faults)
    present = {path.stem for path in (folder / "data" / "sources").glob("**/*.yaml")}
    faults.extend(_pairing_faults(read["source"], read["record"], present))
    if faults:
        raise InputFaultsError(faults)
    return Project(folder, names, context, read["source"], read["record"], read["reference"])


def _read(path: Path, checker: ShapeChecker, keep: Keep) -> YamlFile:
    """A file of the right form; only such are kept.

    Raises InputFaultsError for any other.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputFaultsError([Fault(path, 0, "", f"cannot be read: {error.strerror}")]) from error

    def make() -> bytes:
        file = parse_yaml(path, data)
        if faults := checker.faults(file):
            raise InputFaultsError(faults)
        return to_json(file)

    return from_json(path, keep("file", checker.digest + data, make))


def _pairing_faults(
    sources: dict[str, YamlFile], records: dict[str, YamlFile], present: Collection[str]
) -> Iterable[Fault]:
    """A record and its source entry carry the same slug, in their file names and inside.

    `present` are the slugs of all source files, also of those with faults of their own.
    """
    for slug, file in records.items():
        if slug not in present:
            yield file.fault((), "no source entry for this record", f"write data/sources/{slug}.yaml")
        if file.content["document"] != f"document/{slug}":
            yield file.fault(("document",), f"does not fit the file's name: should be document/{slug}")
    for slug, file in sources.items():
        if file.content["id"] != f"document/{slug}":
            yield file.fault(("id",), f"does not fit the file's name: should be document/{slug}")
