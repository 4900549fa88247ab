"""What the input files state, graph by graph, as sorted lines of N-Quads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from munigraph.keeping import NOBODY, Onlooker
from munigraph.records import Entry, Project
from munigraph.records.project import KINDS


class LineDelta(NamedTuple):
    """Lines of one graph that went and that came, each sorted."""

    removed: list[str]
    added: list[str]


GraphDelta = dict[str, LineDelta]
"""By the IRI of the graph."""


def difference(old: Iterable[str], new: Iterable[str]) -> LineDelta:
    before, after = set(old), set(new)
    return LineDelta(sorted(before - after), sorted(after - before))


@dataclass(frozen=True, slots=True)
class Statements:
    """All that the files of a project state.

    A document's graph is written by its record and its source alone, and is read when it
    is asked for. The others are written by many files, and are held: of each line, how
    many files state it.
    """

    project: Project
    common: Mapping[str, Counter[str]]
    """By the IRI of the graph."""

    @classmethod
    def of(cls, project: Project, onlooker: Onlooker = NOBODY) -> Statements:
        common = {project.names.graph(name): Counter[str]() for name in ("reference", "provenance")}
        entries = list(project.entries.values())
        for entry in onlooker.each(entries, len(entries)):
            if entry.kind != "source":
                _count(common, project, entry, 1)
        return cls(project, common)

    def document(self, slug: str) -> list[str]:
        """The lines of a document's graph; none where there is no such document."""
        end = f" <{self.project.names.graph(slug)}> ."
        entries = (self.project.entries.get((kind, slug)) for kind in KINDS)
        files = (self.project.reader.lines(entry) for entry in entries if entry is not None)
        return sorted({line for lines in files for line in lines if line.endswith(end)})

    def graphs(self) -> Iterator[tuple[str, list[str]]]:
        """All graphs with their lines, in no order."""
        for slug in self.project.of("source"):
            yield self.project.names.graph(slug), self.document(slug)
        for graph, counts in self.common.items():
            yield graph, sorted(counts)

    def revised(self, project: Project) -> tuple[Statements, GraphDelta]:
        """What the files of a project state that was read again, and what changed."""
        before, after = self.project.entries, project.entries
        lost = [entry for key, entry in before.items() if after.get(key) != entry]
        gained = [entry for key, entry in after.items() if before.get(key) != entry]
        common = {graph: Counter(counts) for graph, counts in self.common.items()}
        for old in lost:
            _count(common, self.project, old, -1)
        for new in gained:
            _count(common, project, new, 1)
        later = Statements(project, {graph: +counts for graph, counts in common.items()})
        delta = {graph: difference(self.common[graph], later.common[graph]) for graph in common}
        for slug in {entry.slug for entry in (*lost, *gained) if entry.kind != "reference"}:
            delta[project.names.graph(slug)] = difference(self.document(slug), later.document(slug))
        return later, {graph: lines for graph, lines in delta.items() if any(lines)}


def _count(common: Mapping[str, Counter[str]], project: Project, entry: Entry, times: int) -> None:
    """Count the lines of a file that belong to graphs which several files write to."""
    ends = {f" <{graph}> .": counts for graph, counts in common.items()}
    for line in project.reader.lines(entry):
        counts = ends.get(line[line.rindex(" ", 0, -2) :])
        if counts is not None:
            counts[line] += times
