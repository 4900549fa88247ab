"""The constraint components of SHACL Core (§4), each for all value nodes of all focus nodes at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import rdflib
from rdflib import RDF, SH, XSD
from rdflib.term import Node

from munigraph.columns.arrays import Column, Mask, among, keys, of_keys, pairs, spans, spread, unique, values

from .shapes import Shape

if TYPE_CHECKING:
    from .columnar import Run


@dataclass(frozen=True, slots=True)
class Places:
    """Where a shape looks: pairs of focus node and value node, sorted, for all focus nodes."""

    run: Run
    shape: Shape
    focus: Column
    found: Column

    def conforming(self, node: Node) -> Mask:
        """For each value node whether it conforms to another shape."""
        return self.run.conforming(self.run.shapes[node], values(self.found))

    def number_of_values(self, counted: Mask | None = None) -> Column:
        """For each focus node how many value nodes it has, or how many of those counted."""
        column = self.found if counted is None else self.found[counted]
        begin, end = spans(column, self.focus)
        return (end - begin).astype(np.uint64)


@dataclass(frozen=True, slots=True)
class Fault:
    """Focus nodes that break a constraint, and the value nodes at fault, if these are."""

    component: rdflib.URIRef
    focus: Column
    values: Column | None = None
    path: Node | None = None
    """Where it is not that of the shape."""
    messages: tuple[tuple[str, str], ...] = ()
    """Where they are not those of the shape."""


Check = Callable[[Places, Node], Iterator[Fault]]
CHECKS: dict[rdflib.URIRef, Check] = {}


def _check(parameter: rdflib.URIRef) -> Callable[[Check], Check]:
    def note(check: Check) -> Check:
        CHECKS[parameter] = check
        return check

    return note


def component(parameter: rdflib.URIRef) -> rdflib.URIRef:
    """The IRI of the component that a parameter belongs to."""
    name = str(parameter).removeprefix(str(SH))
    return SH[f"{name[0].upper()}{name[1:]}ConstraintComponent"]


def _those(places: Places, parameter: rdflib.URIRef, wrong: Mask) -> Iterator[Fault]:
    """A fault for each value node marked as wrong."""
    found = places.found[wrong]
    if len(found):
        yield Fault(component(parameter), keys(found), values(found))


@_check(SH["class"])
def _class(places: Places, value: Node) -> Iterator[Fault]:
    yield from _those(places, SH["class"], ~places.run.data.are_instances(values(places.found), value))


@_check(SH.datatype)
def _datatype(places: Places, value: Node) -> Iterator[Fault]:
    def is_of(node: Node) -> bool:
        if not isinstance(node, rdflib.Literal):
            return False
        datatype = node.datatype or (RDF.langString if node.language else XSD.string)
        return datatype == value and not node.ill_typed

    yield from _those(places, SH.datatype, ~places.run.data.each(values(places.found), is_of))


@_check(SH.nodeKind)
def _node_kind(places: Places, value: Node) -> Iterator[Fault]:
    wanted = str(value).removeprefix(str(SH))
    kinds = [
        kind
        for name, kind in (("IRI", rdflib.URIRef), ("BlankNode", rdflib.BNode), ("Literal", rdflib.Literal))
        if name in wanted
    ]
    right = places.run.data.each(values(places.found), lambda node: isinstance(node, tuple(kinds)))
    yield from _those(places, SH.nodeKind, ~right)


@_check(SH.minCount)
def _min_count(places: Places, value: Node) -> Iterator[Fault]:
    few = places.number_of_values() < np.uint64(int(str(value)))
    yield Fault(component(SH.minCount), places.focus[few])


@_check(SH.maxCount)
def _max_count(places: Places, value: Node) -> Iterator[Fault]:
    many = places.number_of_values() > np.uint64(int(str(value)))
    yield Fault(component(SH.maxCount), places.focus[many])


_ORDERS: dict[rdflib.URIRef, Callable[[int], bool]] = {
    SH.minInclusive: lambda order: order >= 0,
    SH.maxInclusive: lambda order: order <= 0,
    SH.minExclusive: lambda order: order > 0,
    SH.maxExclusive: lambda order: order < 0,
    SH.lessThan: lambda order: order < 0,
    SH.lessThanOrEquals: lambda order: order <= 0,
}


def order(left: Node, right: Node) -> int | None:
    """Which of two literals comes first; None when they cannot be compared."""
    if not isinstance(left, rdflib.Literal) or not isinstance(right, rdflib.Literal):
        return None
    if left.language or right.language or left.ill_typed or right.ill_typed:
        return None
    one, other = left.value, right.value
    try:
        return int(one > other) - int(one < other)
    except TypeError:
        return None


def _bound(parameter: rdflib.URIRef) -> Check:
    def check(places: Places, value: Node) -> Iterator[Fault]:
        def within(node: Node) -> bool:
            found = order(node, value)
            return found is not None and _ORDERS[parameter](found)

        yield from _those(places, parameter, ~places.run.data.each(values(places.found), within))

    return check


for _parameter in (SH.minInclusive, SH.maxInclusive, SH.minExclusive, SH.maxExclusive):
    CHECKS[_parameter] = _bound(_parameter)


def _length(parameter: rdflib.URIRef, fits: Callable[[int, int], bool]) -> Check:
    def check(places: Places, value: Node) -> Iterator[Fault]:
        limit = int(str(value))
        right = places.run.data.each(
            values(places.found),
            lambda node: not isinstance(node, rdflib.BNode) and fits(len(str(node)), limit),
        )
        yield from _those(places, parameter, ~right)

    return check


CHECKS[SH.minLength] = _length(SH.minLength, lambda length, limit: length >= limit)
CHECKS[SH.maxLength] = _length(SH.maxLength, lambda length, limit: length <= limit)


@_check(SH.pattern)
def _pattern(places: Places, value: Node) -> Iterator[Fault]:
    flags = str(places.run.shapes.value(places.shape, SH.flags) or "")
    known = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}
    pattern = re.compile(str(value), sum(known[flag] for flag in flags if flag in known))
    right = places.run.data.each(
        values(places.found),
        lambda node: not isinstance(node, rdflib.BNode) and pattern.search(str(node)) is not None,
    )
    yield from _those(places, SH.pattern, ~right)


def _language(node: Node) -> str:
    return (node.language or "").lower() if isinstance(node, rdflib.Literal) else ""


@_check(SH.languageIn)
def _language_in(places: Places, value: Node) -> Iterator[Fault]:
    wanted = [str(language).lower() for language in places.run.shapes.listed(value)]

    def fits(node: Node) -> bool:
        language = _language(node)
        return any(language == each or language.startswith(f"{each}-") for each in wanted)

    yield from _those(places, SH.languageIn, ~places.run.data.each(values(places.found), fits))


@_check(SH.uniqueLang)
def _unique_lang(places: Places, value: Node) -> Iterator[Fault]:
    if value != rdflib.Literal(True) or not len(places.found):
        return
    different, back = np.unique(values(places.found), return_inverse=True)
    languages = [_language(places.run.data.term(number)) for number in different.tolist()]
    numbers = {language: number for number, language in enumerate(dict.fromkeys(languages))}
    spoken = np.array([numbers[language] for language in languages], np.uint64)[back]
    told = np.array([language != "" for language in languages])[back]
    used, counts = np.unique(pairs(keys(places.found), spoken)[told], return_counts=True)
    yield Fault(component(SH.uniqueLang), unique(keys(used[counts > 1])))


@_check(SH.hasValue)
def _has_value(places: Places, value: Node) -> Iterator[Fault]:
    wanted = values(places.found) == np.uint64(places.run.data.number(value))
    yield Fault(
        component(SH.hasValue), places.focus[~among(places.focus, unique(keys(places.found[wanted])))]
    )


@_check(SH["in"])
def _in(places: Places, value: Node) -> Iterator[Fault]:
    numbers = [places.run.data.number(each) for each in places.run.shapes.listed(value)]
    allowed = unique(np.array(numbers, np.uint64))
    yield from _those(places, SH["in"], ~among(values(places.found), allowed))


@_check(SH.equals)
def _equals(places: Places, value: Node) -> Iterator[Fault]:
    other = _others(places, value)
    yield from _those(places, SH.equals, ~among(places.found, other))
    missing = other[~among(other, places.found)]
    if len(missing):
        yield Fault(component(SH.equals), keys(missing), values(missing))


@_check(SH.disjoint)
def _disjoint(places: Places, value: Node) -> Iterator[Fault]:
    yield from _those(places, SH.disjoint, among(places.found, _others(places, value)))


def _others(places: Places, prop: Node) -> Column:
    """Pairs of focus node and value of another property."""
    return of_keys(places.run.data.pairs_of(prop), places.focus)


def _less(parameter: rdflib.URIRef) -> Check:
    def check(places: Places, value: Node) -> Iterator[Fault]:
        other = _others(places, value)
        owner, place = spread(*spans(other, keys(places.found)))
        term = places.run.data.term
        wrong = [
            index
            for index, number in zip(owner.tolist(), values(other[place]).tolist(), strict=True)
            if (relation := order(term(int(values(places.found)[index])), term(number))) is None
            or not _ORDERS[parameter](relation)
        ]
        found = places.found[np.array(sorted(set(wrong)), np.intp)]
        yield Fault(component(parameter), keys(found), values(found))

    return check


CHECKS[SH.lessThan] = _less(SH.lessThan)
CHECKS[SH.lessThanOrEquals] = _less(SH.lessThanOrEquals)


@_check(SH.node)
def _node(places: Places, value: Node) -> Iterator[Fault]:
    yield from _those(places, SH.node, ~places.conforming(value))


@_check(SH["not"])
def _not(places: Places, value: Node) -> Iterator[Fault]:
    yield from _those(places, SH["not"], places.conforming(value))


@_check(SH["and"])
def _and(places: Places, value: Node) -> Iterator[Fault]:
    yield from _those(places, SH["and"], _how_many(places, value) < len(places.run.shapes.listed(value)))


@_check(SH["or"])
def _or(places: Places, value: Node) -> Iterator[Fault]:
    yield from _those(places, SH["or"], _how_many(places, value) == 0)


@_check(SH.xone)
def _xone(places: Places, value: Node) -> Iterator[Fault]:
    yield from _those(places, SH.xone, _how_many(places, value) != 1)


def _how_many(places: Places, head: Node) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """For each value node to how many shapes of a list it conforms."""
    total = np.zeros(len(places.found), np.int64)
    for node in places.run.shapes.listed(head):
        total += places.conforming(node)
    return total


@_check(SH.qualifiedValueShape)
def _qualified(places: Places, value: Node) -> Iterator[Fault]:
    shapes, shape = places.run.shapes, places.shape
    counted = places.conforming(value)
    for other in shapes.siblings(shape):
        counted &= ~places.conforming(other)
    number = places.number_of_values(counted)
    for limit in shapes.values(shape, SH.qualifiedMinCount):
        few = number < np.uint64(int(str(limit)))
        yield Fault(component(SH.qualifiedMinCount), places.focus[few])
    for limit in shapes.values(shape, SH.qualifiedMaxCount):
        many = number > np.uint64(int(str(limit)))
        yield Fault(component(SH.qualifiedMaxCount), places.focus[many])


@_check(SH.closed)
def _closed(places: Places, value: Node) -> Iterator[Fault]:
    if value != rdflib.Literal(True):
        return
    shapes = places.run.shapes
    allowed = {
        path
        for each in shapes.values(places.shape, SH.property)
        for path in shapes.graph.objects(each, SH.path)
    }
    for head in shapes.values(places.shape, SH.ignoredProperties):
        allowed |= set(shapes.listed(head))
    nodes = unique(values(places.found))
    for prop in places.run.data.properties:
        if prop not in allowed:
            column = of_keys(places.run.data.pairs_of(prop), nodes)
            if len(column):
                yield Fault(component(SH.closed), keys(column), values(column), prop)
