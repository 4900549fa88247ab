"""Asserted data against the shapes."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from pathlib import Path

import pyoxigraph as ox
import rdflib

from munigraph.columns.arrays import with_, without
from munigraph.columns.tables import Tables, read, statements, tokens
from munigraph.errors import Fault, InputFaultsError
from munigraph.names import PREFIXES
from munigraph.terms import rdflib_graph

from .columnar import validated
from .oracle import validate_with_pyshacl
from .report import Report

_BELOW = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")


class Validator(Enum):
    """Who checks the shapes. Both say the same; pySHACL knows more of SHACL and takes much longer."""

    COLUMNS = "columns"
    PYSHACL = "pyshacl"


def read_shapes(folder: Path) -> rdflib.Graph:
    """All shapes in the Turtle files of a folder.

    Raises InputFaultsError when a file is no valid Turtle.
    """
    shapes = rdflib.Graph()
    for path in sorted(folder.glob("*.ttl")):
        try:
            triples = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
        except SyntaxError as error:
            raise InputFaultsError(
                [Fault(path, error.lineno or 0, "", f"no valid Turtle: {error.msg}")]
            ) from error
        shapes += rdflib_graph(triples)
    return shapes


def validate(data: Tables, shapes: rdflib.Graph, validator: Validator = Validator.COLUMNS) -> Report:
    """Check data with their class hierarchy against the shapes (SHACL §3.4).

    Inferred triples must not be among the data, or `sh:closed` shapes fail by the thousand.

    Raises UnsupportedShapeError for what the columnar validator does not know.
    """
    if validator is Validator.PYSHACL:
        return validate_with_pyshacl(statements(data), shapes)
    return validated(data, shapes).report


def with_hierarchy(asserted: Tables, axioms: Iterable[ox.Quad]) -> Tables:
    """Asserted data, and which class is below which."""
    data = asserted.copy()
    below = tokens(quad for quad in axioms if quad.predicate == _BELOW)
    for relation, column in read(asserted.terms, below).columns.items():
        data[relation] = with_(data[relation], without(column, data[relation]))
    return data
