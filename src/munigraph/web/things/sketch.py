"""Terms of answers as pages show them: by name, with where they lead to and who states them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from munigraph.names import PREFIXES, Names

from ..results import shortened
from .addresses import Addresses
from .asking import Asker, Row

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
    all: int
    """How many values there are, of which those here may be a few."""

    @property
    def inferred(self) -> bool:
        return all(value.inferred for value in self.values)

    @property
    def left_out(self) -> int:
        return max(0, self.all - len(self.values))


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a document, by their place in it."""

    document: str
    path: str
    start: int
    end: int


class Sketch:
    """Turns rows of answers into what is shown, in one language."""

    def __init__(self, addresses: Addresses, names: Mapping[str, str]) -> None:
        self._addresses = addresses
        self.names = names
        self._inferred = addresses.graph("inferred")

    def named(self, iri: str) -> str:
        """What a thing is called; one without a name goes by its IRI, shortened."""
        known = self.names.get(iri) or self.names.get(self._addresses.document(iri))
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
            name: tuple(self.value(terms[key], graphs) for key, graphs in values.items())
            for name, values in found.items()
        }

    def groups(
        self, values: Mapping[str, tuple[Value, ...]], counts: Mapping[str, int]
    ) -> tuple[Group, ...]:
        """Groups, what is stated before what is only inferred, by the names of the properties."""
        groups = [
            Group(self.named(iri), self._addresses.path(iri), iri, tuple(sorted(some, key=_order)), counts[iri])
            for iri, some in values.items()
        ]
        return tuple(sorted(groups, key=lambda group: (group.inferred, group.name.casefold(), group.iri)))

    def span(self, row: Row) -> Span:
        """A span of a document, of a row that has `document`, `start` and `end`."""
        document = row["document"]["value"]
        start, end = (int(row[name]["value"]) for name in ("start", "end"))
        return Span(self.named(document), self._addresses.path(document), start, end)

    def value(self, term: Mapping[str, str], graphs: Iterable[str] = ()) -> Value:
        """A term as it is shown, with the graphs that state it."""
        stated = (graph for graph in graphs if graph != self._inferred)
        sources = tuple((self.named(graph), self._addresses.path(graph)) for graph in stated)
        if term["type"] != "uri":
            datatype = shortened(term.get("datatype", ""), PREFIXES)
            return Value(term["value"], "", "", term.get("xml:lang", ""), datatype, sources)
        iri = term["value"]
        return Value(self.named(iri), self._addresses.path(iri), iri, graphs=sources)


async def sketched(
    asker: Asker, addresses: Addresses, language: str, rows: Iterable[Row], more: Iterable[str] = ()
) -> Sketch:
    """What is needed to show rows: the names of all things in them, and of some more."""
    known = {term["value"] for row in rows for term in row.values() if term["type"] == "uri"}
    known |= {addresses.document(graph) for graph in known} | set(more)
    return Sketch(addresses, await asker.names(known - {""}, language))


def _order(value: Value) -> tuple[bool, str, str]:
    return value.inferred, value.text.casefold(), value.language
