"""What is known about individuals: for each class its members, for each property its pairs."""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterable, Iterator
from itertools import islice
from typing import Literal, NamedTuple

import numpy as np
import pyoxigraph as ox

from munigraph.names import PREFIXES

from .arrays import NOTHING, Column, Mask, exchanged, once, reversed_

Token = str
"""A term as N-Triples writes it."""

Statement = tuple[Token, Token, Token]

TYPE: Token = f"<{PREFIXES['rdf']}type>"

Kind = Literal["members", "pairs"]


class Relation(NamedTuple):
    """The members of a class or the pairs of a property, by the number of its name."""

    kind: Kind
    name: int


class Terms:
    """Terms and their numbers."""

    def __init__(self) -> None:
        self._numbers: dict[Token, int] = {}
        self._names: list[Token] = []
        self._literals: Mask = np.empty(0, bool)
        self._languages: dict[str, Mask] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, token: Token) -> int:
        """The number of a term, given to it now if it had none."""
        return self._numbers.setdefault(token, len(self._numbers))

    def known(self, token: Token) -> int | None:
        return self._numbers.get(token)

    @property
    def names(self) -> list[Token]:
        """All terms, in the order of their numbers."""
        if len(self._names) != len(self._numbers):
            self._names.extend(islice(self._numbers, len(self._names), None))
        return self._names

    def are_literals(self) -> Mask:
        """For each number whether it is that of a literal."""
        new = self.names[len(self._literals) :]
        if new:
            found = np.fromiter((name[0] == '"' for name in new), bool, len(new))
            self._literals = np.concatenate([self._literals, found])
        return self._literals

    def in_language(self, tag: str) -> Mask:
        """For each number whether it is that of a text in a language, or in a variety of it."""
        known = self._languages.get(tag, np.empty(0, bool))
        new = self.names[len(known) :]
        if new:
            found = np.fromiter((_is_in(name, tag) for name in new), bool, len(new))
            known = self._languages[tag] = np.concatenate([known, found])
        return known


def _is_in(name: Token, tag: str) -> bool:
    if name[0] != '"' or name[-1] in '">':
        return False
    found = name.rpartition("@")[2]
    return found == tag or found.startswith(f"{tag}-")


class Tables:
    """Relations as columns; a relation nobody knows anything of is empty."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.columns: dict[Relation, Column] = {}
        self.leader: Column | None = None
        """For each number the one that stands for the same thing; None while all things are different."""
        self._reversed: dict[Relation, Column] = {}

    def __getitem__(self, relation: Relation) -> Column:
        return self.columns.get(relation, NOTHING)

    def __setitem__(self, relation: Relation, column: Column) -> None:
        self.columns[relation] = column
        self._reversed.pop(relation, None)

    def copy(self) -> Tables:
        """Tables of their own that begin as these are; no column is copied, for none is ever changed."""
        copied = Tables(self.terms)
        copied.columns.update(self.columns)
        copied.leader = self.leader
        copied._reversed.update(self._reversed)
        return copied

    def revise(self, relation: Relation, gone: Column, come: Column) -> None:
        """Take away what is there, and add what is not."""
        self.columns[relation] = exchanged(self[relation], gone, come)
        turned = self._reversed.get(relation)
        if turned is not None:
            self._reversed[relation] = exchanged(turned, reversed_(gone), reversed_(come))

    def reversed(self, relation: Relation) -> Column:
        """The pairs of a property from value to subject."""
        found = self._reversed.get(relation)
        if found is None:
            found = self._reversed[relation] = reversed_(self[relation])
        return found

    def led(self, number: int) -> int:
        """The number that stands for the same thing in these tables."""
        return int(self.leader[number]) if self.leader is not None and number < len(self.leader) else number

    def members(self, class_: Token) -> Relation:
        return Relation("members", self.terms.number(class_))

    def property(self, name: Token) -> Relation:
        return Relation("pairs", self.terms.number(name))

    def __len__(self) -> int:
        return sum(map(len, self.columns.values()))


def gathered(
    terms: Terms, statements: Iterable[Statement], only: Container[Token] | None = None
) -> Iterator[tuple[Relation, Column]]:
    """What statements say of each relation, sorted, with repetitions; with `only`, of these names alone."""
    number = terms.number
    found: dict[Relation, array[int]] = {}
    relations: dict[Token, Relation | None] = {}
    for subject, predicate, value in statements:
        kind: Kind = "members" if predicate == TYPE else "pairs"
        name = value if kind == "members" else predicate
        key = f"{kind}{name}"
        if key in relations:
            relation = relations[key]
        else:
            relation = None if only is not None and name not in only else Relation(kind, number(name))
            relations[key] = relation
        if relation is None:
            continue
        column = found.get(relation)
        if column is None:
            column = found[relation] = array("Q")
        column.append(number(subject) if kind == "members" else number(subject) << 32 | number(value))
    for relation in list(found):
        yield relation, np.sort(np.frombuffer(found.pop(relation), np.uint64))


def read(terms: Terms, statements: Iterable[Statement], only: Container[Token] | None = None) -> Tables:
    """Tables of statements; with `only`, of these properties and classes alone."""
    tables = Tables(terms)
    for relation, column in gathered(terms, statements, only):
        tables[relation] = once(column)
    return tables


def statement(line: str) -> Statement:
    """The triple of a line of N-Quads with a graph."""
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest[: rest.rindex(" ", 0, -2)]


def tokens(quads: Iterable[ox.Quad]) -> Iterator[Statement]:
    """The triples of some quads, as statements."""
    return ((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads)


def parsed(some: Iterable[Statement]) -> Iterator[ox.Triple]:
    """Statements as triples."""
    lines = "".join(f"{' '.join(statement)} .\n" for statement in some)
    for quad in ox.parse(lines.encode(), ox.RdfFormat.N_TRIPLES):
        yield quad.triple


def statements(
    tables: Tables, only: Container[Token] | None = None, types: bool = True
) -> Iterator[Statement]:
    """What the tables hold, as statements; with `only`, of these properties alone, `types` apart."""
    names = tables.terms.names
    for relation, column in tables.columns.items():
        name = names[relation.name]
        if relation.kind == "members":
            for member in column.tolist() if types else ():
                yield names[member], TYPE, name
        elif only is None or name in only:
            for pair in column.tolist():
                yield names[pair >> 32], name, names[pair & 0xFFFFFFFF]
