"""The input of a build: which files there are, read and checked for form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from munigraph.errors import Fault, InputFaultsError, MissingError
from munigraph.names import Names

from .context import Context, read_context
from .schema import FileKind, shape_faults
from .yamlfile import YamlFile, read_yaml


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


def read_project(folder: Path, names: Names) -> Project:
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
    for kind, place in places:
        for path in sorted((folder / "data" / place).glob("**/*.yaml")):
            try:
                file = read_yaml(path)
            except InputFaultsError as error:
                faults.extend(error.faults)
                continue
            faults.extend(shape_faults(file, context, kind))
            read[kind][path.stem] = file
    faults.extend(_pairing_faults(read["source"], read["record"]))
    if faults:
        raise InputFaultsError(faults)
    return Project(folder, names, context, read["source"], read["record"], read["reference"])


def _pairing_faults(sources: dict[str, YamlFile], records: dict[str, YamlFile]) -> Iterable[Fault]:
    """A record and its source entry carry the same slug, in their file names and inside."""
    for slug, file in records.items():
        if slug not in sources:
            yield file.fault((), "no source entry for this record", f"write data/sources/{slug}.yaml")
        if isinstance(file.content, dict) and file.content.get("document") not in (None, f"document/{slug}"):
            yield file.fault(("document",), f"does not fit the file's name: should be document/{slug}")
    for slug, file in sources.items():
        if isinstance(file.content, dict) and file.content.get("id") not in (None, f"document/{slug}"):
            yield file.fault(("id",), f"does not fit the file's name: should be document/{slug}")
