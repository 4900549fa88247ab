"""A validation that is revised says what one of all data would."""

from __future__ import annotations

import random
from pathlib import Path
from unittest.mock import patch

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from munigraph.build import Stopwatch, check
from munigraph.columns.bags import Bag
from munigraph.columns.tables import Statement, Terms, statements, tokens
from munigraph.names import Names
from munigraph.validation import read_shapes, validated, with_hierarchy
from munigraph.validation.algebra import branches

from .test_oracle import FACTS, PATHS, PROLOGUE, SHAPES, keys

QUERIES = [
    "SELECT $this ?value WHERE { $this e:p0/e:p1 ?value . FILTER (isIRI(?value)) }",
    "SELECT $this WHERE { $this e:p0 ?a . FILTER NOT EXISTS { ?a e:p1 ?b } }",
    "SELECT $this WHERE { { $this e:p0 ?a } UNION { $this e:p1 ?b . ?b e:p2 ?a } ?a e:p0 ?c }",
    "SELECT $this ?value WHERE { ?value e:p0 $this . OPTIONAL { ?value e:p1 ?a } FILTER (!BOUND(?a)) }",
    "SELECT $this ?value WHERE { OPTIONAL { $this e:p0 ?a } OPTIONAL { $this e:p1 ?a } ?a e:p2 ?value }",
    "SELECT $this (COUNT(?a) AS ?n) WHERE { $this e:p0|^e:p1 ?a } GROUP BY $this HAVING (COUNT(?a) > 1)",
    "SELECT $this ?value WHERE { { SELECT $this (COUNT(?a) AS ?value) WHERE { $this e:p0 ?a . ?a e:p1 ?b } "
    "GROUP BY $this } $this e:p2 ?a }",
    "SELECT $this ?value WHERE { $this ?any ?value . ?value e:p0* ?a . ?a a e:C0 }",
    "SELECT $this WHERE { $this e:p0 ?a . ?any e:p1 e:x0 }",
    "SELECT $this WHERE { $this e:p0 ?a . FILTER (EXISTS { ?a e:p1 ?b } || EXISTS { ?c e:p2 ?a }) }",
]
NAMESPACE = 'sh:prefixes [ sh:declare [ sh:prefix "e" ; sh:namespace "https://example.org/" ] ]'
ASKED = st.tuples(
    st.sampled_from(["sh:targetClass :C0", "sh:targetSubjectsOf :p0", "sh:targetNode :x1"]),
    st.sampled_from(QUERIES),
).map(
    lambda pair: (
        f'a sh:NodeShape ; {pair[0]} ; sh:sparql [ {NAMESPACE} ; sh:message "no"@en ; sh:select "{pair[1]}" ]'
    )
)
ALONG = st.tuples(st.sampled_from([":C0", ":C1"]), PATHS, st.sampled_from(["min", "max"])).map(
    lambda parts: (
        f"a sh:NodeShape ; sh:targetClass {parts[0]} ; "
        f"sh:property [ sh:path {parts[1]} ; sh:{parts[2]}Count 1 ]"
    )
)
Change = tuple[list[int], list[str]]
THINGS = [":x0", ":x1", ":x2"]
DENSE = [
    *(f"{thing} a {kind} ." for thing in THINGS for kind in (":C0", ":C1")),
    *(f"{one} {prop} {other} ." for one in THINGS for prop in (":p0", ":p1", ":p2") for other in THINGS),
]
"""All that can be said of three things, of which a part is true."""
CHANGES = st.lists(st.tuples(st.lists(st.integers(0, 9), max_size=3), FACTS), min_size=1, max_size=3)


def facts_of(lines: list[str]) -> list[Statement]:
    return list(tokens(ox.parse(PROLOGUE + "\n".join(lines), format=ox.RdfFormat.TURTLE)))


@pytest.mark.parametrize("query", QUERIES)
def test_each_query_is_taken_apart(query: str) -> None:
    assert branches(f"PREFIX e: <https://example.org/> {query}")


@given(SHAPES | st.lists(ASKED, min_size=1, max_size=2), FACTS, CHANGES)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(
    shapes=[
        "a sh:NodeShape ; sh:targetNode :x0 ; "
        "sh:property [ sh:path [ sh:zeroOrMorePath :p0 ] ; sh:maxCount 2 ]"
    ],
    facts=[":x0 :p0 :x1 .", ":x1 :p0 :x2 ."],
    changes=[([1], []), ([], [":x1 :p0 :x3 ."])],
)
def test_any_change_of_any_data(shapes: list[str], facts: list[str], changes: list[Change]) -> None:
    graph = rdflib.Graph()
    graph.parse(
        data=PROLOGUE + "\n".join(f":shape{n} {text} ." for n, text in enumerate(shapes)), format="turtle"
    )
    bag = Bag.of(Terms(), facts_of(facts))
    validation = validated(bag.tables, graph)
    for gone, come in changes:
        removed = [facts[place] for place in sorted(set(gone)) if place < len(facts)]
        facts = [fact for place, fact in enumerate(facts) if place not in gone] + come
        bag, change = bag.revised(facts_of(removed), facts_of(come))
        validation = validation.revised(bag.tables, change)
        with patch("munigraph.validation.sparql._FEW", 0):  # queries see all statements, not those near by
            anew = validated(bag.tables, graph)
        assert keys(validation.report) == keys(anew.report)


@given(st.lists(ASKED | ALONG, min_size=1, max_size=2), st.sets(st.sampled_from(DENSE)), st.data())
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_step_of_few_things(shapes: list[str], facts: set[str], data: st.DataObject) -> None:
    graph = rdflib.Graph()
    graph.parse(
        data=PROLOGUE + "\n".join(f":shape{n} {text} ." for n, text in enumerate(shapes)), format="turtle"
    )
    bag = Bag.of(Terms(), facts_of(sorted(facts)))
    validation = validated(bag.tables, graph)
    for turned in data.draw(st.lists(st.sampled_from(DENSE), min_size=1, max_size=5)):
        gone, come = ([turned], []) if turned in facts else ([], [turned])
        facts = facts ^ {turned}
        bag, change = bag.revised(facts_of(gone), facts_of(come))
        validation = validation.revised(bag.tables, change)
        with patch("munigraph.validation.sparql._FEW", 0):  # queries see all statements, not those near by
            anew = validated(bag.tables, graph)
        assert keys(validation.report) == keys(anew.report)


def test_our_shapes_on_our_data_step_by_step(curated_project: Path, quiet: Stopwatch) -> None:
    """Hundreds of steps that lose, double or turn some statements to something else."""
    checked = check(curated_project, Names(), None, quiet)
    chance = random.Random(20261121)  # noqa: S311 - faults, not secrets
    shapes = read_shapes(curated_project / "shapes")
    bag = checked.facts
    facts = list(statements(bag.tables))
    validation = validated(with_hierarchy(bag.tables, checked.ontology.axioms), shapes)
    for step in range(150):
        some = chance.sample(range(len(facts)), 4)
        removed = [facts[place] for place in some[:2]]
        added = [(facts[one][0], facts[one][1], facts[other][2]) for one, other in (some[:2], some[2:])]
        bag, change = bag.revised(removed, added)
        for place, fact in zip(some[:2], added, strict=True):
            facts[place] = fact
        data = with_hierarchy(bag.tables, checked.ontology.axioms)
        validation = validation.revised(data, change)
        if step % 10 == 9:
            with patch("munigraph.validation.sparql._FEW", 0):
                anew = validated(data, shapes)
            assert validation.report == anew.report
    assert len(validation.report.results) > 100
