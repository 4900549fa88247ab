"""The IRIs we mint: one base, and a fixed place below it for each kind of thing."""

from __future__ import annotations

from dataclasses import dataclass

ONTOLOGY = "https://w3id.org/munigraph/ontology#"
VOCABULARY = "https://w3id.org/munigraph/vocabulary/"
DEFAULT_BASE = "https://w3id.org/munigraph"

PREFIXES: dict[str, str] = {
    "mg": ONTOLOGY,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "adms": "http://www.w3.org/ns/adms#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "dqv": "http://www.w3.org/ns/dqv#",
    "sh": "http://www.w3.org/ns/shacl#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "schema": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "eli-dl": "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
    "opengov": "http://www.w3.org/ns/opengov#",
    "besluit": "http://data.vlaanderen.be/ns/besluit#",
    "mandaat": "http://data.vlaanderen.be/ns/mandaat#",
    "cv": "http://data.europa.eu/m8g/",
}
"""Prefixes offered to queries and used in Turtle; the ontology's and the vocabularies' stay at
munigraph's own address for every site, so that queries carry over."""


RESERVED_GRAPHS = (
    "alignments", "catalogue", "inferred", "ontology", "provenance", "quality", "queries", "reference",
    "validation", "vocabularies",
)  # fmt: skip
"""Names of graphs that no document may have."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one site: its things, graphs and releases live below `base`."""

    base: str = DEFAULT_BASE

    @property
    def things(self) -> str:
        return f"{self.base}/id/"

    def thing(self, path: str) -> str:
        return f"{self.base}/id/{path}"

    def graph(self, name: str) -> str:
        return f"{self.base}/graph/{name}"

    def release(self, release_id: str) -> str:
        return f"{self.base}/release/{release_id}"

    @property
    def dataset(self) -> str:
        return f"{self.base}/dataset"

    def prefixes(self) -> dict[str, str]:
        """The common prefixes plus `id:` and `graph:` of this site."""
        return {**PREFIXES, "id": self.things, "graph": f"{self.base}/graph/"}
