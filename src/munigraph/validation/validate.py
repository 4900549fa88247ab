"""Asserted data against the shapes, with pySHACL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import RDF, RDFS, SH

from munigraph.errors import Fault, InputFaultsError
from munigraph.terms import from_rdflib, rdflib_graph

from .report import Report, Result, Severity


def read_shapes(folder: Path) -> rdflib.Graph:
    """All shapes in the Turtle files of a folder.

    Raises InputFaultsError when a file is no valid Turtle.
    """
    shapes = rdflib.Graph()
    for path in sorted(folder.glob("*.ttl")):
        try:
            triples = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
        except SyntaxError as error:
            raise InputFaultsError(
                [Fault(path, error.lineno or 0, "", f"no valid Turtle: {error.msg}")]
            ) from error
        shapes += rdflib_graph(triples)
    return shapes


def validate(asserted: Iterable[ox.Quad], axioms: Iterable[ox.Quad], shapes: rdflib.Graph) -> Report:
    """Check asserted data against the shapes (SHACL §3.4).

    Of the axioms only the class hierarchy is used; inferred triples must not be
    among the data, or `sh:closed` shapes fail by the thousand.

    Raises RuntimeError when pySHACL cannot use the shapes.
    """
    data = rdflib_graph(asserted)
    for triple in rdflib_graph(axioms).triples((None, RDFS.subClassOf, None)):
        data.add(triple)
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
    results = {_result(report, node, shapes) for node in report.subjects(RDF.type, SH.ValidationResult)}
    return Report(tuple(sorted(results, key=lambda result: result.key)))


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
        shape=_named_shape(report.value(node, SH.sourceShape), shapes),
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


def _named_shape(shape: rdflib.term.Node | None, shapes: rdflib.Graph) -> str:
    """The IRI of a shape, or of the nearest one around it that has an IRI."""
    seen: set[rdflib.term.Node] = set()
    while isinstance(shape, rdflib.BNode) and shape not in seen:
        seen.add(shape)
        shape = next(shapes.subjects(None, shape), None)
    return str(shape) if isinstance(shape, rdflib.URIRef) else ""
