"""Graphs as quads and lines: what files state, what a release holds."""

from __future__ import annotations

import gzip

import pyoxigraph as ox

from munigraph.build.statements import Statements
from munigraph.release import Release


def stated(statements: Statements) -> list[ox.Quad]:
    """All quads that the input files state."""
    lines = (line for _, lines in statements.graphs() for line in lines)
    return list(ox.parse("\n".join(lines), ox.RdfFormat.N_QUADS))


def quad_lines(release: Release) -> list[str]:
    """The lines of a release's N-Quads dump."""
    return gzip.decompress((release.path / "dumps" / "munigraph.nq.gz").read_bytes()).decode().splitlines()
