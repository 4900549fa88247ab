"""Property paths, of SHACL (§2.3) and of SPARQL (§9), as one kind of value."""

from __future__ import annotations

from dataclasses import dataclass

import rdflib
from rdflib import RDF, SH
from rdflib import paths as sparql
from rdflib.collection import Collection
from rdflib.term import Node


@dataclass(frozen=True, slots=True)
class Step:
    """One property."""

    prop: rdflib.URIRef


@dataclass(frozen=True, slots=True)
class Turned:
    """A path from its end to its start."""

    path: Path


@dataclass(frozen=True, slots=True)
class Sequence:
    """One path after the other."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any of several paths."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A path gone along at most once or as often as one likes, and perhaps not at all."""

    path: Path
    without: bool
    again: bool


Path = Step | Turned | Sequence | Alternative | Repeated


def of_shapes(node: Node, graph: rdflib.Graph) -> Path:
    """The path that a node of the shapes graph stands for.

    Raises ValueError where it is none.
    """
    if isinstance(node, rdflib.URIRef):
        return Step(node)
    if (node, RDF.first, None) in graph:
        return Sequence(tuple(of_shapes(step, graph) for step in Collection(graph, node)))
    if (turned := graph.value(node, SH.inversePath)) is not None:
        return Turned(of_shapes(turned, graph))
    if (head := graph.value(node, SH.alternativePath)) is not None:
        return Alternative(tuple(of_shapes(way, graph) for way in Collection(graph, head)))
    for kind, without, again in (
        (SH.zeroOrOnePath, True, False),
        (SH.zeroOrMorePath, True, True),
        (SH.oneOrMorePath, False, True),
    ):
        if (step := graph.value(node, kind)) is not None:
            return Repeated(of_shapes(step, graph), without, again)
    raise ValueError(f"{node} is no path")


def of_sparql(path: object) -> Path | None:
    """A path of a query; None for one that excludes properties."""
    if isinstance(path, rdflib.URIRef):
        return Step(path)
    if isinstance(path, sparql.InvPath):
        turned = of_sparql(path.arg)
        return None if turned is None else Turned(turned)
    if isinstance(path, sparql.MulPath):
        repeated = of_sparql(path.path)
        return None if repeated is None else Repeated(repeated, path.mod in "?*", path.mod in "+*")
    if isinstance(path, sparql.SequencePath | sparql.AlternativePath):
        found = tuple(part for each in path.args if (part := of_sparql(each)) is not None)
        if len(found) == len(path.args):
            return Sequence(found) if isinstance(path, sparql.SequencePath) else Alternative(found)
    return None
