"""The documentation of the ontology: what is asked of the release, put together in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from markupsafe import Markup

from munigraph.names import ONTOLOGY, PREFIXES

from ..diagrams import draw
from ..texts import Texts
from ..things.addresses import Addresses
from ..things.asking import Asker, Row, about
from .axioms import Axioms
from .figures import diagram
from .naming import Expression, Naming, Ref, is_plain
from .terms import KINDS, Described, described, excluded, ranges

_CONCEPT = PREFIXES["skos"] + "Concept"
_ROOMS = "ontology-room"
MOST_COLUMNS = 4
"""How many properties the example query of a class asks for."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How often a class or a property is used in the whole graph."""

    members: int = 0
    triples: int = 0
    subjects: int = 0
    objects: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A property that the example query of a class asks for."""

    code: str
    variable: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A term with all that the graph adds to it."""

    term: Described
    usage: Usage
    specimen: Ref | None
    """One member of a class."""
    scheme: Ref | None
    """Where the values of a property are from."""
    columns: tuple[Column, ...]
    asked: tuple[Ref, ...]
    """Example queries that use the term."""
    expected: tuple[Expression, ...]
    """By the shapes: of which classes' members a property is expected, or what is of those of a class."""


@dataclass(frozen=True, slots=True)
class Room:
    """A part of the ontology."""

    anchor: str
    label: str
    definition: str
    figure: Markup | None
    classes: tuple[Entry, ...]
    properties: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    ref: Ref
    definition: str
    concepts: int


@dataclass(frozen=True, slots=True)
class Document:
    """The whole documentation."""

    iri: str
    title: str
    description: str
    license: Ref
    version: str
    rooms: tuple[Room, ...]
    excluded: tuple[tuple[Expression, ...], ...]
    schemes: tuple[Scheme, ...]

    terms: tuple[Described, ...]
    """By their labels."""

    @property
    def counts(self) -> dict[str, int]:
        """How many terms there are of each kind."""
        return {kind: sum(term.kind == kind for term in self.terms) for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Told:
    """What was asked of the graph."""

    ontology: bytes
    alignments: bytes
    usage: list[Row]
    rooms: list[Row]
    schemes: list[Row]
    asked: list[Row]
    expected: list[Row]
    specimens: Mapping[str, str]
    """By the class."""
    values: Mapping[str, str]
    """The scheme of its values, by the property."""
    names: Mapping[str, str]


async def told(asker: Asker, addresses: Addresses, language: str) -> Told:
    """Ask for all that the documentation shows."""
    graph = addresses.graph
    ontology = await asker.answer(about("graph", graph("ontology")), "ntriples")
    axioms = Axioms(ontology)
    classes = [
        node.value
        for node in axioms.subjects("rdf:type", ox.NamedNode(PREFIXES["owl"] + "Class"))
        if isinstance(node, ox.NamedNode) and node.value.startswith(ONTOLOGY)
    ]
    specimens: dict[str, str] = {}
    for name in classes:
        for row in await _rows(asker, "specimen", name):
            specimens[name] = row["specimen"]["value"]
    values: dict[str, str] = {}
    for name, kinds in ranges(axioms).items():
        for row in await _rows(asker, "scheme", name) if _CONCEPT in kinds else ():
            values[name] = row["scheme"]["value"]
    concepts = {value.value for _, value in axioms.pairs("owl:hasValue") if isinstance(value, ox.NamedNode)}
    return Told(
        ontology,
        await asker.answer(about("alignments", graph("alignments"), package=__package__), "ntriples"),
        await _rows(asker, "usage", graph("catalogue")),
        await _rows(asker, "concepts", addresses.iri(f"/vocabulary/{_ROOMS}")),
        await _rows(asker, "schemes", graph("vocabularies")),
        await _rows(asker, "asked", graph("queries")),
        await _rows(asker, "expected", graph("quality")),
        specimens,
        values,
        await asker.names({*specimens.values(), *values.values(), *concepts}, language),
    )


async def _rows(asker: Asker, query: str, iri: str) -> list[Row]:
    return await asker.rows(about(query, iri, package=__package__))


def document(known: Told, addresses: Addresses, language: str, t: Texts) -> Document:
    """Put together what was told."""
    axioms = Axioms(known.ontology)
    naming = Naming(axioms, addresses, known.names, language, t)
    terms = described(axioms, Axioms(known.alignments), naming)
    reader = _Entries(known, naming, terms, language)
    rooms = tuple(
        _room(row, reader, axioms, naming, t) for row in _in_language(known.rooms, "concept", language)
    )
    header = ox.NamedNode(ONTOLOGY.removesuffix("#"))
    return Document(
        iri=header.value,
        title=axioms.text(header, "dct:title", naming.languages),
        description=axioms.text(header, "dct:description", naming.languages),
        license=naming.ref(next(iter(axioms.names(header, "dct:license")), "")),
        version=axioms.text(header, "owl:versionInfo", ("",)),
        rooms=tuple(room for room in rooms if room.classes or room.properties),
        excluded=tuple(tuple(some) for some in excluded(axioms, naming)),
        schemes=tuple(
            Scheme(
                Ref(row["label"]["value"], addresses.path(row["scheme"]["value"]), row["scheme"]["value"]),
                row.get("definition", {}).get("value", ""),
                int(row["concepts"]["value"]),
            )
            for row in _in_language(known.schemes, "scheme", language)
        ),
        terms=tuple(terms),
    )


def _room(row: Row, reader: _Entries, axioms: Axioms, naming: Naming, t: Texts) -> Room:
    iri, label = row["concept"]["value"], row["label"]["value"]
    name = f"room-{iri.rpartition('/')[2]}"
    terms = [term for term in reader.terms if term.room == iri]
    entries = [reader.entry(term) for term in terms]
    picture = diagram(axioms, naming, terms, reader.expected)
    title, note = t("ontology.figure", room=label), t("ontology.figure_note")
    figure = draw(picture, name, title, note) if picture.arrows else None
    return Room(
        name,
        label,
        row.get("definition", {}).get("value", ""),
        figure,
        tuple(entry for entry in entries if entry.term.kind == "class"),
        tuple(entry for entry in entries if entry.term.kind != "class"),
    )


class _Entries:
    """Adds to terms what the graph knows of them."""

    def __init__(self, known: Told, naming: Naming, terms: list[Described], language: str) -> None:
        self.terms = terms
        self._known = known
        self._naming = naming
        self._usage = {row["term"]["value"]: row for row in known.usage if row["term"]["type"] == "uri"}
        self._asked = _in_language(known.asked, "example", language)
        self.expected: dict[str, list[str]] = {}
        for row in sorted(known.expected, key=lambda each: each["class"]["value"]):
            self.expected.setdefault(row["property"]["value"], []).append(row["class"]["value"])

    def entry(self, term: Described) -> Entry:
        specimen, scheme = (known.get(term.iri) for known in (self._known.specimens, self._known.values))
        return Entry(
            term,
            self._used(term.iri),
            None if specimen is None else self._naming.ref(specimen),
            None if scheme is None else self._naming.ref(scheme),
            tuple(self._columns(term)) if term.kind == "class" else (),
            tuple(self._asking(term)),
            tuple(sorted(((self._naming.ref(iri),) for iri in self._expected(term)), key=self._naming.order)),
        )

    def _expected(self, term: Described) -> list[str]:
        if term.kind != "class":
            return self.expected.get(term.iri, [])
        return [prop for prop, classes in self.expected.items() if term.iri in classes]

    def _used(self, iri: str) -> Usage:
        row = self._usage.get(iri, {})
        counts = (int(row[name]["value"]) if name in row else 0 for name in Usage.__slots__)
        return Usage(*counts)

    def _columns(self, term: Described) -> list[Column]:
        """The first properties of a class that its members are most often said to have."""
        found = [
            (-self._used(other.iri).triples, other.anchor)
            for other in self.terms
            if other.kind != "class" and is_plain(other.anchor) and self._has(other, term)
        ]
        return [Column(f"mg:{name}", name.replace("-", "_")) for _, name in sorted(found)[:MOST_COLUMNS]]

    def _has(self, prop: Described, term: Described) -> bool:
        return any(
            fact.key == "domain" and any(ref.code == term.code for value in fact.values for ref in value)
            for fact in prop.facts
        )

    def _asking(self, term: Described) -> list[Ref]:
        words = re.compile(rf"(?<![\w:-])mg:{re.escape(term.anchor)}(?![\w-])|<{re.escape(term.iri)}>")
        return [
            Ref(row["title"]["value"], self._naming.path(row["example"]["value"]))
            for row in self._asked
            if words.search(row["query"]["value"])
        ]


def _in_language(rows: list[Row], key: str, language: str) -> list[Row]:
    """Of rows that tell the same in several languages the one in ours, or else in another."""
    best: dict[str, tuple[int, Row]] = {}
    order = (language, "en", "", "da", "sv")
    for row in rows:
        text = row.get("label") or row["title"]
        spoken = text.get("xml:lang", "")
        rank = order.index(spoken) if spoken in order else len(order)
        known = best.get(row[key]["value"])
        if known is None or rank < known[0]:
            best[row[key]["value"]] = (rank, row)
    return [row for _, row in best.values()]
