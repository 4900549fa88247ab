"""Every constraint is seen to fire, on a case of its own, and to hold on the real data.

A case is a few triples of Turtle (`prefixes.ttl` goes before it) with the message they must provoke.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import SH

from munigraph.columns.tables import Terms, read, tokens
from munigraph.names import Names
from munigraph.records.ontology import alignment_quads, ontology_quads, vocabulary_quads
from munigraph.validation import Report, read_shapes, validate, with_hierarchy

HERE = Path(__file__).parent
CASES = sorted((HERE / "faulty").glob("*.ttl"))


@pytest.fixture(scope="module")
def shapes(root: Path) -> rdflib.Graph:
    return read_shapes(root / "shapes")


@pytest.fixture(scope="module")
def axioms(root: Path) -> tuple[ox.Quad, ...]:
    folder = root / "ontology"
    return (*ontology_quads(folder, Names()), *alignment_quads(folder, Names()))


@pytest.fixture(scope="module")
def vocabularies(root: Path) -> tuple[ox.Quad, ...]:
    return tuple(vocabulary_quads(root / "ontology", Names()))


def expected(path: Path) -> tuple[str, str]:
    header = dict(re.findall(r"^# (\w+): (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE))
    return header["message"], header["severity"]


def check(
    turtle: str, axioms: tuple[ox.Quad, ...], concepts: tuple[ox.Quad, ...], shapes: rdflib.Graph
) -> Report:
    prefixes = (HERE / "prefixes.ttl").read_text(encoding="utf-8")
    triples = ox.parse(prefixes + turtle, format=ox.RdfFormat.TURTLE)
    graph = ox.NamedNode("https://example.org/graph")
    data = [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]
    asserted = read(Terms(), tokens((*data, *concepts)))
    return validate(with_hierarchy(asserted, axioms), shapes)


def test_no_case_was_lost() -> None:
    assert len(CASES) == 98


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_constraint_fires(
    path: Path, axioms: tuple[ox.Quad, ...], vocabularies: tuple[ox.Quad, ...], shapes: rdflib.Graph
) -> None:
    message, severity = expected(path)
    turtle = path.read_text(encoding="utf-8")
    schemes = ("identifier-scheme", "decision-status") if "vocabulary/" in turtle else ()
    concepts = tuple(
        quad
        for quad in vocabularies
        if any(f"/vocabulary/{scheme}" in str(quad.subject) for scheme in schemes)
    )
    report = check(turtle, axioms, concepts, shapes)
    fitting = [result for result in report.results if message in result.message("en")]
    assert fitting, [result.message("en") for result in report.results]
    assert fitting[0].severity.value == severity
    assert {language for language, _ in fitting[0].messages} == {"en", "da", "sv"}
    assert all(text for _, text in fitting[0].messages)


def test_every_message_has_a_case(shapes: rdflib.Graph) -> None:
    stated = {str(text) for text in shapes.objects(None, SH.message) if getattr(text, "language", "") == "en"}
    fragments = [expected(path)[0] for path in CASES]
    unproven = {text for text in stated if not any(fragment in text for fragment in fragments)}
    assert not unproven


def test_every_message_is_trilingual(shapes: rdflib.Graph) -> None:
    for node in set(shapes.subjects(SH.message, None)):
        languages = sorted(getattr(text, "language", "") or "" for text in shapes.objects(node, SH.message))
        assert languages == ["da", "en", "sv"]
