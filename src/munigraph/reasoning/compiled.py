"""Axioms as rules over columns, each named as in the W3C's tables (OWL 2 Profiles §4.3).

A rule has bodies (relations it reads) and a head (the relation it adds to). It is
fired with what is new in one of its bodies, and joins that with all that is known of
the others, which is what makes the rounds of the fixpoint semi-naive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from munigraph.columns.arrays import (
    NOTHING,
    Column,
    among,
    joined,
    keys,
    pairs,
    reversed_,
    spans,
    spread,
    swapped,
    values,
    values_of,
)
from munigraph.columns.tables import Relation, Tables, Token

from .terminology import THING, Terminology, owl, rdfs


@dataclass(frozen=True, slots=True)
class Derivation:
    """A rule with one body: what is new in it is carried over to the head."""

    name: str
    body: Relation
    head: Relation

    @property
    def bodies(self) -> tuple[Relation, ...]:
        return (self.body,)

    def fire(self, tables: Tables, body: Relation, new: Column) -> Column:
        """What follows from what is new in a body; unsorted, with repetitions."""
        return new


class Inversion(Derivation):
    """Pairs turned round."""

    def fire(self, tables: Tables, body: Relation, new: Column) -> Column:
        return swapped(new)


class Domain(Derivation):
    """The subjects of pairs."""

    def fire(self, tables: Tables, body: Relation, new: Column) -> Column:
        return keys(new)


class Range(Derivation):
    """The values of pairs."""

    def fire(self, tables: Tables, body: Relation, new: Column) -> Column:
        return values(new)


@dataclass(frozen=True, slots=True)
class Chain(Derivation):
    """Pairs of one property followed by those of another."""

    second: Relation

    @property
    def bodies(self) -> tuple[Relation, ...]:
        return (self.body, self.second)

    def fire(self, tables: Tables, body: Relation, new: Column) -> Column:
        found = []
        if body == self.body:
            found.append(joined(reversed_(new), tables[self.second]))
        if body == self.second:
            found.append(joined(tables.reversed(self.body), new))
        return np.concatenate(found)


@dataclass(frozen=True, slots=True)
class SomeValue(Derivation):
    """Subjects of pairs whose value is in a class."""

    filler: Relation

    @property
    def bodies(self) -> tuple[Relation, ...]:
        return (self.body, self.filler)

    def fire(self, tables: Tables, body: Relation, new: Column) -> Column:
        if body == self.body:
            return keys(new[among(values(new), tables[self.filler])])
        return values_of(tables.reversed(self.body), new)


@dataclass(frozen=True, slots=True)
class AllValues(Derivation):
    """Values of pairs whose subject is in a class."""

    holders: Relation

    @property
    def bodies(self) -> tuple[Relation, ...]:
        return (self.body, self.holders)

    def fire(self, tables: Tables, body: Relation, new: Column) -> Column:
        if body == self.body:
            return values(new[among(keys(new), tables[self.holders])])
        return values_of(tables[self.body], new)


@dataclass(frozen=True, slots=True)
class GivesValue(Derivation):
    """Members of a class have a value."""

    value: int

    def fire(self, tables: Tables, body: Relation, new: Column) -> Column:
        return pairs(new, np.full(len(new), tables.led(self.value), np.uint64))


@dataclass(frozen=True, slots=True)
class HasValue(Derivation):
    """What has a value is a member of a class."""

    value: int

    def fire(self, tables: Tables, body: Relation, new: Column) -> Column:
        return keys(new[values(new) == np.uint64(tables.led(self.value))])


@dataclass(frozen=True, slots=True)
class Intersection(Derivation):
    """Members of several classes at once; `body` is the first of them."""

    others: tuple[Relation, ...]

    @property
    def bodies(self) -> tuple[Relation, ...]:
        return (self.body, *self.others)

    def fire(self, tables: Tables, body: Relation, new: Column) -> Column:
        for other in self.bodies:
            if other != body:
                new = new[among(new, tables[other])]
        return new


@dataclass(frozen=True, slots=True)
class OnlyValue:
    """A subject's values (or a value's subjects) are all the same thing."""

    name: str
    of: Relation
    of_subjects: bool = False
    holders: Relation | None = None
    """Only for members of this class."""
    filler: Relation | None = None
    """Only values in this class."""

    @property
    def bodies(self) -> tuple[Relation, ...]:
        return tuple(each for each in (self.of, self.holders, self.filler) if each is not None)

    def same(self, tables: Tables) -> Column:
        """Pairs of numbers that stand for the same thing."""
        column = tables.reversed(self.of) if self.of_subjects else tables[self.of]
        if self.holders is not None:
            column = column[among(keys(column), tables[self.holders])]
        if self.filler is not None:
            column = column[among(values(column), tables[self.filler])]
        again = np.flatnonzero(keys(column)[1:] == keys(column)[:-1])
        return pairs(values(column[again]), values(column[again + 1]))


@dataclass(frozen=True, slots=True)
class Key:
    """Members of a class with the same values of all key properties are the same thing."""

    name: str
    holders: Relation
    properties: tuple[Relation, ...]

    @property
    def bodies(self) -> tuple[Relation, ...]:
        return (self.holders, *self.properties)

    def same(self, tables: Tables) -> Column:
        """Pairs of numbers that stand for the same thing."""
        rows = tables[self.holders]
        columns: list[Column] = []
        for name in self.properties:
            rows, *columns = _extended([rows, *columns], tables[name])
        if not len(rows):
            return NOTHING
        order = np.lexsort((rows, *columns))
        equal = np.ones(len(rows) - 1, bool)
        for column in columns:
            equal &= column[order][1:] == column[order][:-1]
        again = np.flatnonzero(equal)
        return pairs(rows[order][again], rows[order][again + 1])


def _extended(columns: list[Column], more: Column) -> list[Column]:
    """Rows with one more column: each repeated for each value of what stands in its first."""
    owner, place = spread(*spans(more, columns[0]))
    return [*(column[owner] for column in columns), values(more[place])]


Equality = OnlyValue | Key


@dataclass(frozen=True, slots=True)
class Program:
    """All rules of an ontology."""

    derivations: tuple[Derivation, ...]
    equalities: tuple[Equality, ...]
    given: tuple[tuple[Relation, int], ...]
    """Members that classes have by their own definition (cls-oo)."""

    @property
    def relations(self) -> frozenset[Relation]:
        """All relations that a rule reads or adds to."""
        rules = (*self.derivations, *self.equalities)
        read = {body for rule in rules for body in rule.bodies}
        return frozenset(read | {rule.head for rule in self.derivations} | {each for each, _ in self.given})


def compile_(terminology: Terminology, tables: Tables) -> Program:
    """The rules that the axioms amount to."""
    derivations = dict.fromkeys(_derivations(terminology, tables))
    return Program(
        tuple(rule for rule in derivations if not _is_trivial(rule, tables)),
        tuple(dict.fromkeys(_equalities(terminology, tables))),
        tuple(
            (tables.members(class_), tables.terms.number(member))
            for class_, members in terminology.lists("oneOf")
            for member in members
        ),
    )


def _is_trivial(rule: Derivation, tables: Tables) -> bool:
    """Everything is a Thing, and a class or property is below itself."""
    return rule.head == tables.members(THING) or (type(rule) is Derivation and rule.body == rule.head)


def _derivations(axioms: Terminology, tables: Tables) -> Iterator[Derivation]:
    members, prop = tables.members, tables.property
    for lower, upper in axioms.pairs(rdfs("subClassOf")):
        yield Derivation("cax-sco", members(lower), members(upper))
    for one, other in axioms.pairs(rdfs("subPropertyOf")):
        yield Derivation("prp-spo1", prop(one), prop(other))
    for name, class_ in axioms.pairs(rdfs("domain")):
        yield Domain("prp-dom", prop(name), members(class_))
    for name, class_ in axioms.pairs(rdfs("range")):
        yield Range("prp-rng", prop(name), members(class_))
    yield from _of_pairs(axioms, tables)
    yield from _of_restrictions(axioms, tables)
    for class_, parts in axioms.lists("intersectionOf"):
        first, *others = dict.fromkeys(map(members, parts))
        yield Intersection("cls-int1", first, members(class_), tuple(others))
        for part in parts:
            yield Derivation("cls-int2", members(class_), members(part))
    for class_, parts in axioms.lists("unionOf"):
        for part in parts:
            yield Derivation("cls-uni", members(part), members(class_))


def _of_pairs(axioms: Terminology, tables: Tables) -> Iterator[Derivation]:
    """Rules from properties to properties."""
    prop = tables.property
    for one, other in axioms.pairs(owl("inverseOf")):
        yield Inversion("prp-inv1", prop(one), prop(other))
        yield Inversion("prp-inv2", prop(other), prop(one))
    for name in axioms.of_type("SymmetricProperty"):
        yield Inversion("prp-symp", prop(name), prop(name))
    for name in axioms.of_type("TransitiveProperty"):
        yield Chain("prp-trp", prop(name), prop(name), prop(name))
    for name, links in axioms.lists("propertyChainAxiom"):
        if len(links) == 1:
            yield Derivation("prp-spo2", prop(links[0]), prop(name))
            continue
        reached = prop(links[0])
        for number, link in enumerate(links[1:], start=1):
            whole = number == len(links) - 1
            head = prop(name if whole else auxiliary(links[: number + 1]))
            yield Chain("prp-spo2", reached, head, prop(link))
            reached = head


def auxiliary(links: list[Token]) -> Token:
    """The name of the beginning of a chain, which is nobody else's."""
    return f"chain {' '.join(links)}"


def _of_restrictions(axioms: Terminology, tables: Tables) -> Iterator[Derivation]:
    members, prop, number = tables.members, tables.property, tables.terms.number
    for class_, name, filler in axioms.restrictions("someValuesFrom"):
        if filler == THING:
            yield Domain("cls-svf2", prop(name), members(class_))
        else:
            yield SomeValue("cls-svf1", prop(name), members(class_), members(filler))
    for class_, name, filler in axioms.restrictions("allValuesFrom"):
        yield AllValues("cls-avf", prop(name), members(filler), members(class_))
    for class_, name, value in axioms.restrictions("hasValue"):
        yield GivesValue("cls-hv1", members(class_), prop(name), number(value))
        yield HasValue("cls-hv2", prop(name), members(class_), number(value))


def _equalities(axioms: Terminology, tables: Tables) -> Iterator[Equality]:
    members, prop = tables.members, tables.property
    for name in axioms.of_type("FunctionalProperty"):
        yield OnlyValue("prp-fp", prop(name))
    for name in axioms.of_type("InverseFunctionalProperty"):
        yield OnlyValue("prp-ifp", prop(name), of_subjects=True)
    for class_, name, _ in axioms.cardinalities("maxCardinality", 1):
        yield OnlyValue("cls-maxc2", prop(name), holders=members(class_))
    for class_, name, filler in axioms.cardinalities("maxQualifiedCardinality", 1):
        kind = None if filler == THING else members(filler)
        yield OnlyValue("cls-maxqc3" if kind else "cls-maxqc4", prop(name), False, members(class_), kind)
    for class_, names in axioms.lists("hasKey"):
        yield Key("prp-key", members(class_), tuple(map(prop, names)))
