"""Terms across two libraries: pyoxigraph's, which we store, and rdflib's, which owlrl and pySHACL read."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
import rdflib

Term = ox.NamedNode | ox.BlankNode | ox.Literal


def to_rdflib(term: object) -> rdflib.term.Node:
    """The same term for rdflib, its lexical form untouched.

    Raises TypeError for quoted triples, which our data does not use.
    """
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
    raise TypeError(f"{term!r} has no place in our data")


def from_rdflib(node: rdflib.term.Node) -> Term:
    """The same term for pyoxigraph.

    Raises TypeError for what is no RDF term, such as a variable.
    """
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        datatype = str(node.datatype or rdflib.XSD.string)
        return ox.Literal(str(node), datatype=ox.NamedNode(datatype))
    raise TypeError(f"{node!r} is no RDF term")


def rdflib_graph(quads: Iterable[ox.Quad | ox.Triple]) -> rdflib.Graph:
    """The triples of some quads as one rdflib graph."""
    graph = rdflib.Graph()
    for quad in quads:
        graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return graph
