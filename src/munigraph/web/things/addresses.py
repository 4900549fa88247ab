"""The IRIs we mint and where they are on this site, whose host may be another than that in the data."""

from __future__ import annotations

import re
from dataclasses import dataclass
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

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """What our IRIs begin with (ending in a slash or a hash) or are, and the paths that stand for it."""
        ours = ("/id/", "/graph/", "/release/", "/dataset", "/catalogue")
        terms = ((ONTOLOGY, f"{_ONTOLOGY_PATH}#"), (VOCABULARY, _VOCABULARY_PATH))
        return terms + tuple((self.base + path, path) for path in ours)

    def path(self, iri: str) -> str:
        """Where an IRI is on this site; empty for one that is not ours."""
        for start, path in self.places:
            rest = iri.removeprefix(start)
            if iri.startswith(start) and (not rest or start.endswith(("/", "#"))):
                return path + (quote(rest, safe="") if start.endswith("#") else _quoted(rest))
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

    def document(self, graph: str) -> str:
        """The document whose statements a graph holds; empty for what is no document's graph."""
        start = self.graph("")
        slug = graph.removeprefix(start)
        is_document = graph.startswith(start) and slug not in RESERVED_GRAPHS
        return Names(self.base).thing(f"document/{slug}") if is_document else ""


def _quoted(path: str) -> str:
    return quote(path, safe="/:@!$&'()*+,;=~-._#")
