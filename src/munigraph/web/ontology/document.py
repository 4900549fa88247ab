"""The documentation of the ontology, put together in one language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from munigraph.names import ONTOLOGY

from ..drawing import Drawing, draw_diagram
from ..texts import Texts
from ..things.addresses import Addresses
from .asking import Told, in_language
from .axioms import Axioms
from .entries import Entries, Entry
from .figures import diagram
from .naming import Expression, Naming, Ref
from .terms import KINDS, Described, described, excluded


@dataclass(frozen=True, slots=True)
class Room:
    """A part of the ontology."""

    anchor: str
    label: str
    definition: str
    figure: Drawing | None
    classes: tuple[Entry, ...]
    properties: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A vocabulary, with how many concepts it has."""

    ref: Ref
    definition: str
    concepts: int


@dataclass(frozen=True, slots=True)
class Document:
    """The whole documentation."""

    iri: str
    description: str
    licenses: tuple[Ref, ...]
    version: str
    terms: tuple[Described, ...]
    """By their labels."""
    rooms: tuple[Room, ...]
    excluded: tuple[tuple[Expression, ...], ...]
    schemes: tuple[Scheme, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many terms there are of each kind."""
        return {kind: sum(term.kind == kind for term in self.terms) for kind in KINDS}


def document(known: Told, addresses: Addresses, language: str, t: Texts) -> Document:
    """Put together what was told."""
    axioms = Axioms(known.ontology)
    naming = Naming(axioms, addresses, known.names, language, t)
    terms = described(axioms, Axioms(known.alignments), naming)
    entries = Entries(known, naming, terms, language)
    header = ox.NamedNode(ONTOLOGY.removesuffix("#"))
    return Document(
        iri=header.value,
        description=axioms.text(header, "dct:description", naming.languages),
        licenses=tuple(naming.ref(iri) for iri in axioms.names(header, "dct:license")),
        version=axioms.text(header, "owl:versionInfo", ("",)),
        terms=tuple(terms),
        rooms=tuple(_Rooms(axioms, naming, entries).all(known, language)),
        excluded=tuple(tuple(some) for some in excluded(axioms, naming)),
        schemes=tuple(
            Scheme(
                Ref(row["label"]["value"], addresses.path(row["scheme"]["value"]), row["scheme"]["value"]),
                row.get("definition", {}).get("value", ""),
                int(row["concepts"]["value"]),
            )
            for row in in_language(known.schemes, "scheme", language)
        ),
    )


class _Rooms:
    def __init__(self, axioms: Axioms, naming: Naming, entries: Entries) -> None:
        self._axioms = axioms
        self._naming = naming
        self._entries = entries

    def all(self, known: Told, language: str) -> Iterator[Room]:
        """All rooms that have terms; terms that are in none come last."""
        left = list(self._entries.terms)
        for row in in_language(known.rooms, "concept", language):
            iri = row["concept"]["value"]
            terms = [term for term in left if term.room == iri]
            left = [term for term in left if term.room != iri]
            name = re.sub(r"[^A-Za-z0-9_-]", "-", iri.rpartition("/")[2])
            definition = row.get("definition", {}).get("value", "")
            if terms:
                yield self._room(f"room-{name}", row["label"]["value"], definition, terms)
        if left:
            yield self._room("room--others", self._naming.t("ontology.others"), "", left)

    def _room(self, name: str, label: str, definition: str, terms: Sequence[Described]) -> Room:
        title = self._naming.t("ontology.figure", room=label)
        picture = diagram(self._axioms, self._naming, title, terms, self._entries.expected)
        entries = [self._entries.entry(term) for term in terms]
        return Room(
            name,
            label,
            definition,
            draw_diagram(picture, f"figure-{name}") if picture.arrows else None,
            tuple(entry for entry in entries if entry.term.kind == "class"),
            tuple(entry for entry in entries if entry.term.kind != "class"),
        )
