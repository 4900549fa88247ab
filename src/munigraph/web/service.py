"""The SPARQL 1.1 Service Description: what this service can do and what it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from flask import Response, render_template

from munigraph.engine import NotAcceptableError, Served
from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS, Format
from munigraph.names import PREFIXES, Names

from .asking import named_format
from .calls import Call
from .examples import first_query
from .negotiation import choose
from .page import spoken
from .revalidation import revalidated
from .site import public_url, served, site

_ENTAILMENT = "http://www.w3.org/ns/entailment/"
_OWL_RL = "http://www.w3.org/ns/owl-profile/RL"
_USED = ("sd", "void", "dct", "rdf", "schema", "xsd")


def describe(call: Call) -> Response:
    """The description in the format asked for, Turtle when nothing is; for people, a page."""
    offer = choose(call.accept, named_format(call)).graph
    if offer is None:
        raise NotAcceptableError(
            "the description of this service is a graph, for which none of the formats asked for is made",
            hint="these are: " + ", ".join(form.media_type for form in GRAPH_FORMATS),
        )
    endpoint, now = public_url("/sparql"), served()
    if offer.html:
        body = _page(endpoint, now).encode()
    else:
        prefixes = {name: PREFIXES[name] for name in _USED}
        triples = description(endpoint, now)
        body = ox.serialize(triples, None, GRAPH_FORMATS[offer.form], prefixes=prefixes) or b""
    text = offer.media_type.startswith("text/")
    response = Response(body, content_type=f"{offer.media_type}; charset=utf-8" if text else offer.media_type)
    response.vary.add("Accept")
    return revalidated(spoken(response) if offer.html else response)


def description(endpoint: str, now: Served) -> Iterator[ox.Triple]:
    """The service, its formats, and its dataset with the size of each named graph."""
    service = ox.NamedNode(endpoint)
    dataset = ox.NamedNode(_dataset(endpoint, now))
    yield ox.Triple(service, _term("rdf:type"), _term("sd:Service"))
    yield ox.Triple(service, _term("sd:endpoint"), service)
    yield ox.Triple(service, _term("sd:supportedLanguage"), _term("sd:SPARQL11Query"))
    for form in formats():
        yield ox.Triple(service, _term("sd:resultFormat"), ox.NamedNode(form.iri))
    if calls():
        yield ox.Triple(service, _term("sd:feature"), _term("sd:BasicFederatedQuery"))
    yield from _limits(endpoint, service)
    yield from _reasoning(service, now)
    yield ox.Triple(service, _term("sd:defaultDataset"), dataset)
    yield ox.Triple(dataset, _term("rdf:type"), _term("sd:Dataset"))
    for language, title in now.title.items():
        yield ox.Triple(dataset, _term("dct:title"), ox.Literal(title, language=language))
    default = ox.NamedNode(f"{endpoint}#default-graph")
    yield ox.Triple(dataset, _term("sd:defaultGraph"), default)
    yield ox.Triple(default, _term("rdf:type"), _term("sd:Graph"))
    for iri in now.graphs:
        yield ox.Triple(dataset, _term("sd:namedGraph"), _part(endpoint, "named-graph", iri))
    for iri, count in now.graphs.items():
        yield from _named_graph(endpoint, iri, count)


def formats() -> tuple[Format, ...]:
    return (*RESULT_FORMATS, *GRAPH_FORMATS)


def calls() -> tuple[str, ...]:
    """The origins that SERVICE in queries may call."""
    return tuple(map(str, site().settings.origins))


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing a query has no more of than so much; `unit` is a UN/CEFACT code, or empty."""

    name: str
    title: str
    value: str
    unit: str = ""


def limits() -> tuple[Limit, ...]:
    """What this service grants a query."""
    chosen = site().settings
    return (
        Limit("query-seconds", "Longest time a query may take", f"{chosen.query_seconds:g}", "SEC"),
        Limit("query-memory", "Most memory a query may take", str(chosen.query_memory << 20), "AD"),
        Limit("max-rows", "Most rows or triples of an answer", str(chosen.max_rows)),
        Limit("max-bytes", "Largest answer", str(chosen.max_bytes), "AD"),
        Limit("max-query-bytes", "Longest query", str(chosen.max_query_bytes), "AD"),
    )


def _limits(endpoint: str, service: ox.NamedNode) -> Iterator[ox.Triple]:
    """SPARQL Service Description has no words for limits; schema.org's property values do."""
    for limit in limits():
        value = ox.NamedNode(f"{endpoint}#limit-{limit.name}")
        number = ox.Literal(limit.value, datatype=ox.NamedNode(PREFIXES["xsd"] + "decimal"))
        yield ox.Triple(service, _term("schema:additionalProperty"), value)
        yield ox.Triple(value, _term("rdf:type"), _term("schema:PropertyValue"))
        yield ox.Triple(value, _term("schema:propertyID"), ox.Literal(limit.name))
        yield ox.Triple(value, _term("schema:name"), ox.Literal(limit.title, language="en"))
        yield ox.Triple(value, _term("schema:maxValue"), number)
        if limit.unit:
            yield ox.Triple(value, _term("schema:unitCode"), ox.Literal(limit.unit))


def _reasoning(service: ox.NamedNode, now: Served) -> Iterator[ox.Triple]:
    """A release holds its OWL 2 RL closure as data; a file only what it says."""
    regime = ox.NamedNode(_ENTAILMENT + ("OWL-RDF-Based" if now.release else "Simple"))
    yield ox.Triple(service, _term("sd:defaultEntailmentRegime"), regime)
    if now.release:
        yield ox.Triple(service, _term("sd:defaultSupportedEntailmentProfile"), ox.NamedNode(_OWL_RL))
    if now.union:
        yield ox.Triple(service, _term("sd:feature"), _term("sd:UnionDefaultGraph"))


def _named_graph(endpoint: str, iri: str, count: int) -> Iterator[ox.Triple]:
    named, graph = _part(endpoint, "named-graph", iri), _part(endpoint, "graph", iri)
    integer = ox.NamedNode(PREFIXES["xsd"] + "integer")
    yield ox.Triple(named, _term("rdf:type"), _term("sd:NamedGraph"))
    yield ox.Triple(named, _term("sd:name"), ox.NamedNode(iri))
    yield ox.Triple(named, _term("sd:graph"), graph)
    yield ox.Triple(graph, _term("rdf:type"), _term("sd:Graph"))
    yield ox.Triple(graph, _term("void:triples"), ox.Literal(str(count), datatype=integer))


def _part(endpoint: str, kind: str, iri: str) -> ox.NamedNode:
    """A name of ours for what the description says of a graph, so that it needs no blank nodes."""
    return ox.NamedNode(f"{endpoint}#{kind}-{hashlib.sha256(iri.encode()).hexdigest()[:12]}")


def _dataset(endpoint: str, now: Served) -> str:
    """A release is described under its own name, so that its VoID says the rest."""
    if now.release is None:
        return f"{endpoint}#dataset"
    return Names(now.release.manifest.base).release(now.release.id)


def _term(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def _page(endpoint: str, now: Served) -> str:
    return render_template(
        "service.html",
        endpoint=endpoint,
        query=first_query(),
        tables=list(RESULT_FORMATS),
        graphs=list(GRAPH_FORMATS),
        limits=limits(),
        calls=calls(),
        served=now,
    )
