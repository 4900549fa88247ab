"""Terms of the ontology with what the graph adds to them: how they are used, and where one can see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from .asking import Told, in_language
from .naming import Expression, Naming, Ref, is_plain
from .terms import Described

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


class Entries:
    """Makes entries of terms."""

    def __init__(self, known: Told, naming: Naming, terms: Sequence[Described], language: str) -> None:
        self.terms = terms
        self._known = known
        self._naming = naming
        self._usage = {row["term"]["value"]: row for row in known.usage if row["term"]["type"] == "uri"}
        self._asked = in_language(known.asked, "example", language)
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
        """The properties of a class that are used most."""
        found = [
            (-self._used(other.iri).triples, other.anchor)
            for other in self.terms
            if other.kind != "class" and is_plain(other.anchor) and term.iri in other.domains
        ]
        return [Column(f"mg:{name}", name.replace("-", "_")) for _, name in sorted(found)[:MOST_COLUMNS]]

    def _asking(self, term: Described) -> Iterator[Ref]:
        words = re.compile(rf"(?<![\w:-])mg:{re.escape(term.anchor)}(?![\w-])|<{re.escape(term.iri)}>")
        for row in self._asked:
            if words.search(row["query"]["value"]):
                name = row["example"]["value"].rpartition("/")[2]
                yield Ref(row["title"]["value"], f"/query?example={quote(name)}")
