"""The manifest of a release: what is in the folder, how large, and with which checksum."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from munigraph.errors import MissingError

FILE_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class DumpFile:
    """One downloadable file of a release. `name` is a plain file name in `dumps/`."""

    name: str
    media_type: str
    compressed: bool
    bytes: int
    sha256: str
    title: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release says of itself. Nothing in it depends on time or machine."""

    id: str
    version: str
    base: str
    title: dict[str, str]
    issued: str
    license: str
    quads: int
    graphs: dict[str, int]
    """Number of triples by graph IRI."""
    previous: str | None
    """The release this one is described as differing from."""
    prefixes: dict[str, str]
    warnings: int
    """How many SHACL results there are below violation."""
    files: tuple[DumpFile, ...]
    changes: dict[str, tuple[int, int]] = field(default_factory=dict)
    """How many statements went and how many came since the previous release, by graph IRI."""
    searchable: int = 0
    """How many things the search index knows; releases made before there was one know none."""

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        (folder / FILE_NAME).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest of a release folder.

        Raises MissingError when there is none or it is not readable as one.
        """
        path = folder / FILE_NAME
        try:
            content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            files = tuple(DumpFile(**entry) for entry in content.pop("files"))
            changes = {graph: (gone, come) for graph, (gone, come) in content.pop("changes", {}).items()}
            return cls(**content, files=files, changes=changes)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise MissingError(
                f"{folder} is not a readable release: {error}",
                hint="`munigraph release list` shows the releases; `munigraph build` makes one",
            ) from error

    def file(self, name: str) -> DumpFile | None:
        return next((entry for entry in self.files if entry.name == name), None)
