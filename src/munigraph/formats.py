"""The formats we speak: names, media types, file endings, in one table."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Format:
    """One serialisation. The first media type is the one we answer with."""

    name: str
    title: str
    ending: str
    media_types: tuple[str, ...]
    iri: str
    """Its name in the W3C's list of unique format IRIs, for service descriptions."""

    @property
    def media_type(self) -> str:
        return self.media_types[0]


_W3C = "http://www.w3.org/ns/formats/"

RESULT_FORMATS: dict[Format, ox.QueryResultsFormat] = {
    Format("json", "SPARQL JSON", "srj", ("application/sparql-results+json", "application/json"),
           _W3C + "SPARQL_Results_JSON"): ox.QueryResultsFormat.JSON,
    Format("xml", "SPARQL XML", "srx", ("application/sparql-results+xml", "application/xml", "text/xml"),
           _W3C + "SPARQL_Results_XML"): ox.QueryResultsFormat.XML,
    Format("csv", "CSV", "csv", ("text/csv",), _W3C + "SPARQL_Results_CSV"): ox.QueryResultsFormat.CSV,
    Format("tsv", "TSV", "tsv", ("text/tab-separated-values",),
           _W3C + "SPARQL_Results_TSV"): ox.QueryResultsFormat.TSV,
}  # fmt: skip
"""Formats of SELECT and ASK answers, in order of our preference."""

GRAPH_FORMATS: dict[Format, ox.RdfFormat] = {
    Format("turtle", "Turtle", "ttl", ("text/turtle", "application/x-turtle"),
           _W3C + "Turtle"): ox.RdfFormat.TURTLE,
    Format("ntriples", "N-Triples", "nt", ("application/n-triples", "text/plain"),
           _W3C + "N-Triples"): ox.RdfFormat.N_TRIPLES,
    Format("jsonld", "JSON-LD", "jsonld", ("application/ld+json", "application/json"),
           _W3C + "JSON-LD"): ox.RdfFormat.JSON_LD,
    Format("rdfxml", "RDF/XML", "rdf", ("application/rdf+xml", "application/xml", "text/xml"),
           _W3C + "RDF_XML"): ox.RdfFormat.RDF_XML,
    Format("trig", "TriG", "trig", ("application/trig",), _W3C + "TriG"): ox.RdfFormat.TRIG,
    Format("nquads", "N-Quads", "nq", ("application/n-quads",), _W3C + "N-Quads"): ox.RdfFormat.N_QUADS,
}  # fmt: skip
"""Formats of CONSTRUCT and DESCRIBE answers and of data files, in order of our preference."""


_MORE_ENDINGS = {"owl": "rdf", "xml": "rdf", "json": "jsonld"}


def called(name: str) -> tuple[Format, ...]:
    """All formats that a name, a file ending or a media type may mean.

    `json` and `xml` mean one format of tables and one of graphs each.
    """
    wanted = name.strip().lower().lstrip(".")
    names = {wanted, f"application/{wanted}"}
    known = (*RESULT_FORMATS, *GRAPH_FORMATS)
    return tuple(form for form in known if names & {form.name, form.ending, *form.media_types})


def of_file(file_name: str) -> Format | None:
    """The RDF format of a data file, by its ending; a closing `.gz` does not count."""
    ending = file_name.lower().removesuffix(".gz").rpartition(".")[2]
    wanted = _MORE_ENDINGS.get(ending, ending)
    return next((form for form in GRAPH_FORMATS if form.ending == wanted), None)
