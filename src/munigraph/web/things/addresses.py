"""The IRIs we mint and where they are on this site, whose host may be another than that in the data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from munigraph.names import ONTOLOGY, RESERVED_GRAPHS, VOCABULARY, Names

_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|\\^`]')
"""What no IRI may contain (SPARQL §19.8, IRIREF)."""
_ONTOLOGY_PATH = "/ontology"
_VOCABULARY_PATH = "/vocabulary/"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Between canonical IRIs and paths of the site."""

    base: str
    """What the IRIs of the data begin with."""

    def path(self, iri: str) -> str:
        """Where an IRI is on this site; empty for one that is not ours."""
        if iri.startswith(ONTOLOGY):
            return f"{_ONTOLOGY_PATH}#{quote(iri.removeprefix(ONTOLOGY), safe='')}"
        if iri.startswith(VOCABULARY):
            return _VOCABULARY_PATH + _quoted(iri.removeprefix(VOCABULARY))
        for start in ("/id/", "/graph/", "/release/"):
            if iri.startswith(self.base + start):
                return start + _quoted(iri.removeprefix(self.base + start))
        for whole in ("/dataset", "/catalogue"):
            if iri == self.base + whole:
                return whole
        return ""

    def iri(self, path: str) -> str:
        """The canonical IRI of what is at a path, which is decoded; empty for what cannot be one."""
        if _FORBIDDEN.search(path):
            return ""
        if path == _ONTOLOGY_PATH:
            return ONTOLOGY.removesuffix("#")
        if path.startswith(_VOCABULARY_PATH):
            return VOCABULARY + path.removeprefix(_VOCABULARY_PATH)
        return self.base + path

    def graph(self, name: str) -> str:
        return Names(self.base).graph(name)

    def is_thing(self, iri: str) -> bool:
        """Whether an IRI is that of a thing that documents speak of."""
        return iri.startswith(Names(self.base).things)

    def reserved(self, graph: str) -> str:
        """The name of a graph that no document has; empty for all else."""
        slug = graph.removeprefix(self.graph(""))
        return slug if slug != graph and slug in RESERVED_GRAPHS else ""

    def document(self, graph: str) -> str:
        """The document whose statements a graph holds; empty for what is no document's graph."""
        start = self.graph("")
        slug = graph.removeprefix(start)
        is_document = graph.startswith(start) and slug not in RESERVED_GRAPHS
        return Names(self.base).thing(f"document/{slug}") if is_document else ""


@lru_cache(maxsize=1 << 14)
def _quoted(path: str) -> str:
    return quote(path, safe="/:@!$&'()*+,;=~-._#")
