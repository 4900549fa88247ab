"""Where each thing is described: for messages that a curator can act on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from munigraph.records import Project
from munigraph.records.references import nodes


@dataclass(frozen=True, slots=True)
class Places:
    """File and line of each described thing, by IRI."""

    known: Mapping[str, tuple[Path, int]]
    folder: Path

    def of(self, iri: str) -> tuple[Path, int]:
        """File and line; the data folder, line 0, for what no file describes."""
        return self.known.get(iri, (self.folder, 0))

    def mention(self, term: str) -> str:
        """` (file:line)` for a term in angle brackets that some file describes, else nothing."""
        found = self.known.get(term.strip("<>"))
        return f" ({found[0]}:{found[1]})" if found else ""


def node_places(project: Project) -> Places:
    """Find every node of every input file."""
    known: dict[str, tuple[Path, int]] = {}
    for file in (*project.sources.values(), *project.records.values(), *project.reference.values()):
        for position, node in nodes(file.content, ()):
            iri = project.names.thing(node["id"])
            if "type" in node or iri not in known:
                known[iri] = (file.path, file.line((*position, "id")))
    return Places(known, project.folder / "data")
