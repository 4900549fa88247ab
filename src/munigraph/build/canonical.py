"""One fixed form of the graph: the same quads give the same lines, on any machine."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence

import pyoxigraph as ox


def canonical(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The quads without repetition, blank nodes named by RDFC-1.0, in the order of their N-Quads lines.

    Only the ontology's class expressions have blank nodes; they are few, so the
    algorithm's worst case cannot be reached by data.
    """
    all_quads = set(quads)
    anonymous = {quad for quad in all_quads if _is_anonymous(quad)}
    dataset = ox.Dataset(anonymous)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((all_quads - anonymous) | set(dataset), key=nquad)


def nquad(quad: ox.Quad) -> str:
    """One line of canonical N-Quads, without its end."""
    return nquads([quad]).decode().rstrip("\n")


def digest(quads: Sequence[ox.Quad]) -> str:
    """The SHA-256 of canonical quads as N-Quads."""
    return hashlib.sha256(nquads(quads)).hexdigest()


def nquads(quads: Sequence[ox.Quad]) -> bytes:
    return serialized(quads, ox.RdfFormat.N_QUADS, {})


def serialized(
    statements: Sequence[ox.Quad] | Sequence[ox.Triple], form: ox.RdfFormat, prefixes: dict[str, str]
) -> bytes:
    buffer = io.BytesIO()
    ox.serialize(statements, buffer, form, prefixes=prefixes)
    return buffer.getvalue()


def _is_anonymous(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
