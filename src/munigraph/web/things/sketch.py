"""Terms of answers as pages show them: by name, with where they lead to and who states them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from munigraph.names import ONTOLOGY, PREFIXES, Names

from ..results import shortened
from ..texts import Texts
from .addresses import Addresses
from .asking import Asker, Row, rank_of
from .calling import called
from .places import anchor, part_of, whole

_DATES = ("xsd:date", "xsd:gYearMonth", "xsd:gYear")
_RARE = {
    "schema": "http://schema.org/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vann": "http://purl.org/vocab/vann/",
}
"""Prefixes of terms that pages show and queries hardly need."""
LINKED = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its name, where it leads to, and who states it."""

    text: str
    path: str = ""
    iri: str = ""
    language: str = ""
    datatype: str = ""
    graphs: tuple[tuple[str, str], ...] = ()
    """Names and paths of the graphs it stands in, but for that of inferences."""
    term: str = ""
    """As N-Triples writes it."""

    @property
    def inferred(self) -> bool:
        return not self.graphs

    @property
    def is_date(self) -> bool:
        """Whether it is a day, a month or a year."""
        return self.datatype in _DATES

    @property
    def link(self) -> str:
        """Where to go: on this site, or to a harmless address elsewhere."""
        return self.path or _harmless(self.iri)


@dataclass(frozen=True, slots=True)
class Group:
    """A property with its values, or things by the property that leads from them."""

    name: str
    path: str
    iri: str
    values: tuple[Value, ...]
    all: int
    """How many values there are, of which those here may be a few."""

    @property
    def inferred(self) -> bool:
        return all(value.inferred for value in self.values)

    @property
    def link(self) -> str:
        """Where the property is explained: on this site, or at a harmless address elsewhere."""
        return self.path or _harmless(self.iri)

    @property
    def left_out(self) -> int:
        return max(0, self.all - len(self.values))

    @property
    def foreign(self) -> bool:
        """Whether it only says in the terms of another vocabulary what is said already."""
        return self.inferred and not self.iri.startswith(ONTOLOGY)


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a document, by their place in it."""

    document: str
    path: str
    start: int
    end: int
    quote: str = ""
    """The words, where the text is at hand."""
    language: str = ""

    @property
    def link(self) -> str:
        """Where the words are: on the page of the document, on that part of it where they stand."""
        part = part_of(self.start)
        return f"{self.path}{f'?part={part}' if part > 1 else ''}#{anchor(self.start, self.end)}"


class Sketch:
    """Turns rows of answers into what is shown, in one language."""

    def __init__(self, addresses: Addresses, names: Mapping[str, str], t: Texts) -> None:
        self._addresses = addresses
        self._t = t
        self.names = names
        self._inferred = addresses.graph("inferred")
        self._prefixes = Names(addresses.base).prefixes()

    def named(self, iri: str) -> str:
        """What a thing is called; one without a name goes by its IRI, shortened."""
        known = self.names.get(iri) or self.names.get(self._addresses.document(iri))
        return known or self.of_ours(iri) or self._of_others(shortened(iri, self._prefixes))

    def of_ours(self, iri: str) -> str:
        """What we call a graph that is no document's, or the graph of a document; empty for all else."""
        document = self.names.get(self._addresses.document(iri))
        if document:
            return self._t("things.graphs_of", document=document)
        reserved = self._addresses.reserved(iri)
        return self._t(f"things.graphs.{reserved}") if reserved else ""

    def _of_others(self, short: str) -> str:
        """What we call a term of another vocabulary, which the data leave to it to name."""
        return self._t.get(f"terms.{short.replace(':', '.', 1)}", "") or shortened(short, _RARE)

    def grouped(self, rows: Iterable[Row], variable: str) -> dict[str, tuple[Value, ...]]:
        """Values by property, each once, with all graphs that state it."""
        found: dict[str, dict[tuple[str, ...], list[str]]] = {}
        terms: dict[tuple[str, ...], Mapping[str, str]] = {}
        for row in rows:
            term = row[variable]
            key = (term["type"], term["value"], term.get("xml:lang", ""), term.get("datatype", ""))
            terms[key] = term
            found.setdefault(row["property"]["value"], {}).setdefault(key, []).append(row["graph"]["value"])
        return {
            name: tuple(self.value(terms[key], graphs) for key, graphs in values.items())
            for name, values in found.items()
        }

    def groups(self, values: Mapping[str, tuple[Value, ...]], counts: Mapping[str, int]) -> tuple[Group, ...]:
        """Groups, what is stated before what is only inferred, by the names of the properties.

        Of which there are more values than those given, `counts` tells how many.
        """
        groups = [
            Group(
                self.named(iri),
                self._addresses.path(iri),
                iri,
                tuple(sorted(some, key=self._order)),
                counts.get(iri, len(some)),
            )
            for iri, some in values.items()
        ]
        return tuple(sorted(groups, key=lambda group: (group.inferred, group.name.casefold(), group.iri)))

    def span(self, row: Row) -> Span:
        """A span of a document, of a row that has `document`, `start` and `end`."""
        document = row["document"]["value"]
        start, end = (whole(row[name]["value"]) or 0 for name in ("start", "end"))
        return Span(self.named(document), self._addresses.path(document), start, end)

    def value(self, term: Mapping[str, str], graphs: Iterable[str] = ()) -> Value:
        """A term as it is shown, with the graphs that state it."""
        stated = (graph for graph in graphs if graph != self._inferred)
        sources = tuple((self.named(graph), self._addresses.path(graph)) for graph in stated)
        if term["type"] == "bnode":
            return Value(f"_:{term['value']}", graphs=sources)
        if term["type"] != "uri":
            datatype = _datatype(term.get("datatype", ""))
            language = term.get("xml:lang", "")
            return Value(term["value"], "", "", language, datatype, sources, _ntriples(term))
        iri = term["value"]
        return Value(self.named(iri), self._addresses.path(iri), iri, graphs=sources, term=f"<{iri}>")

    def _order(self, value: Value) -> tuple[bool, int, str]:
        return value.inferred, rank_of(value.language, self._t.language), value.text.casefold()


async def sketched(
    asker: Asker, addresses: Addresses, t: Texts, rows: Iterable[Row], more: Iterable[str] = ()
) -> Sketch:
    """What is needed to show rows: what all things in them are called, and some more."""
    known = {term["value"] for row in rows for term in row.values() if term["type"] == "uri"}
    known |= {addresses.document(graph) for graph in known} | set(more)
    names = await asker.names(known - {""}, t.language)
    nameless = {iri for iri in known - names.keys() if addresses.is_thing(iri)}
    return Sketch(addresses, {**names, **await called(asker, t, nameless, names)}, t)


def _harmless(iri: str) -> str:
    return iri if iri.startswith(LINKED) else ""


@lru_cache(maxsize=200)
def _datatype(iri: str) -> str:
    return shortened(iri, PREFIXES)


def _ntriples(term: Mapping[str, str]) -> str:
    if "xml:lang" in term:
        return str(ox.Literal(term["value"], language=term["xml:lang"]))
    datatype = term.get("datatype")
    return str(ox.Literal(term["value"], datatype=ox.NamedNode(datatype) if datatype else None))
