"""What a page shows of a thing: its names and kinds, what is said of it and where, where it is spoken of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from munigraph.names import ONTOLOGY, PREFIXES, Names

from ..results import shortened
from .addresses import Addresses
from .asking import Asker, Row, about

TYPE = PREFIXES["rdf"] + "type"
NAMES = (
    PREFIXES["rdfs"] + "label",
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["dct"] + "title",
    PREFIXES["foaf"] + "name",
)
EVIDENCE = ONTOLOGY + "evidence"
MOST_SAID = 5000
MOST_MENTIONS = 1000
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

    @property
    def inferred(self) -> bool:
        return not self.graphs

    @property
    def link(self) -> str:
        """Where to go: on this site, or to a harmless address elsewhere."""
        return self.path or (self.iri if self.iri.startswith(LINKED) else "")


@dataclass(frozen=True, slots=True)
class Group:
    """A property with its values, or things by the property that leads from them."""

    name: str
    path: str
    iri: str
    values: tuple[Value, ...]

    @property
    def inferred(self) -> bool:
        return all(value.inferred for value in self.values)


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a document, by their place in it."""

    document: str
    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Portrait:
    """All that a page shows of a thing."""

    iri: str
    name: str
    others: tuple[Value, ...]
    """Its names in other languages, and other names."""
    kinds: tuple[Value, ...]
    """Its classes as a source states them."""
    more_kinds: tuple[Value, ...]
    groups: tuple[Group, ...]
    evidence: tuple[Span, ...]
    mentions: tuple[Group, ...]
    cut: bool
    """Whether there is more than a page shows."""


async def portrait(asker: Asker, addresses: Addresses, iri: str, language: str) -> Portrait | None:
    """What there is to show of a thing; None where nothing is said of it or with it."""
    said = await asker.rows(about("said", iri))
    mentioned = await asker.rows(about("mentions", iri))
    if not said and not mentioned:
        return None
    spans = await asker.rows(about("evidence", iri))
    rows = (*said, *mentioned, *spans)
    known = {term["value"] for row in rows for term in row.values() if term["type"] == "uri"}
    known |= {addresses.document(graph) for graph in known}
    names = await asker.names(known - {""} | {iri}, language)
    sketch = _Sketch(addresses, names)
    values = sketch.grouped(said[:MOST_SAID], "value")
    kinds = values.pop(TYPE, ())
    called = [value for name in NAMES for value in values.pop(name, ())]
    values.pop(EVIDENCE, None)
    title = names.get(iri, "")
    return Portrait(
        iri=iri,
        name=title,
        others=tuple(value for value in called if value.text != title and not value.inferred),
        kinds=tuple(value for value in kinds if not value.inferred),
        more_kinds=tuple(value for value in kinds if value.inferred),
        groups=sketch.groups(values),
        evidence=tuple(sketch.span(row) for row in spans),
        mentions=sketch.groups(sketch.grouped(mentioned[:MOST_MENTIONS], "other")),
        cut=len(said) > MOST_SAID or len(mentioned) > MOST_MENTIONS,
    )


class _Sketch:
    """Turns rows into what is shown."""

    def __init__(self, addresses: Addresses, names: Mapping[str, str]) -> None:
        self._addresses = addresses
        self._names = names
        self._inferred = addresses.graph("inferred")

    def named(self, iri: str) -> str:
        known = self._names.get(iri) or self._names.get(self._addresses.document(iri))
        return known or shortened(iri, Names(self._addresses.base).prefixes())

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
            name: tuple(self._value(terms[key], graphs) for key, graphs in values.items())
            for name, values in found.items()
        }

    def groups(self, values: Mapping[str, tuple[Value, ...]]) -> tuple[Group, ...]:
        """Groups, what is stated before what is only inferred, by the names of the properties."""
        groups = [
            Group(self.named(iri), self._addresses.path(iri), iri, tuple(sorted(some, key=_order)))
            for iri, some in values.items()
        ]
        return tuple(sorted(groups, key=lambda group: (group.inferred, group.name.casefold(), group.iri)))

    def span(self, row: Row) -> Span:
        document = row["document"]["value"]
        start, end = (int(row[name]["value"]) for name in ("start", "end"))
        return Span(self.named(document), self._addresses.path(document), start, end)

    def _value(self, term: Mapping[str, str], graphs: Iterable[str]) -> Value:
        stated = (graph for graph in graphs if graph != self._inferred)
        sources = tuple((self.named(graph), self._addresses.path(graph)) for graph in stated)
        if term["type"] != "uri":
            datatype = shortened(term.get("datatype", ""), PREFIXES)
            return Value(term["value"], "", "", term.get("xml:lang", ""), datatype, sources)
        iri = term["value"]
        return Value(self.named(iri), self._addresses.path(iri), iri, graphs=sources)


def _order(value: Value) -> tuple[bool, str, str]:
    return value.inferred, value.text.casefold(), value.language
