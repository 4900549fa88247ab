"""The columnar validator on the W3C's SHACL test suite: SHACL Core, and SPARQL constraints.

Compared are the results, each as often as it is expected, by focus node, path, value, component and
severity. Of paths that are no properties only that they are none is compared: our results do not say
them. Messages and source shapes are not compared, nor does the W3C ask for messages.
`w3c-excepted.tsv` has the cases that come out otherwise: refused, or with results that say the same
said once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, SH
from rdflib.collection import Collection
from rdflib.term import Node

from munigraph.columns.tables import Terms, read, tokens
from munigraph.terms import from_rdflib, rdflib_graph
from munigraph.validation import Report, UnsupportedShapeError, validate
from tests.terms import rows

from .fetch_suite import SUITE

if not SUITE.is_dir():
    pytest.skip(f"no {SUITE}: python -m tests.validation.fetch_suite fetches it", allow_module_level=True)

BASE = "suite:///"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = rdflib.Namespace("http://www.w3.org/ns/shacl-test#")
EXCEPTED = {row["case"]: row["outcome"] for row in rows(Path(__file__).parent / "w3c-excepted.tsv")}


@cache
def quads(file: str) -> tuple[ox.Quad, ...]:
    """A file of the suite, its literals as they are written; blank nodes are the same each time."""
    path = SUITE / file.removeprefix(BASE)
    return tuple(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=file, rename_blank_nodes=True))


@cache
def graph(file: str) -> rdflib.Graph:
    return rdflib_graph(quads(file))


@dataclass(frozen=True)
class Case:
    """What is checked by what, and with which outcome."""

    name: str
    data: str
    shapes: str
    manifest: rdflib.Graph
    outcome: Node

    def validate(self) -> Report:
        data = read(Terms(), tokens(quads(self.data)))
        return validate(data, graph(self.shapes))


def _only(manifest: rdflib.Graph, subject: Node, predicate: Node) -> Node:
    (found,) = manifest.objects(subject, predicate)
    return found


def cases(file: str) -> Iterator[Case]:
    """The cases of a manifest and of those that it includes."""
    manifest = graph(file)
    for included in sorted(map(str, manifest.objects(rdflib.URIRef(file), MF.include))):
        yield from cases(included)
    for head in manifest.objects(rdflib.URIRef(file), MF.entries):
        for entry in Collection(manifest, head):
            assert _only(manifest, entry, RDF.type) == SHT.Validate
            action, outcome = _only(manifest, entry, MF.action), _only(manifest, entry, MF.result)
            data, shapes = (_only(manifest, action, role) for role in (SHT.dataGraph, SHT.shapesGraph))
            yield Case(str(entry).removeprefix(BASE), str(data), str(shapes), manifest, outcome)


CASES = list(cases(f"{BASE}manifest.ttl"))

Row = tuple[str, str, str, str, str]
"""Focus node, path where it is an IRI, value, component, severity."""


def expected(case: Case) -> Counter[Row]:
    return Counter(_row(case.manifest, result) for result in case.manifest.objects(case.outcome, SH.result))


def _row(manifest: rdflib.Graph, result: Node) -> Row:
    path, value = manifest.value(result, SH.resultPath), manifest.value(result, SH.value)
    return (
        str(from_rdflib(_only(manifest, result, SH.focusNode))),
        str(path) if isinstance(path, rdflib.URIRef) else "",
        "" if value is None else str(from_rdflib(value)),
        str(_only(manifest, result, SH.sourceConstraintComponent)),
        str(_only(manifest, result, SH.resultSeverity)),
    )


def found(report: Report) -> Counter[Row]:
    return Counter(
        (
            str(result.focus),
            result.path,
            "" if result.value is None else str(result.value),
            result.component,
            str(SH[result.severity.value]),
        )
        for result in report.results
    )


def test_no_case_was_lost() -> None:
    assert Counter(case.name.partition("/")[0] for case in CASES) == {"core": 98, "sparql": 23}


def test_every_exception_is_of_a_case() -> None:
    assert EXCEPTED.keys() <= {case.name for case in CASES}
    assert Counter(EXCEPTED.values()) == {"refused": 7, "once": 5}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    outcome = EXCEPTED.get(case.name)
    if outcome == "refused" or case.outcome == SHT.Failure:
        with pytest.raises(UnsupportedShapeError):
            case.validate()
        return
    report = case.validate()
    wanted = expected(case)
    if outcome == "once":
        assert max(wanted.values()) > 1
        wanted = Counter(set(wanted))
    assert found(report) == wanted
    assert rdflib.Literal(not report.results) == _only(case.manifest, case.outcome, SH.conforms)
