"""How many of the members of a class have what is expected of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import rdflib

from munigraph.columns.arrays import Column, Mask, among, has_key, keys, of_keys, once, values
from munigraph.columns.tables import Relation, Tables

from .expectations import Expectation
from .state import State

_FEW = 64
"""How many times fewer things than pairs there must be for it to be worth looking at theirs alone."""


@dataclass(frozen=True, slots=True)
class Count:
    """Of so many members of the class, so many have the property: as stated, or with what follows."""

    members: int
    stated: int
    known: int

    def plus(self, other: Count, sign: int = 1) -> Count:
        return Count(
            self.members + sign * other.members,
            self.stated + sign * other.stated,
            self.known + sign * other.known,
        )


@dataclass(frozen=True, slots=True)
class Completeness:
    """The count of each expectation."""

    counts: Mapping[Expectation, Count]

    @classmethod
    def of(cls, state: State, wanted: Iterable[Expectation]) -> Completeness:
        wanted, look = tuple(wanted), _Look(state)
        classes = {each.class_ for each in wanted}
        members = {name: state.stated.instances(rdflib.URIRef(name)) for name in classes}
        return cls({each: look.count(each, members[each.class_]) for each in wanted})

    def revised(self, before: State, after: State, touched: Column) -> Completeness:
        """The counts after a change, which can only matter to the things it touches."""
        counts = dict(self.counts)
        classes = {each.class_ for each in counts}
        for sign, state in ((-1, before), (1, after)):
            look = _Look(state)
            members = {
                name: touched[state.stated.are_instances(touched, rdflib.URIRef(name))] for name in classes
            }
            for each, count in counts.items():
                some = members[each.class_]
                counts[each] = count.plus(look.count(each, some), sign) if len(some) else count
        return Completeness(counts)


class _Look:
    """Looks at some things of one state of the data."""

    def __init__(self, state: State) -> None:
        self._layers = (state.facts, state.inferred)
        self._speakers: dict[tuple[Relation, str, int], Column] = {}

    def count(self, wanted: Expectation, members: Column) -> Count:
        stated, inferred = (self._have(layer, wanted, members) for layer in range(2))
        return Count(len(members), int(np.count_nonzero(stated)), int(np.count_nonzero(stated | inferred)))

    def _have(self, layer: int, wanted: Expectation, things: Column) -> Mask:
        """For each of some things whether it has what is wanted."""
        tables = self._layers[layer]
        relation = tables.property(f"<{wanted.prop}>")
        column = tables[relation]
        if not len(column) or not len(things):
            return np.zeros(len(things), bool)
        if wanted.inverse:
            return has_key(tables.reversed(relation), things)
        if not wanted.language:
            return has_key(column, things)
        if len(things) * _FEW < len(column):
            return among(things, _speaking(tables, of_keys(column, things), wanted.language))
        known = (relation, wanted.language, layer)
        if known not in self._speakers:
            self._speakers[known] = _speaking(tables, column, wanted.language)
        return among(things, self._speakers[known])


def _speaking(tables: Tables, column: Column, language: str) -> Column:
    """The subjects of pairs whose value is in a language."""
    return once(keys(column[tables.terms.in_language(language)[values(column).astype(np.intp)]]))
