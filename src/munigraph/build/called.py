"""What things are called, what they are and how often they are spoken of, out of the columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from munigraph.columns.arrays import NOTHING, Column, among, keys, of_keys, unique, values, values_of, without
from munigraph.columns.bags import Delta
from munigraph.columns.tables import Relation, Tables, Token
from munigraph.search.entries import MOST_STANDING, home, place
from munigraph.search.naming import naming

_AT_ONCE = 20_000
"""So many things are looked up together."""

Mentions = NDArray[np.int32]


class Called(NamedTuple):
    """One thing as the columns have it."""

    iri: str
    standing: int
    kinds: tuple[str, ...]
    names: list[tuple[Token, str]]
    """Literals as N-Triples writes them, each with the role it plays."""


class Telling(NamedTuple):
    """The relations that tell what things are called."""

    roles: dict[Relation, str]
    """Properties whose values are names, with the role each plays."""
    through: tuple[Relation, ...]
    """Properties that lead to a node with a code of the thing."""

    @classmethod
    def of(cls, tables: Tables) -> Telling:
        """These properties have numbers from now on, whether anything is said with them or not."""
        roles = {tables.property(f"<{iri}>"): role.value for iri, role in naming().roles.items()}
        return cls(roles, tuple(tables.property(f"<{iri}>") for iri in naming().through))


@dataclass(frozen=True)
class Register:
    """All names of a release, asserted and not inferred."""

    facts: Tables
    others: Tables
    """What files do not state: ontology, examples, provenance."""
    telling: Telling
    mentions: Mentions
    """For each number how many facts point at the term or, of classes and properties, use it."""

    @classmethod
    def of(cls, facts: Tables, others: Tables) -> Register:
        telling = Telling.of(facts)
        mentions = np.zeros(len(facts.terms), np.int32)
        for relation, column in facts.columns.items():
            _count(mentions, relation, column, 1)
        return cls(facts, others, telling, mentions)

    def revised(self, facts: Tables, others: Tables, change: Delta, retold: Delta) -> tuple[Register, Column]:
        """The register after a change, and the things that may not be in it as they were."""
        mentions = np.zeros(len(facts.terms), np.int32)
        mentions[: len(self.mentions)] = self.mentions
        for sign, columns in ((-1, change.gone), (1, change.come)):
            for relation, column in columns.items():
                _count(mentions, relation, column, sign)
        later = Register(facts, others, self.telling, mentions)
        spoken_of = unique(np.concatenate([NOTHING, *_spoken_of(change)]))
        before = spoken_of[spoken_of < len(self.mentions)]
        risen = before[_bits(self.mentions[before]) != _bits(mentions[before])]
        renamed = [number for delta in (change, retold) for number in later._renamed(self, delta)]
        return later, unique(np.concatenate([risen, *renamed]))

    def things(self) -> list[int]:
        """The numbers of all things that have names, in the order of their places."""
        named = [keys(tables[relation]) for tables in self._tables for relation in self.telling.roles]
        owners = [keys(tables[relation]) for tables in self._tables for relation in self.telling.through]
        numbers = self._iris(unique(np.concatenate([*named, *owners])))
        names, standing = self.facts.terms.names, self._standing(numbers).tolist()
        places = [
            place(high, home(names[number][1:-1]))
            for number, high in zip(numbers.tolist(), standing, strict=True)
        ]
        return [int(numbers[at]) for at in np.argsort(np.array(places, np.int64), kind="stable")]

    def called(self, numbers: list[int]) -> Iterator[Called]:
        """Those of some things that have names, in the order given."""
        terms = self.facts.terms.names
        for begin in range(0, len(numbers), _AT_ONCE):
            some = numbers[begin : begin + _AT_ONCE]
            sought = self._iris(unique(np.array(some, np.uint64)))
            names, kinds = self._names_of(sought), self._kinds_of(sought)
            standing = dict(zip(sought.tolist(), self._standing(sought).tolist(), strict=True))
            for number in some:
                if number in names:
                    shown = naming().kinds(kinds[number])
                    yield Called(terms[number][1:-1], standing[number], shown, names[number])

    def _iris(self, numbers: Column) -> Column:
        """Those that are IRIs, and not of nodes that only hold a code of something else."""
        free = without(numbers, self._holders)
        names = self.facts.terms.names
        return np.array([number for number in free.tolist() if names[number][0] == "<"], np.uint64)

    def _names_of(self, sought: Column) -> dict[int, list[tuple[Token, str]]]:
        terms = self.facts.terms.names
        found: dict[int, list[tuple[Token, str]]] = defaultdict(list)
        for tables in self._tables:
            for relation, role in self.telling.roles.items():
                for pair in of_keys(tables[relation], sought).tolist():
                    found[pair >> 32].append((terms[pair & 0xFFFFFFFF], role))
            for link in self.telling.through:
                links = of_keys(tables[link], sought)
                codes = self._codes_of(unique(values(links)))
                for pair in links.tolist():
                    found[pair >> 32] += codes.get(pair & 0xFFFFFFFF, ())
        return {number: names for number, names in found.items() if names}

    def _codes_of(self, nodes: Column) -> dict[int, list[tuple[Token, str]]]:
        terms = self.facts.terms.names
        found: dict[int, list[tuple[Token, str]]] = defaultdict(list)
        for tables in self._tables:
            for relation, role in self.telling.roles.items():
                if role == "code":
                    for pair in of_keys(tables[relation], nodes).tolist():
                        found[pair >> 32].append((terms[pair & 0xFFFFFFFF], role))
        return found

    def _kinds_of(self, sought: Column) -> dict[int, set[str]]:
        terms = self.facts.terms.names
        found: dict[int, set[str]] = defaultdict(set)
        for tables in self._tables:
            for relation, column in tables.columns.items():
                if relation.kind == "members" and terms[relation.name][0] == "<":
                    for number in sought[among(sought, column)].tolist():
                        found[number].add(terms[relation.name][1:-1])
        return found

    def _standing(self, numbers: Column) -> NDArray[np.int64]:
        terms, weights = self.facts.terms.names, np.zeros(len(numbers), np.int64)
        for tables in self._tables:
            for relation, column in tables.columns.items():
                if relation.kind == "members" and terms[relation.name][0] == "<":
                    weight = naming().weight(terms[relation.name][1:-1])
                    np.maximum(weights, weight * among(numbers, column), out=weights)
        return np.asarray(np.minimum(weights + _bits(self.mentions[numbers]), MOST_STANDING))

    def _renamed(self, former: Register, delta: Delta) -> Iterator[Column]:
        """Things whose names or kinds a change is about."""
        codes = []
        for columns in delta:
            for relation, column in columns.items():
                if relation.kind == "members":
                    yield column
                elif relation in self.telling.roles or relation in self.telling.through:
                    yield keys(column)
                    codes.append(keys(column))
                if relation in self.telling.through:
                    yield unique(values(column))
        nodes = unique(np.concatenate([NOTHING, *codes]))
        for register in (former, self):
            for tables in register._tables:
                for link in self.telling.through:
                    yield values_of(tables.reversed(link), nodes)

    @cached_property
    def _holders(self) -> Column:
        """Nodes that hold a code of something."""
        found = [values(tables[relation]) for tables in self._tables for relation in self.telling.through]
        return unique(np.concatenate(found))

    @property
    def _tables(self) -> tuple[Tables, Tables]:
        return self.facts, self.others


def _count(mentions: Mentions, relation: Relation, column: Column, sign: int) -> None:
    mentions[relation.name] += sign * len(column)
    if relation.kind == "pairs":
        np.add.at(mentions, values(column), sign)


def _spoken_of(delta: Delta) -> Iterator[Column]:
    for columns in delta:
        for relation, column in columns.items():
            yield np.array([relation.name], np.uint64)
            if relation.kind == "pairs":
                yield values(column)


def _bits(numbers: NDArray[np.int32]) -> NDArray[np.int64]:
    """How many binary digits each number has."""
    return np.frexp(numbers.astype(np.float64))[1].astype(np.int64)
