"""Small ontologies with facts, as one text."""

from __future__ import annotations

import pyoxigraph as ox

from munigraph.columns.tables import Statement, Terms, read, statements, tokens
from munigraph.names import PREFIXES
from munigraph.reasoning import Closure, Terminology, axioms_among, close, close_with_owlrl

PROLOGUE = (
    "".join(f"@prefix {name}: <{PREFIXES[name]}> ." for name in ("owl", "rdf", "rdfs", "xsd"))
    + "@prefix : <https://example.org/> ."
)
GRAPH = ox.NamedNode("https://example.org/graph")


def quads(turtle: str) -> list[ox.Quad]:
    return [
        ox.Quad(triple.subject, triple.predicate, triple.object, GRAPH)
        for triple in ox.parse(PROLOGUE + turtle, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    ]


def closed(turtle: str, by_owlrl: bool = False) -> Closure:
    """The closure of axioms and facts that stand in one text."""
    facts = read(Terms(), tokens(quads(turtle)))
    axioms = Terminology(axioms_among(facts), lenient=by_owlrl)
    return (close_with_owlrl if by_owlrl else close)(facts, axioms)


def derived(closure: Closure) -> set[Statement]:
    """What a closure adds."""
    return set(statements(closure.derived()))
