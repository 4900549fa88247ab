"""Where each thing is described: for messages that a curator can act on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from munigraph.records import Project
from munigraph.records.references import nodes


@dataclass(frozen=True)
class Places:
    """File and line of some described things, by IRI."""

    project: Project
    iris: frozenset[str]
    """The things that somebody may ask for."""

    def of(self, iri: str) -> tuple[Path, int]:
        """File and line; the data folder, line 0, for what no file describes."""
        return self._known.get(iri, (self.project.folder / "data", 0))

    def mention(self, term: str) -> str:
        """` (file:line)` for a term in angle brackets that some file describes, else nothing."""
        found = self._known.get(term.strip("<>"))
        return f" ({found[0]}:{found[1]})" if found else ""

    @cached_property
    def _known(self) -> dict[str, tuple[Path, int]]:
        """Read out of the files that name the things, for only there is the line known."""
        ids = {iri.removeprefix(self.project.names.things) for iri in self.iris}
        known: dict[str, tuple[Path, int]] = {}
        for entry in self.project.entries.values():
            if ids.isdisjoint(entry.described) and ids.isdisjoint(entry.mentioned):
                continue
            file = self.project.reader.file(entry)
            for position, node in nodes(file.content, ()):
                iri = self.project.names.thing(node["id"])
                if iri in self.iris and ("type" in node or iri not in known):
                    known[iri] = (file.path, file.line((*position, "id")))
        return known
