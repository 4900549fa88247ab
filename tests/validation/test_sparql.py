"""SPARQL constraints, asked once for all focus nodes, say what pySHACL says that asks them one by one."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib

from munigraph.columns.tables import Terms, read, tokens
from munigraph.names import PREFIXES
from munigraph.validation import Report, UnsupportedShapeError, validate
from munigraph.validation.oracle import validate_with_pyshacl

PROLOGUE = (
    "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("rdf", "rdfs", "sh", "xsd"))
    + "@prefix : <https://example.org/> .\n"
)
DECLARED = 'sh:declare [ sh:prefix "e" ; sh:namespace "https://example.org/" ]'
DATA = """
:x a :C . :y a :C ; :p 1 ; :q "{" . :z a :C ; :p 2 , 3 ; :q "MINUS" ; :r.s :y . :other :p 4 ; :q "{" .
:b a :Shape .
"""


def shapes(constraints: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    return graph.parse(data=PROLOGUE + constraints, format="turtle")


def asked(query: str, kind: str = "NodeShape") -> rdflib.Graph:
    """A shape with a query as its constraint."""
    constraint = f'sh:sparql [ sh:prefixes [ {DECLARED} ] ; sh:message "no" ; sh:select """{query}""" ]'
    return shapes(f":s a sh:{kind} ; sh:targetClass :C ; {constraint} .")


def quads() -> list[ox.Quad]:
    return list(ox.parse(PROLOGUE + DATA, format=ox.RdfFormat.TURTLE))


def by_columns(graph: rdflib.Graph) -> Report:
    return validate(read(Terms(), tokens(quads())), graph)


def keys(report: Report) -> list[str]:
    return [result.key for result in report.results]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this { { $this e:p 2 } UNION { FILTER ($this = e:y) } }",
        "SELECT $this { { { FILTER ($this = e:y) } FILTER BOUND($this) } FILTER (true) }",
        "SELECT $this { { SELECT $this { FILTER ($this = e:y) } } }",
        "SELECT $this { { SELECT $this (COUNT(?v) AS ?n) { $this e:p ?v } GROUP BY $this } FILTER (?n > 1) }",
        "SELECT $this { { BIND ($this AS ?it) } FILTER (?it != e:x) }",
        "SELECT $this ?value { $this e:q ?value FILTER (?value = '{' || ?value = 'MINUS') }",
        "SELECT $this # not { this\n { $this e:p 1 }",
        "SELECT $this ?value { $this ?any ?value FILTER isLiteral(?value) }",
        "SELECT $this ?value { $this e:p ?v ; ?any ?value }",
        "SELECT $this ?value { $this !e:p ?value }",
        "SELECT $this ?value { $this !(e:p|a) ?value }",
        "SELECT $this ?value { $this e:r.s ?value }",
        "PREFIX e-x.y: <https://example.org/> SELECT $this ?value { $this e-x.y:r.s/e-x.y:p ?value }",
        "SELECT $this ?value { $this e:r.s/a ?value }",
        "SELECT $this ?value { OPTIONAL { ?value e:p 4 FILTER (?value != $this) } FILTER BOUND(?value) }",
        "SELECT $this ?path { $this ?path 1 }",
        "prefix e: <https://example.org/> SELECT $this { $this e:p 1 }",
    ],
)
@pytest.mark.parametrize("kind", ["NodeShape", "PropertyShape ; sh:path :p"])
def test_a_query_is_about_each_focus_node(query: str, kind: str) -> None:
    graph = asked(query, kind)
    found = keys(by_columns(graph))
    assert found
    assert found == keys(validate_with_pyshacl(tokens(quads()), graph))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this { $this e:p ?v } LIMIT 1",
        "SELECT $this { { SELECT ?v { ?x e:p ?v } } $this e:p ?v }",
        "SELECT $this { { SELECT * { $this e:p ?v } } }",
        "SELECT $this { VALUES ?v { 1 2 } $this e:p ?v }",
        "SELECT $this { GRAPH ?g { $this e:p ?v } }",
        "SELECT $this { $this e:p ?v .MINUS { $this e:p 1 } }",
        "SELECT $this { BIND (e:y AS ?this) }",
        "SELECT ?v { ?x e:p ?v }",
        "SELECT $this { $this ?PATH ?v }",
        "SELECT $this { no query",
        "ASK { $this e:p 1 }",
    ],
)
def test_what_means_something_else_for_all_at_once_is_refused(query: str) -> None:
    with pytest.raises(UnsupportedShapeError, match=r"example\.org/s"):
        by_columns(asked(query))


@pytest.mark.parametrize(
    "constraint",
    [
        "sh:targetClass :C ; sh:severity :Grave ; sh:minCount 1 ; sh:path :p",
        "sh:target [ sh:select 'SELECT ?this { ?this :p 1 }' ] ; sh:property [ sh:path :p ; sh:maxCount 0 ]",
        "sh:targetClass :C ; :mine 1 . :own a sh:ConstraintComponent ; sh:parameter [ sh:path :mine ]",
    ],
)
def test_what_the_shapes_make_up_themselves_is_refused(constraint: str) -> None:
    with pytest.raises(UnsupportedShapeError, match=r"example\.org/s"):
        by_columns(shapes(f":s a sh:NodeShape ; {constraint} ."))


@pytest.mark.parametrize("kind", ["", ", rdfs:Class"])
def test_a_shape_is_about_its_instances_where_it_is_a_class(kind: str) -> None:
    graph = shapes(
        f":Shape a sh:NodeShape {kind} ; sh:targetNode :x ; sh:property [ sh:path :p ; sh:minCount 1 ] ."
    )
    found = keys(by_columns(graph))
    assert len(found) == (2 if kind else 1)
    assert found == keys(validate_with_pyshacl(tokens(quads()), graph))
