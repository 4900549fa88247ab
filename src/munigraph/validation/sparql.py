"""SPARQL constraints (SHACL §5), asked once for all focus nodes instead of once for each.

A constraint selects `$this`, which SHACL has bound to one focus node after the other. Here a
statement in a graph of its own marks each focus node, and the query asks for that mark wherever
it speaks of `$this`. Beside the marks it sees the statements whose property it names.
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
from munigraph.columns.tables import TYPE, Tables, statements
from munigraph.terms import Term

from .components import Fault
from .data import Data
from .patterns import patterns
from .shapes import Shape, Shapes, UnsupportedShapeError, messages, prologue

_FEW = 10_000
"""For so many focus nodes it is worth looking up what is near them."""
_FOCUS = "<urn:munigraph:focus>"
_TRUE = str(ox.Literal(True))
_ASKED = f"GRAPH {_FOCUS} {{ $this {_FOCUS} true }}"
_WORD = r"(?<![\w?$:-])"
"""Before what is a word of the query language and no part of a name."""
_NOT_POSSIBLE = re.compile(
    rf"{_WORD}(?:MINUS|SERVICE|VALUES|GRAPH|FROM|BASE|LIMIT|OFFSET)\b(?!:)"
    r"|(?-i:[?$](?:PATH|shapesGraph|currentShape|failure)\b)"
    rf"|{_WORD}AS\s+[?$]this\b"
    rf"|{_WORD}SELECT\b[^{{]*{_WORD}EXISTS\b",
    re.IGNORECASE,
)
"""What SHACL §5.3.1 and its appendix A forbid, and what means something else for all nodes at once."""
_SELECT = re.compile(rf"{_WORD}SELECT\b([^{{]*)\{{", re.IGNORECASE)
_THIS = re.compile(r"[?$]this\b")
_QUOTED = re.compile(r"""(\"{3}|'{3}|"|')(?:\\.|[^\\])*?\1|<[^<>"{}|^`\\\s]*>|#[^\n]*""", re.DOTALL)
_PREFIX = re.compile(rf"{_WORD}PREFIX\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)
_NAME = re.compile(r"([\w.-]*):((?:[\w:.%-]|\\.)*)")
_ESCAPE = r"\\(?=.)"
_TERM = r"[?$]\w+|[\w.-]*:[\w:.%-]*"
_ANY_PROPERTY = re.compile(
    rf"(?:{_TERM}|[\])\[;])\s*[?$](\w+)\s*(?:{_TERM}|[\[(\d+-]|true|false)|!\s*(?:[(^]|a\b|[\w.-]*:)"
)
"""A variable for a property, or all properties but some; also a few things that only look like it."""


def violations(data: Data, shapes: Shapes, shape: Shape, constraint: Node, focus: Column) -> Iterator[Fault]:
    """What a constraint finds among focus nodes.

    Raises UnsupportedShapeError where its query has to be bound before it can be asked.
    """
    if (constraint, SH.deactivated, rdflib.Literal(True)) in shapes.graph:
        return
    text = str(shapes.graph.value(constraint, SH.select) or "")
    nodes = [data.terms.names[number] for number in focus.tolist()]
    if not _is_possible(_plain(text)) or not all(node.startswith("<") for node in nodes):
        raise UnsupportedShapeError(
            f"a SPARQL constraint of {shape.name} cannot be asked for all nodes at once",
            hint="use --validator pyshacl, or name the focus nodes and leave out $PATH, $shapesGraph, MINUS, "
            "VALUES, GRAPH, LIMIT, and inner queries that do not select $this",
        )
    query = prologue(shapes.graph, constraint) + _marked(text)
    near = _near(data, shapes, constraint, focus) if len(focus) <= _FEW else None
    try:
        solutions = _solutions(_store(data, query, nodes, near), query)
    except SyntaxError as error:
        raise UnsupportedShapeError(
            f"a SPARQL constraint of {shape.name} is no SPARQL: {error.msg}"
        ) from error
    if solutions is None:
        raise UnsupportedShapeError(f"a SPARQL constraint of {shape.name} does not select $this")
    templates = messages(shapes.graph, constraint) or shape.messages
    for bound in solutions:
        number = data.terms.known(str(bound.get("this")))
        if number is not None:
            yield _fault(data, number, shape, bound, templates)


def _solutions(store: ox.Store, query: str) -> list[dict[str, Term]] | None:
    """What a query selects; None where $this is not among it.

    All at once, so that nothing of the store is left for another thread's garbage collection, which may
    not touch it.
    """
    solutions = store.query(query)
    if not isinstance(solutions, ox.QuerySolutions) or ox.Variable("this") not in solutions.variables:
        return None
    names = [variable.value for variable in solutions.variables]
    return [{name: cast(Term, row[name]) for name in names if row[name] is not None} for row in solutions]


def _near(data: Data, shapes: Shapes, constraint: Node, focus: Column) -> Tables | None:
    """The statements that solutions for few focus nodes can rest on; None where these may be any."""
    found = patterns(shapes, constraint).statements(data, focus)
    if found is None:
        return None
    near = Tables(data.terms)
    near.columns.update(found)
    return near


def _plain(text: str) -> str:
    """A query with blanks in place of literals, IRIs and comments."""
    return _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)


def _is_possible(plain: str) -> bool:
    """Whether a query says the same of all focus nodes at once as of each by itself."""
    selected = _SELECT.findall(plain)
    return (
        bool(selected)
        and _NOT_POSSIBLE.search(plain) is None
        and all(_THIS.search(variables) for variables in selected[1:])
    )


def _marked(query: str) -> str:
    """A query that asks for the mark in every group that speaks of $this (SHACL, appendix A)."""
    plain = _plain(query)
    groups = {select.end() for select in _SELECT.finditer(plain)}
    opened: list[int] = []
    for brace in re.finditer(r"[{}]", plain):
        if brace[0] == "{":
            opened.append(brace.end())
        elif opened and _THIS.search(plain, begin := opened.pop(), brace.start()):
            groups.add(begin)
    for begin in sorted(groups, reverse=True):
        if not re.match(r"\s*SELECT\b", plain[begin:], re.IGNORECASE):
            query = f"{query[:begin]} {_ASKED} {query[begin:]}"
    return query


def _fault(
    data: Data, focus: int, shape: Shape, bound: dict[str, Term], templates: tuple[tuple[str, str], ...]
) -> Fault:
    """A solution as a fault; without ?value the focus node is the value in a node shape (SHACL §5.3.2)."""
    value = bound.get("value", bound["this"] if shape.path is None else None)
    path = bound.get("path")
    return Fault(
        SH.SPARQLConstraintComponent,
        np.array([focus], np.uint64),
        None if value is None else np.array([data.terms.number(str(value))], np.uint64),
        rdflib.URIRef(path.value) if isinstance(path, ox.NamedNode) else None,
        tuple(sorted((language, _filled(text, bound)) for language, text in templates)),
    )


def _filled(template: str, bound: dict[str, Term]) -> str:
    """A message with the values of the variables it names (SHACL §5.2.3)."""
    return re.sub(
        r"\{[?$](\w+)\}", lambda match: bound[match[1]].value if match[1] in bound else match[0], template
    )


def _store(data: Data, query: str, focus: list[str], near: Tables | None) -> ox.Store:
    """A store of the marks and of the statements that the query may be about, or of those near by."""
    store = ox.Store()
    about = statements(data.tables, *_properties(query)) if near is None else statements(near)
    lines = (f"{subject} {predicate} {value} .\n" for subject, predicate, value in about)
    marks = (f"{node} {_FOCUS} {_TRUE} {_FOCUS} .\n" for node in focus)
    store.bulk_load("".join((*marks, *lines)).encode(), format=ox.RdfFormat.N_QUADS)
    return store


def _properties(query: str) -> tuple[set[str] | None, bool]:
    """What a query names, in full or by prefix, and whether it asks for types; None where it may ask for all.

    A variable for a property that BIND gives its values is about what is named there.
    """
    prefixes = dict(_PREFIX.findall(query))
    named = {
        f"<{prefixes[prefix]}{re.sub(_ESCAPE, '', local.rstrip('.'))}>"
        for prefix, local in _NAME.findall(query)
        if prefix in prefixes
    }
    named |= set(re.findall(r"<[^>\s]*>", query))
    plain = _QUOTED.sub(lambda quoted: " " if quoted[0][0] == "#" else " :x ", _PREFIX.sub("", query))
    for variable in _ANY_PROPERTY.findall(_SELECT.sub("{", plain)):
        if not variable or re.search(rf"\bAS\s+[?$]{variable}\b", plain, re.IGNORECASE) is None:
            return None, True
    return named, TYPE in named or re.search(rf"{_WORD}a\b(?!:)", plain) is not None
