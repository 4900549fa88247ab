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
from munigraph.quality import Quality, of_all, of_documents
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
    quality: Quality

    @property
    def names(self) -> Names:
        return self.statements.project.names

    @cached_property
    def validation(self) -> list[ox.Quad]:
        return list(report_quads(self.report, self.names))

    def graphs(self) -> Iterator[tuple[str, Iterable[str]]]:
        """All graphs in order, each with its sorted lines."""
        names = self.names
        inferred, validation = names.graph("inferred"), names.graph("validation")
        provenance, quality = names.graph("provenance"), names.graph("quality")
        documents = {names.graph(slug): slug for slug in self.statements.project.of("source")}
        made = (inferred, validation, quality)
        for graph in sorted({*documents, *self.statements.common, *self.fixed, *made}):
            if graph in documents:
                yield graph, self.statements.document(documents[graph])
            elif graph == inferred:
                yield graph, lines_in_order(self.inferred, graph)
            elif graph == validation:
                yield graph, self.validation_lines()
            elif graph == quality:
                yield graph, self.quality_lines(self.quality.covered)
            elif graph == provenance:
                yield graph, sorted({*self.statements.common[graph], *self.provenance_lines()})
            else:
                yield graph, self.fixed.get(graph) or sorted(self.statements.common[graph])

    def validation_lines(self) -> list[str]:
        return lines_by_graph(self.validation)[self.names.graph("validation")]

    def quality_lines(self, documents: Iterable[int]) -> list[str]:
        """What was measured of all data, and of some documents, which are given by number."""
        measured = chain(of_all(self.quality, self.names), of_documents(self.quality, self.names, documents))
        quads = chain.from_iterable(each.quads(self.names) for each in measured)
        return lines_by_graph(quads)[self.names.graph("quality")]

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
        yield from self.quality_lines(self.quality.covered)
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
