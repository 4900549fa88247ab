"""Validation by pySHACL: slow, knows all of SHACL, and is the measure of the fast one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyshacl
import rdflib
from rdflib import SH

from munigraph.columns.tables import Statement, parsed
from munigraph.terms import from_rdflib, rdflib_graph

from .report import Report, Result, Severity
from .shapes import named


def validate_with_pyshacl(statements: Iterable[Statement], shapes: rdflib.Graph) -> Report:
    """Check data against shapes (SHACL §3.4).

    Raises RuntimeError when pySHACL cannot use the shapes.
    """
    data = rdflib_graph(parsed(statements))
    _, report, text = pyshacl.validate(
        data,
        shacl_graph=shapes,
        inference="none",
        abort_on_first=False,
        allow_infos=True,
        allow_warnings=True,
    )
    if not isinstance(report, rdflib.Graph):
        raise RuntimeError(f"pySHACL could not apply the shapes: {text}")  # noqa: TRY004 - it returns its error
    return Report.made(_result(report, node, shapes) for node in set(report.objects(None, SH.result)))


def _result(report: rdflib.Graph, node: rdflib.term.Node, shapes: rdflib.Graph) -> Result:
    severity = Severity(str(report.value(node, SH.resultSeverity)).removeprefix(str(SH)))
    focus = report.value(node, SH.focusNode)
    path = report.value(node, SH.resultPath)
    value = report.value(node, SH.value)
    if focus is None:
        raise RuntimeError("pySHACL gave a result without a focus node")
    return Result(
        severity=severity,
        focus=from_rdflib(focus),
        path=str(path) if isinstance(path, rdflib.URIRef) else "",
        value=None if value is None else from_rdflib(value),
        component=str(report.value(node, SH.sourceConstraintComponent)),
        shape=named(report.value(node, SH.sourceShape), shapes),
        messages=tuple(sorted(_messages(report, node, shapes))),
    )


def _messages(
    report: rdflib.Graph, node: rdflib.term.Node, shapes: rdflib.Graph
) -> Iterator[tuple[str, str]]:
    for message in report.objects(node, SH.resultMessage):
        language = getattr(message, "language", None) or _language_of(str(message), shapes)
        yield language, str(message)


def _language_of(text: str, shapes: rdflib.Graph) -> str:
    """The language of a filled-in message of a SPARQL constraint, which pySHACL gives without it."""
    for template in shapes.objects(None, SH.message):
        pieces = re.split(r"\{[?$]\w+\}", str(template))
        if re.fullmatch(".*".join(map(re.escape, pieces)), text, re.DOTALL):
            return getattr(template, "language", None) or ""
    return ""
