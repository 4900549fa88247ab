"""What a release is to consist of, before any of it is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import pyoxigraph as ox

from munigraph.columns.lines import lines_in_order
from munigraph.columns.tables import Tables
from munigraph.description import About, document_provenance, provenance_quads
from munigraph.names import Names
from munigraph.records import Entry
from munigraph.records.schema import record_schema
from munigraph.validation import Report, report_quads, report_table

from .canonical import lines_by_graph
from .statements import Statements


@dataclass(frozen=True)
class Edition:
    """All that goes into a release: who states what in which graph, and how it was checked."""

    about: About
    statements: Statements
    fixed: dict[str, list[str]]
    """The sorted lines of graphs that no document has a part in, by the IRI of the graph."""
    inferred: Tables
    report: Report

    @property
    def names(self) -> Names:
        return self.statements.project.names

    @cached_property
    def validation(self) -> list[ox.Quad]:
        return list(report_quads(self.report, self.names))

    def graphs(self) -> Iterator[tuple[str, Iterable[str]]]:
        """All graphs in order, each with its sorted lines."""
        names = self.names
        inferred, validation, provenance = map(names.graph, ("inferred", "validation", "provenance"))
        documents = {names.graph(slug): slug for slug in self.statements.project.of("source")}
        for graph in sorted({*documents, *self.statements.common, *self.fixed, inferred, validation}):
            if graph in documents:
                yield graph, self.statements.document(documents[graph])
            elif graph == inferred:
                yield graph, lines_in_order(self.inferred, graph)
            elif graph == validation:
                yield graph, self.validation_lines()
            elif graph == provenance:
                yield graph, sorted({*self.statements.common[graph], *self.provenance_lines()})
            else:
                yield graph, self.fixed.get(graph) or sorted(self.statements.common[graph])

    def validation_lines(self) -> list[str]:
        return lines_by_graph(self.validation)[self.names.graph("validation")]

    def provenance_lines(self) -> Iterator[str]:
        """How graphs came to be, beside what the records say of it, in no order."""
        names, version = self.names, self.about.version
        graph = names.graph("provenance")
        yield from lines_by_graph(provenance_quads(names, version))[graph]
        for record in self.statements.project.of("record").values():
            yield from document_lines(names, version, record)

    def other_lines(self) -> Iterator[str]:
        """All lines but those that files state, the vocabularies and what is inferred."""
        vocabularies = self.names.graph("vocabularies")
        yield from chain.from_iterable(lines for graph, lines in self.fixed.items() if graph != vocabularies)
        yield from self.validation_lines()
        yield from self.provenance_lines()

    def table(self) -> str:
        """The report for people."""
        return report_table(self.report, self.names)

    def schema(self) -> str:
        """The JSON Schema of records."""
        content = record_schema(self.statements.project.context)
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def document_lines(names: Names, version: str, record: Entry) -> list[str]:
    """How the graph of one record came to be."""
    return lines_by_graph(document_provenance(names, version, record))[names.graph("provenance")]
