"""How much of each document's text is evidence of something, and how much rests on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from munigraph.columns.arrays import (
    Column,
    Mask,
    has_key,
    joined,
    keys,
    of_keys,
    once,
    spans,
    swapped,
    unique,
    values,
    values_of,
)
from munigraph.columns.tables import Relation, Tables
from munigraph.names import ONTOLOGY, PREFIXES


@dataclass(frozen=True, slots=True)
class Covered:
    """What is known of one document."""

    characters: int
    """Of its text."""
    evident: int
    """How many of these characters are evidence of something."""
    spans: int
    things: int
    """How many things rest on it."""
    with_basis: int
    """How many of these do not simply stand in it."""

    @property
    def share(self) -> float:
        return self.evident / self.characters if self.characters else 0.0


class Evidence:
    """The relations by which things rest on documents."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.evidence = self._property(f"{ONTOLOGY}evidence")
        self.document = self._property(f"{ONTOLOGY}inDocument")
        self.selector = self._property(f"{ONTOLOGY}selector")
        self.basis = self._property(f"{ONTOLOGY}basis")
        self._ends = tuple(self._property(f"{PREFIXES['oa']}{name}") for name in ("start", "end"))
        self.characters = self._property(f"{ONTOLOGY}characters")

    def _property(self, iri: str) -> Relation:
        return self.tables.property(f"<{iri}>")

    def documents(self) -> Column:
        """All that have a text."""
        return once(keys(self.tables[self.characters]))

    def are_documents(self, things: Column) -> Mask:
        """For each of some things whether it has a text."""
        return has_key(self.tables[self.characters], things)

    def near(self, things: Column) -> Column:
        """Some things, and all that they are evidence in or rest on."""
        tables = self.tables
        spans = values_of(tables.reversed(self.selector), things)
        spans = unique(np.concatenate([spans, things, values_of(tables[self.evidence], things)]))
        return unique(np.concatenate([things, values_of(tables[self.document], spans)]))

    def spans_in(self, documents: Column) -> Column:
        """Pairs of evidence and document."""
        return np.sort(swapped(of_keys(self.tables.reversed(self.document), documents)))

    def things_on(self, spans: Column) -> Column:
        """Pairs of document and thing, from pairs of evidence and document."""
        rests = of_keys(self.tables.reversed(self.evidence), once(keys(spans)))
        return unique(joined(spans, rests))

    def of(self, documents: Column) -> dict[int, Covered]:
        """What is known of some documents, by their numbers."""
        found = self.spans_in(documents)
        things = self.things_on(found)
        count, basis = len(documents), has_key(self.tables[self.basis], values(things))
        columns = (
            self._lengths(documents),
            self._evident(documents, found),
            _counted(documents, values(found), count),
            _counted(documents, keys(things), count),
            _counted(documents, keys(things)[basis], count),
        )
        numbers = zip(*(column.tolist() for column in columns), strict=True)
        return {document: Covered(*row) for document, row in zip(documents.tolist(), numbers, strict=True)}

    def _lengths(self, documents: Column) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return self._numbers_of(self.characters, documents)

    def _numbers_of(self, prop: Relation, things: Column) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """For each thing the number it has by a property, the first if several, or 0."""
        column = self.tables[prop]
        begin, end = spans(column, things)
        found = np.zeros(len(things), np.int64)
        has = begin < end
        tokens, back = np.unique(values(column[begin[has]]), return_inverse=True)
        names = self.tables.terms.names
        found[has] = np.array([_whole(names[number]) for number in tokens.tolist()], np.int64)[back]
        return found

    def _evident(self, documents: Column, found: Column) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """For each document how many characters lie in at least one of the spans."""
        selected = joined(of_keys(self.tables[self.selector], once(keys(found))), found)
        selectors, owners = keys(selected), values(selected)
        start, end = (self._numbers_of(prop, selectors) for prop in self._ends)
        place = np.searchsorted(documents, owners).astype(np.int64)
        # Each document gets a stretch of its own on one long line, so that all are gone along at once.
        room = int(end.max(initial=0)) + 1
        start, end = start + place * room, end + place * room
        order = np.argsort(start, kind="stable")
        start, end, place = start[order], end[order], place[order]
        reached = np.concatenate([[0], np.maximum.accumulate(end)[:-1]]) if len(end) else end
        new = np.maximum(end - np.maximum(start, reached), 0)
        return np.bincount(place, new, len(documents)).astype(np.int64)


def _counted(documents: Column, owners: Column, count: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.bincount(np.searchsorted(documents, owners), minlength=count).astype(np.int64)


def _whole(token: str) -> int:
    """The number that a literal writes; 0 for what is no whole number, which no shape lets pass."""
    text = token[1 : token.rfind('"')]
    return int(text) if text.isdecimal() else 0
