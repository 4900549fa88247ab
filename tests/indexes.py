"""What is in the search index of a release, for comparison: bytes and numbers depend on how it came about."""

from __future__ import annotations

from contextlib import closing
from typing import NamedTuple

from munigraph.release import Release
from munigraph.search.entries import standing_at
from munigraph.search.lookup import opened


class Indexed(NamedTuple):
    things: set[tuple[str, int, tuple[str, ...], str]]
    """IRI, standing, kinds, names."""
    kinds: dict[str, int]
    words: dict[str, int]
    grams: set[tuple[str, int, str]]
    postings: set[tuple[str, str]]
    """The words and the IRIs of things they lead to; tokens of kinds are left out, for they are numbers."""


def indexed(release: Release) -> Indexed:
    with closing(opened(release.index)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, entry, instance)")
        kinds = dict(connection.execute("SELECT number, iri FROM kind").fetchall())
        rows = connection.execute("SELECT id, iri, kinds, names FROM thing").fetchall()
        iris = {place: iri for place, iri, _, _ in rows}
        return Indexed(
            things={
                (iri, standing_at(place), tuple(kinds[int(number)] for number in numbers.split()), names)
                for place, iri, numbers, names in rows
            },
            kinds=dict(connection.execute("SELECT iri, things FROM kind WHERE things > 0").fetchall()),
            words=dict(connection.execute("SELECT word, things FROM word").fetchall()),
            grams=set(connection.execute("SELECT gram, length, word FROM gram").fetchall()),
            postings={
                (term, iris[place])
                for term, place in connection.execute("SELECT term, doc FROM terms")
                if not term.startswith("\ue001")
            },
        )
