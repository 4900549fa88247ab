"""One fixed form of the graph: the same quads give the same lines, on any machine."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence

import pyoxigraph as ox


def canonical(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The quads without repetition, blank nodes named by RDFC-1.0, in a fixed order.

    Only the ontology's class expressions have blank nodes; they are few, so the
    algorithm's worst case cannot be reached by data.
    """
    all_quads = set(quads)
    anonymous = {quad for quad in all_quads if _is_anonymous(quad)}
    dataset = ox.Dataset(anonymous)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((all_quads - anonymous) | set(dataset), key=str)


def lines_by_graph(quads: Iterable[ox.Quad]) -> dict[str, list[str]]:
    """The sorted lines of each graph, by its IRI; blank nodes keep their names."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in serialized(list(quads), ox.RdfFormat.N_QUADS, {}).decode().splitlines():
        found[line[line.rindex(" ", 0, -2) + 2 : -3]].add(line)
    return {graph: sorted(lines) for graph, lines in found.items()}


def serialized(
    statements: Sequence[ox.Quad] | Sequence[ox.Triple], form: ox.RdfFormat, prefixes: dict[str, str]
) -> bytes:
    buffer = io.BytesIO()
    ox.serialize(statements, buffer, form, prefixes=prefixes)
    return buffer.getvalue()


def _is_anonymous(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
