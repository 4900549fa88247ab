"""What was written by curators and what was drafted by programs, and how drafts fared."""

from __future__ import annotations

from collections import Counter

import numpy as np

from munigraph.columns.arrays import (
    Column,
    among,
    has_key,
    joined,
    keys,
    of_keys,
    once,
    pairs,
    unique,
    values,
)
from munigraph.names import ONTOLOGY, PREFIXES

from .coverage import Evidence

Made = tuple[str, str]
"""The IRI of how it was made, and `true` or `false` where a program has checked its draft."""


class Curation:
    """Tells how things with evidence were made: as they say themselves, or as the records do they are in."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._tables = tables = evidence.tables
        self._made = tables.property(f"<{ONTOLOGY}curation>")
        self._verified = tables.property(f"<{ONTOLOGY}verified>")
        self._source = tables.property(f"<{PREFIXES['prov']}wasDerivedFrom>")

    def records(self) -> Counter[Made]:
        """How many records were made in which way."""
        records = self._records()
        return self._told(values(records))

    def things(self, things: Column) -> Counter[Made]:
        """How many of some things with evidence were made in which way.

        A thing in several records that were made in several ways counts for each of them.
        """
        tables = self._tables
        own = of_keys(tables[self._made], things)
        others = things[~has_key(tables[self._made], things)]
        spans = of_keys(tables[self._evidence.evidence], others)
        spans = np.sort(pairs(values(spans), keys(spans)))
        documents = joined(of_keys(tables[self._evidence.document], once(keys(spans))), spans)
        by_document = joined(self._records(), np.sort(documents))
        made = unique(np.concatenate([own, np.sort(pairs(values(by_document), keys(by_document)))]))
        checked = of_keys(tables[self._verified], once(keys(made)))
        unchecked = made[~has_key(checked, keys(made))]
        told = self._told(values(unchecked))
        names = tables.terms.names
        for number in np.unique(values(checked)).tolist():
            some = made[among(keys(made), once(keys(checked[values(checked) == number])))]
            outcome = names[number].partition('"^^')[0].strip('"')
            told += self._told(values(some), outcome)
        return told

    def _records(self) -> Column:
        """Pairs of document and the way its record was made."""
        tables = self._tables
        made = tables[self._made]
        found = joined(of_keys(tables[self._source], once(keys(made))), made)
        return unique(found)

    def _told(self, made: Column, outcome: str = "") -> Counter[Made]:
        names = self._tables.terms.names
        different, counts = np.unique(made, return_counts=True)
        ways = ((names[number][1:-1], outcome) for number in different.tolist())
        return Counter(dict(zip(ways, counts.tolist(), strict=True)))
