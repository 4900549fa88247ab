"""The IRIs we mint and where they are on this site, whose host may be another than that in the data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from munigraph.names import ONTOLOGY, RESERVED_GRAPHS, VOCABULARY, Names

_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|\\^`]')
"""What no IRI may contain (SPARQL §19.8, IRIREF)."""
_PLAIN = re.compile(r"[\w/:@!$&'()*+,;=~.#-]*", re.ASCII)
"""What stands in a path as it is."""
_ONTOLOGY = ONTOLOGY.removesuffix("#")
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
        ours = ("/id/", "/graph/", "/release/", "/dataset", "/catalogue", "/sparql")
        terms = ((ONTOLOGY, f"{_ONTOLOGY_PATH}#"), (VOCABULARY, _VOCABULARY_PATH))
        return terms + tuple((self.base + path, path) for path in ours)

    def path(self, iri: str) -> str:
        """Where an IRI is on this site, quoted; empty for one that is not ours."""
        if iri == _ONTOLOGY:
            return _ONTOLOGY_PATH
        for start, path in self.places:
            rest = iri.removeprefix(start)
            if iri.startswith(start) and (not rest or start.endswith(("/", "#"))):
                return path + (quote(rest, safe="") if start.endswith("#") else _quoted(rest))
        return ""

    def iri(self, path: str) -> str:
        """The canonical IRI of what is at a path, which is decoded; empty for what is none of ours."""
        if path == _ONTOLOGY_PATH:
            return _ONTOLOGY
        start, rest = self.base, path
        if path.startswith(_VOCABULARY_PATH):
            start, rest = VOCABULARY, path.removeprefix(_VOCABULARY_PATH)
        iri = start + rest
        return iri if self.path(iri) and not _FORBIDDEN.search(path) else ""

    def graph(self, name: str) -> str:
        return f"{self._graphs}{name}"

    @property
    def _graphs(self) -> str:
        return f"{self.base}/graph/"

    def is_thing(self, iri: str) -> bool:
        """Whether an IRI is that of a thing that documents speak of."""
        return iri.startswith(Names(self.base).things)

    def reserved(self, graph: str) -> str:
        """The name of a graph that no document has; empty for all else."""
        slug = graph.removeprefix(self._graphs) if graph.startswith(self._graphs) else ""
        return slug if slug in RESERVED_GRAPHS else ""

    def document(self, graph: str) -> str:
        """The document whose statements a graph holds; empty for what is no document's graph."""
        if not graph.startswith(self._graphs):
            return ""
        slug = graph.removeprefix(self._graphs)
        return "" if slug in RESERVED_GRAPHS else Names(self.base).thing(f"document/{slug}")


@lru_cache(maxsize=1 << 14)
def _quoted(path: str) -> str:
    return path if _PLAIN.fullmatch(path) else quote(path, safe="/:@!$&'()*+,;=~-._#")
