"""Every kind of contradiction is found, with its axiom and the facts that clash."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from munigraph.build import Stopwatch, build, check
from munigraph.errors import RefusedBuildError
from munigraph.names import Names
from munigraph.reasoning import close, contradictions
from munigraph.reasoning.rulebook import clashes
from munigraph.release import Releases

CASES = sorted((Path(__file__).parent / "clashes").glob("*.ttl"))
GRAPH = ox.NamedNode("https://example.org/graph")


def test_every_clash_has_a_case() -> None:
    assert {path.stem for path in CASES} == {rule.name for rule in clashes()}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_contradiction_is_found(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    header = dict(re.findall(r"^# (\w+): (.*)$", text, re.MULTILINE))
    triples = ox.parse(text, format=ox.RdfFormat.TURTLE)
    quads = [ox.Quad(triple.subject, triple.predicate, triple.object, GRAPH) for triple in triples]
    individuals = {"https://example.org/x", "https://example.org/y", "https://example.org/z"}
    facts = [
        quad for quad in quads if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in individuals
    ]
    axioms = [quad for quad in quads if quad not in facts]
    store = ox.Store()
    store.extend(quads)
    store.extend([ox.Quad(t.subject, t.predicate, t.object, GRAPH) for t in close(facts, axioms)])

    found = [clash for clash in contradictions(store) if clash.rule.name == header["rule"]]

    assert found
    assert found[0].axiom.predicate.value.endswith(header["axiom"].partition(":")[2])
    assert "https://example.org/x" in f"{found[0].axiom} {found[0].facts}" or found[0].facts


def test_nonsense_stops_the_build_and_is_named(project: Path, tmp_path: Path, quiet: Stopwatch) -> None:
    file = project / "data/reference/exampleby.yaml"
    spoiled = file.read_text(encoding="utf-8").replace("type: Network", "type: [Network, Place]")
    file.write_text(spoiled, encoding="utf-8")
    with pytest.raises(RefusedBuildError) as caught:
        build(project, Names(), Releases(tmp_path / "home"), None, quiet)
    message = str(caught.value)
    assert "one thing in two of a set of disjoint classes" in message
    assert "AllDisjointClasses" in message or "owl#members" in message
    assert "network/lake-towns" in message
    line = next(n for n, text in enumerate(spoiled.splitlines(), 1) if "id: network/lake-towns" in text)
    assert f"exampleby.yaml:{line}" in message


def test_what_reasoning_leaves_out_changes_nothing(project: Path, quiet: Stopwatch) -> None:
    """Statements no axiom speaks of are kept from owlrl: with them it derives the same."""

    checked = check(project, Names(), None, quiet)
    fast = close(checked.facts, checked.ontology.axioms)
    everything = [
        *checked.ontology.axioms,
        *(
            ox.Quad(quad.predicate, ox.NamedNode("https://example.org/spoken"), quad.predicate, GRAPH)
            for quad in checked.facts
        ),
    ]
    slow = close(checked.facts, everything)
    assert [t for t in slow if "example.org/spoken" not in str(t)] == fast
