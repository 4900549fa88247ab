"""The columnar validator against pySHACL: on shapes and data of any kind, and on our own with faults."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from munigraph.build import Stopwatch, check
from munigraph.columns.tables import Tables, Terms, read, tokens
from munigraph.names import PREFIXES, Names
from munigraph.validation import (
    Report,
    UnsupportedShapeError,
    Validator,
    read_shapes,
    validate,
    with_hierarchy,
)
from tests.graphs import stated

PROLOGUE = (
    "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("rdf", "rdfs", "sh", "xsd"))
    + "@prefix : <https://example.org/> .\n"
)

CLASSES = st.sampled_from([":C0", ":C1", ":C2"])
PROPERTIES = st.sampled_from([":p0", ":p1", ":p2"])
THINGS = st.sampled_from([":x0", ":x1", ":x2", ":x3"])
LITERALS = st.sampled_from(
    ['"a"', '"ab"@en', '"bå"@da', '"bo"@da-DK', "1", "2", "7", "2.5", "true", '"2015-08-25"^^xsd:date',
     '"2016"^^xsd:gYear', '"x"^^xsd:integer', '"2015-08-26"^^xsd:date']
)  # fmt: skip
NODES = THINGS | LITERALS
NUMBERS = st.integers(0, 3).map(str)


def _filled(pattern: str, **parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.fixed_dictionaries(parts).map(lambda found: pattern % found)


PATHS = st.recursive(
    PROPERTIES,
    lambda path: st.one_of(
        _filled("[ sh:inversePath %(a)s ]", a=path),
        _filled("( %(a)s %(b)s )", a=path, b=path),
        _filled("[ sh:alternativePath ( %(a)s %(b)s ) ]", a=path, b=path),
        _filled("[ sh:zeroOrMorePath %(a)s ]", a=path),
        _filled("[ sh:oneOrMorePath %(a)s ]", a=path),
        _filled("[ sh:zeroOrOnePath %(a)s ]", a=path),
    ),
    max_leaves=3,
)
OF_VALUES = st.one_of(
    _filled("sh:class %(c)s", c=CLASSES),
    _filled(
        "sh:datatype %(d)s", d=st.sampled_from(["xsd:string", "xsd:integer", "xsd:date", "rdf:langString"])
    ),
    _filled("sh:nodeKind sh:%(k)s", k=st.sampled_from(["IRI", "Literal", "BlankNodeOrIRI", "IRIOrLiteral"])),
    *(_filled(f"sh:{name} %(n)s", n=NUMBERS) for name in ("minLength", "maxLength")),
    _filled('sh:pattern "%(p)s"', p=st.sampled_from(["^a", "b", "x[0-2]$", "^[0-9]+$"])),
    st.just('sh:languageIn ( "en" "da" )'),
    _filled("sh:hasValue %(n)s", n=NODES),
    _filled("sh:in ( %(a)s %(b)s )", a=NODES, b=NODES),
    _filled("sh:equals %(p)s", p=PROPERTIES),
    _filled("sh:disjoint %(p)s", p=PROPERTIES),
)
COUNTS = st.one_of(
    _filled("sh:minCount %(n)s", n=NUMBERS),
    _filled("sh:maxCount %(n)s", n=NUMBERS),
    st.just("sh:uniqueLang true"),
)
ORDERED = st.sampled_from([":n0", ":n1"])
"""Properties with numbers as values: what cannot be compared, pySHACL orders nevertheless."""
AMOUNTS = st.sampled_from(["1", "2", "2.0", "7", "2.5", "-1", "1e2"])
BOUNDS = _filled(
    "sh:property [ sh:path %(p)s ; sh:%(name)s %(n)s ]",
    p=ORDERED,
    name=st.sampled_from(["minInclusive", "maxInclusive", "minExclusive", "maxExclusive"]),
    n=AMOUNTS,
) | _filled(
    "sh:property [ sh:path %(p)s ; sh:%(name)s %(q)s ]",
    p=ORDERED,
    name=st.sampled_from(["lessThan", "lessThanOrEquals"]),
    q=ORDERED,
)


def _inner(shape: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inner = shape.map(lambda text: f"[ {text} ]")
    return st.one_of(
        _filled("sh:not %(a)s", a=inner),
        _filled("sh:node %(a)s", a=inner),
        _filled("sh:and ( %(a)s %(b)s )", a=inner, b=inner),
        _filled("sh:or ( %(a)s %(b)s )", a=inner, b=inner),
        _filled("sh:xone ( %(a)s %(b)s )", a=inner, b=inner),
        _filled("sh:property [ sh:path %(p)s ; %(a)s ]", p=PATHS, a=st.one_of(OF_VALUES, COUNTS, shape)),
    )


CONSTRAINTS = st.recursive(OF_VALUES, _inner, max_leaves=4)
QUALIFIED = _filled(
    "sh:property [ sh:path %(p)s ; sh:qualifiedValueShape [ %(a)s ] ; sh:qualified%(which)sCount %(n)s ]",
    p=PATHS, a=OF_VALUES, which=st.sampled_from(["Min", "Max"]), n=NUMBERS,
)  # fmt: skip
CLOSED = _filled(
    "sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path %(p)s ]", p=PROPERTIES
)
TARGETS = st.one_of(
    _filled("sh:targetClass %(c)s", c=CLASSES),
    _filled("sh:targetNode %(n)s", n=NODES),
    _filled("sh:targetSubjectsOf %(p)s", p=PROPERTIES),
    _filled("sh:targetObjectsOf %(p)s", p=PROPERTIES),
)
SHAPES = st.lists(
    _filled(
        "a sh:NodeShape ; %(t)s ; %(c)s",
        t=TARGETS, c=st.one_of(CONSTRAINTS, _inner(CONSTRAINTS), QUALIFIED, CLOSED, BOUNDS),
    ),
    min_size=1, max_size=3,
)  # fmt: skip
FACTS = st.lists(
    st.one_of(
        _filled("%(x)s a %(c)s .", x=THINGS, c=CLASSES),
        _filled("%(x)s %(p)s %(y)s .", x=THINGS, p=PROPERTIES, y=NODES),
        _filled("%(x)s %(p)s %(y)s .", x=THINGS, p=ORDERED, y=AMOUNTS),
        st.sampled_from([":C0 rdfs:subClassOf :C1 .", ":C2 rdfs:subClassOf :C0 ."]),
    ),
    min_size=1, max_size=10,
)  # fmt: skip


def tables(turtle: str) -> Tables:
    return read(Terms(), tokens(ox.parse(PROLOGUE + turtle, format=ox.RdfFormat.TURTLE)))


def by_columns(data: Tables, graph: rdflib.Graph) -> list[str]:
    return keys(validate(data, graph, Validator.COLUMNS))


def by_pyshacl(data: Tables, graph: rdflib.Graph) -> list[str]:
    return keys(validate(data, graph, Validator.PYSHACL))


def keys(report: Report) -> list[str]:
    return [result.key for result in report.results]


@given(SHAPES, FACTS)
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_shapes_on_any_data(shapes: list[str], facts: list[str]) -> None:
    graph = rdflib.Graph()
    graph.parse(
        data=PROLOGUE + "\n".join(f":shape{n} {text} ." for n, text in enumerate(shapes)), format="turtle"
    )
    data = tables("\n".join(facts))
    assert by_columns(data, graph) == by_pyshacl(data, graph)


def _is_number(term: object) -> bool:
    """Numbers stay numbers: rdflib compares them with anything, where SPARQL has an error."""
    return isinstance(term, ox.Literal) and term.datatype.value.endswith("integer")


def test_our_shapes_on_our_data_with_faults(curated_project: Path, quiet: Stopwatch) -> None:
    """A few hundred statements lost, doubled or turned to something else, wherever chance has it."""
    checked = check(curated_project, Names(), None, quiet)
    chance = random.Random(20261121)  # noqa: S311 - faults, not secrets
    facts = stated(checked.statements)
    objects = [quad.object for quad in chance.sample(facts, 400)]
    spoiled: list[ox.Quad] = []
    for quad in facts:
        fate = chance.random()
        if fate < 0.01:
            continue
        spoiled.append(quad)
        if fate > 0.98:
            other = ox.Literal(chance.randrange(9999)) if _is_number(quad.object) else chance.choice(objects)
            spoiled.append(ox.Quad(quad.subject, quad.predicate, other, quad.graph_name))
    asserted = read(Terms(), tokens((*spoiled, *checked.ontology.vocabularies)))
    data, shapes = with_hierarchy(asserted, checked.ontology.axioms), read_shapes(curated_project / "shapes")
    fast, slow = (validate(data, shapes, each) for each in Validator)
    assert len(slow.results) > 100
    assert fast == slow


def test_what_cannot_be_compared_is_no_good() -> None:
    """SHACL §4.3: pySHACL puts a whole number after a date."""
    graph = rdflib.Graph()
    limit = 'sh:minInclusive "2015-08-25"^^xsd:date'
    graph.parse(data=f"{PROLOGUE}:s a sh:NodeShape ; sh:targetObjectsOf :p ; {limit} .", format="turtle")
    data = tables(":x :p 1 .")
    assert len(by_columns(data, graph)) == 1
    assert not by_pyshacl(data, graph)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this WHERE { FILTER NOT EXISTS { $this :p ?any } }",
        "SELECT $this ?value WHERE { OPTIONAL { $this :p ?value } FILTER (!BOUND(?value) || ?value > 1) }",
        "SELECT $this (COUNT(?v) AS ?n) { $this :p ?v } GROUP BY $this HAVING (COUNT(?v) > 1)",
    ],
)
def test_a_sparql_constraint_is_about_every_focus_node(query: str) -> None:
    """Also where nothing in the query binds $this."""
    graph = rdflib.Graph()
    declared = '[ sh:declare [ sh:prefix "" ; sh:namespace "https://example.org/" ] ]'
    constraint = f'sh:sparql [ sh:prefixes {declared} ; sh:message "wrong" ; sh:select "{query}" ]'
    graph.parse(data=f"{PROLOGUE}:s a sh:NodeShape ; sh:targetClass :C ; {constraint} .", format="turtle")
    data = tables(":x a :C . :y a :C ; :p 1 . :z a :C ; :p 2 , 3 . :other :p 4 .")
    found = by_columns(data, graph)
    assert found
    assert found == by_pyshacl(data, graph)


@pytest.mark.parametrize(
    "constraint",
    [
        "sh:js []",
        'sh:sparql [ sh:select "SELECT $this { $this $PATH ?value }" ]',
        'sh:sparql [ sh:select "SELECT $this { MINUS { $this ?p 1 } }" ]',
    ],
)
def test_what_is_not_known_is_refused(constraint: str) -> None:
    graph = rdflib.Graph()
    graph.parse(data=f"{PROLOGUE}:s a sh:NodeShape ; sh:targetClass :C ; {constraint} .", format="turtle")
    with pytest.raises(UnsupportedShapeError, match=r"example\.org/s"):
        by_columns(tables(":x a :C ; :p 1 ."), graph)
