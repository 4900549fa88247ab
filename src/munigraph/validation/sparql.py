"""SPARQL constraints (SHACL §5), asked once for all focus nodes instead of once for each.

A constraint selects `$this`, which SHACL has bound to one focus node after the other. Here a
statement marks each focus node, and the query begins with asking for that mark. Beside the
marks it sees the statements whose property it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

import numpy as np
import pyoxigraph as ox
import rdflib
from rdflib import SH
from rdflib.term import Node

from munigraph.columns.arrays import Column
from munigraph.columns.tables import TYPE, statements
from munigraph.terms import Term

from .components import Fault
from .data import Data
from .shapes import Shape, Shapes, UnsupportedShapeError, messages

_FOCUS = "<urn:munigraph:focus>"
_NOT_POSSIBLE = re.compile(r"\$PATH\b|\bshapesGraph\b|\bcurrentShape\b|\bMINUS\b|\bSERVICE\b", re.IGNORECASE)


def violations(data: Data, shapes: Shapes, shape: Shape, constraint: Node, focus: Column) -> Iterator[Fault]:
    """What a constraint finds among focus nodes.

    Raises UnsupportedShapeError where its query has to be bound before it can be asked.
    """
    if (constraint, SH.deactivated, rdflib.Literal(True)) in shapes.graph:
        return
    text = str(shapes.graph.value(constraint, SH.select) or "")
    nodes = [data.terms.names[number] for number in focus.tolist()]
    if not text or _NOT_POSSIBLE.search(text) or not all(node.startswith("<") for node in nodes):
        raise UnsupportedShapeError(
            f"a SPARQL constraint of {shape.name} cannot be asked for all nodes at once",
            hint="use --validator pyshacl, or name the focus nodes and leave out $PATH, $shapesGraph, MINUS",
        )
    query = _prologue(shapes.graph, constraint) + text.replace("{", f"{{ $this {_FOCUS} true . ", 1)
    solutions = _store(data, query, nodes).query(query)
    if not isinstance(solutions, ox.QuerySolutions):
        raise UnsupportedShapeError(f"a SPARQL constraint of {shape.name} is no SELECT query")
    templates = messages(shapes.graph, constraint) or shape.messages
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        bound = {name: solution[name] for name in names if solution[name] is not None}
        number = data.terms.known(str(bound.get("this")))
        if number is not None:
            yield _fault(data, number, cast(dict[str, Term], bound), templates)


def _fault(data: Data, focus: int, bound: dict[str, Term], templates: tuple[tuple[str, str], ...]) -> Fault:
    value = data.terms.number(str(bound.get("value", bound["this"])))
    path = bound.get("path")
    return Fault(
        SH.SPARQLConstraintComponent,
        np.array([focus], np.uint64),
        np.array([value], np.uint64),
        rdflib.URIRef(path.value) if isinstance(path, ox.NamedNode) else None,
        tuple(sorted((language, _filled(text, bound)) for language, text in templates)),
    )


def _filled(template: str, bound: dict[str, Term]) -> str:
    """A message with the values of the variables it names (SHACL §5.2.3)."""
    return re.sub(
        r"\{[?$](\w+)\}", lambda match: bound[match[1]].value if match[1] in bound else match[0], template
    )


def _prologue(graph: rdflib.Graph, constraint: Node) -> str:
    declared = {
        str(graph.value(declaration, SH.prefix)): str(graph.value(declaration, SH.namespace))
        for owner in graph.objects(constraint, SH.prefixes)
        for declaration in graph.objects(owner, SH.declare)
    }
    return "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in sorted(declared.items()))


def _store(data: Data, query: str, focus: list[str]) -> ox.Store:
    """A store of the marks and of the statements whose property the query names, in full or by prefix."""
    prefixes = dict(re.findall(r"PREFIX (\w*): <([^>]*)>", query))
    named = {
        f"<{prefixes[prefix]}{local}>"
        for prefix, local in re.findall(r"(\w*):([\w-]+)", query)
        if prefix in prefixes
    }
    named |= set(re.findall(r"<[^>\s]*>", query))
    with_types = TYPE in named or re.search(r"\sa\s", query) is not None
    store = ox.Store()
    lines = (
        f"{subject} {predicate} {value} .\n"
        for subject, predicate, value in statements(data.tables, named, with_types)
    )
    marks = (f"{node} {_FOCUS} true .\n" for node in focus)
    store.bulk_load("".join((*marks, *lines)).encode(), format=ox.RdfFormat.TURTLE)
    return store
