"""Contradictions: facts that an axiom says cannot stand together (the rules that derive `false`)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from munigraph.columns.arrays import Column, among, keys, pairs, swapped, values
from munigraph.columns.tables import TYPE, Relation, Statement, Tables, Token

from .fixpoint import Fixpoint
from .terminology import NOTHING, SAME, THING, Terminology, owl


@dataclass(frozen=True, slots=True)
class Clash:
    """One contradiction: the rule that finds it by its W3C name, the axiom, and the facts that clash."""

    name: str
    axiom: Statement
    facts: tuple[Statement, ...]

    @property
    def title(self) -> str:
        return _titles()[self.name]


@cache
def _titles() -> dict[str, str]:
    text = (resources.files(__package__) / "clashes.tsv").read_text(encoding="utf-8")
    return {row["name"]: row["title"] for row in csv.DictReader(text.splitlines(), dialect="excel-tab")}


def names() -> frozenset[str]:
    """The names of all rules that find contradictions."""
    return frozenset(_titles())


def contradictions(axioms: Terminology, reached: Fixpoint) -> Iterator[Clash]:
    """All contradictions in a fixpoint; what has several names goes by one of them."""
    search = _Search(axioms, reached.tables)
    yield from search.of_classes()
    yield from search.of_properties()
    yield from search.of_restrictions()
    yield from search.of_individuals()
    yield from search.of_values(reached)


def relations(axioms: Terminology, tables: Tables) -> Iterator[Relation]:
    """What has to be read to find contradictions, beside what rules read."""
    for one, other, _, _ in (*_classes_apart(axioms), *_complements(axioms)):
        yield from (tables.members(one), tables.members(other))
    for one, other, _, _ in _properties_apart(axioms):
        yield from (tables.property(one), tables.property(other))
    for kind in ("IrreflexiveProperty", "AsymmetricProperty"):
        yield from map(tables.property, axioms.of_type(kind))
    for filler in ("maxCardinality", "maxQualifiedCardinality"):
        for class_, prop, kind in axioms.cardinalities(filler, 0):
            yield from (tables.members(class_), tables.property(prop), tables.members(kind))
    for denied, _ in axioms.negative_assertions():
        yield tables.property(denied[1])
    yield tables.members(NOTHING)


Apart = tuple[Token, Token, str, Statement]


def _classes_apart(axioms: Terminology) -> Iterator[Apart]:
    for one, other, axiom in axioms.apart("disjointWith", "AllDisjointClasses"):
        yield one, other, "cax-dw" if axiom[1] == owl("disjointWith") else "cax-adc", axiom


def _complements(axioms: Terminology) -> Iterator[Apart]:
    for one, other in axioms.pairs(owl("complementOf")):
        yield one, other, "cls-com", (one, owl("complementOf"), other)


def _properties_apart(axioms: Terminology) -> Iterator[Apart]:
    for one, other, axiom in axioms.apart("propertyDisjointWith", "AllDisjointProperties"):
        yield one, other, "prp-pdw" if axiom[1] == owl("propertyDisjointWith") else "prp-adp", axiom


class _Search:
    """Looks for contradictions in tables."""

    def __init__(self, axioms: Terminology, tables: Tables) -> None:
        self.axioms = axioms
        self.tables = tables
        self.names = tables.terms.names

    def of_classes(self) -> Iterator[Clash]:
        for one, other, name, axiom in (*_classes_apart(self.axioms), *_complements(self.axioms)):
            left, right = self._members(one), self._members(other)
            for member in self._named(left[among(left, right)]):
                yield Clash(name, axiom, ((member, TYPE, one), (member, TYPE, other)))
        for member in self._named(self._members(NOTHING)):
            yield Clash("cls-nothing2", (NOTHING, TYPE, owl("Class")), ((member, TYPE, NOTHING),))

    def of_properties(self) -> Iterator[Clash]:
        for prop in self.axioms.of_type("IrreflexiveProperty"):
            column = self._pairs(prop)
            for subject, value in self._both(column[keys(column) == values(column)]):
                yield Clash("prp-irp", (prop, TYPE, owl("IrreflexiveProperty")), ((subject, prop, value),))
        for prop in self.axioms.of_type("AsymmetricProperty"):
            column = self._pairs(prop)
            for subject, value in self._both(column[among(swapped(column), column)]):
                facts = ((subject, prop, value), (value, prop, subject))
                yield Clash("prp-asyp", (prop, TYPE, owl("AsymmetricProperty")), facts)
        for one, other, name, axiom in _properties_apart(self.axioms):
            left, right = self._pairs(one), self._pairs(other)
            for subject, value in self._both(left[among(left, right)]):
                yield Clash(name, axiom, ((subject, one, value), (subject, other, value)))

    def of_restrictions(self) -> Iterator[Clash]:
        for filler, name in (("maxCardinality", "cls-maxc1"), ("maxQualifiedCardinality", "cls-maxqc1")):
            for class_, prop, kind in self.axioms.cardinalities(filler, 0):
                column = self._pairs(prop)
                column = column[among(keys(column), self._members(class_))]
                if kind != THING:
                    column = column[among(values(column), self._members(kind))]
                axiom = (class_, owl("onProperty"), prop)
                found = "cls-maxqc2" if filler == "maxQualifiedCardinality" and kind == THING else name
                for subject, value in self._both(column):
                    yield Clash(found, axiom, ((subject, TYPE, class_), (subject, prop, value)))

    def of_individuals(self) -> Iterator[Clash]:
        for one, other, axiom in self.axioms.apart("differentFrom", "AllDifferent"):
            if self._same(one, other):
                by = {owl("differentFrom"): "eq-diff1", owl("members"): "eq-diff2"}
                yield Clash(by.get(axiom[1], "eq-diff3"), axiom, ((one, SAME, other),))
        for denied, axiom in self.axioms.negative_assertions():
            source, prop, target = denied
            wanted = pairs(self._led(source), self._led(target))
            if among(wanted, self._pairs(prop)).any():
                yield Clash("prp-npa2" if target.startswith('"') else "prp-npa1", axiom, (denied,))

    def of_values(self, reached: Fixpoint) -> Iterator[Clash]:
        """Values that a rule says are the same; literals are what they are."""
        for rule, column in reached.clashing:
            prop = self.names[rule.bodies[-1 if rule.name == "prp-key" else 0].name] if rule else SAME
            axiom = (prop, TYPE, owl("FunctionalProperty"))
            for one, other in self._both(column):
                yield Clash("dt-diff", axiom, self._holders(prop, one, other))

    def _holders(self, prop: Token, one: Token, other: Token) -> tuple[Statement, ...]:
        """The statements of one thing that give it both values."""
        column = self.tables.reversed(self.tables.property(prop))
        first, second = (column[keys(column) == self._led(value)[0]] for value in (one, other))
        common = values(first)[np.isin(values(first), values(second))]
        if not len(common):
            return ((one, SAME, other),)
        subject = self.names[int(common[0])]
        return ((subject, prop, one), (subject, prop, other))

    def _members(self, class_: Token) -> Column:
        return self.tables[self.tables.members(class_)]

    def _pairs(self, prop: Token) -> Column:
        return self.tables[self.tables.property(prop)]

    def _led(self, token: Token) -> Column:
        return np.array([self.tables.led(self.tables.terms.number(token))], np.uint64)

    def _same(self, one: Token, other: Token) -> bool:
        left, right = self._led(one), self._led(other)
        return bool(left[0] == right[0] or among(pairs(left, right), self._pairs(SAME)).any())

    def _named(self, numbers: Column) -> Iterator[Token]:
        return (self.names[number] for number in numbers.tolist())

    def _both(self, column: Column) -> Iterable[tuple[Token, Token]]:
        return zip(self._named(keys(column)), self._named(values(column)), strict=True)
