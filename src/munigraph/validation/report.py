"""The validation report: as values, as RDF (SHACL §3.6), and as a table for people."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import pyoxigraph as ox

from munigraph.names import PREFIXES, Names

_SH = PREFIXES["sh"]
_RDF_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_BOOLEAN = ox.NamedNode(PREFIXES["xsd"] + "boolean")


class Severity(Enum):
    """How bad a result is (SHACL §2.1.4). Only violations stop a release."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, slots=True)
class Result:
    """One result: which node breaks which shape, at which property, with which value."""

    severity: Severity
    focus: ox.NamedNode | ox.BlankNode | ox.Literal
    path: str
    value: ox.NamedNode | ox.BlankNode | ox.Literal | None
    component: str
    shape: str
    messages: tuple[tuple[str, str], ...]
    """Pairs of language and text, sorted."""

    def message(self, language: str = "en") -> str:
        texts = dict(self.messages)
        return texts.get(language) or texts.get("en") or next(iter(texts.values()), self.component)

    @property
    def key(self) -> str:
        return "\n".join(
            (self.severity.value, str(self.focus), self.path, str(self.value), self.shape, self.component)
        )


@dataclass(frozen=True, slots=True)
class Report:
    """All results, in a fixed order."""

    results: tuple[Result, ...]

    @classmethod
    def made(cls, results: Iterable[Result]) -> Report:
        """A report of results, each once; the order is the same however they come."""
        return cls(tuple(sorted(set(results), key=lambda result: (result.key, result.messages))))

    def of(self, severity: Severity) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.severity is severity)

    @property
    def conforms(self) -> bool:
        """Whether a release may be made: there is no violation."""
        return not self.of(Severity.VIOLATION)


def report_quads(report: Report, names: Names) -> Iterator[ox.Quad]:
    """The report as RDF in graph `validation`, every result with an IRI of its own."""
    graph = ox.NamedNode(names.graph("validation"))
    node = ox.NamedNode(names.thing("validation-report/current"))

    def quad(subject: ox.NamedNode, term: str, value: ox.NamedNode | ox.BlankNode | ox.Literal) -> ox.Quad:
        return ox.Quad(subject, ox.NamedNode(_SH + term), value, graph)

    yield ox.Quad(node, _RDF_TYPE, ox.NamedNode(_SH + "ValidationReport"), graph)
    conforms = "true" if not report.results else "false"
    yield quad(node, "conforms", ox.Literal(conforms, datatype=_BOOLEAN))
    for result in report.results:
        digest = hashlib.sha256(result.key.encode()).hexdigest()[:16]
        item = ox.NamedNode(names.thing(f"validation-result/{digest}"))
        yield quad(node, "result", item)
        yield ox.Quad(item, _RDF_TYPE, ox.NamedNode(_SH + "ValidationResult"), graph)
        yield quad(item, "focusNode", result.focus)
        yield quad(item, "resultSeverity", ox.NamedNode(_SH + result.severity.value))
        yield quad(item, "sourceConstraintComponent", ox.NamedNode(result.component))
        if result.shape:
            yield quad(item, "sourceShape", ox.NamedNode(result.shape))
        if result.path:
            yield quad(item, "resultPath", ox.NamedNode(result.path))
        if result.value is not None:
            yield quad(item, "value", result.value)
        for language, text in result.messages:
            literal = ox.Literal(text, language=language) if language else ox.Literal(text)
            yield quad(item, "resultMessage", literal)


def report_table(report: Report, names: Names) -> str:
    """The report as a Markdown table."""
    lines = ["# Validation report", ""]
    counts = ", ".join(f"{len(report.of(severity))} {severity.value.lower()}" for severity in Severity)
    lines += [f"Results by severity: {counts}.", ""]
    if report.results:
        lines += ["| severity | node | property | value | message |", "|---|---|---|---|---|"]
        lines += [_row(result, names) for result in report.results]
    return "\n".join(lines) + "\n"


def _row(result: Result, names: Names) -> str:
    value = "" if result.value is None else _short(result.value.value, names)
    path = _short(result.path, names)
    cells: Sequence[str] = (
        result.severity.value,
        _short(result.focus.value, names),
        path,
        value,
        result.message(),
    )
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _short(iri: str, names: Names) -> str:
    for prefix, start in names.prefixes().items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri
