"""A picture of each room: its classes, and the properties that lead from one to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from munigraph.names import PREFIXES

from ..drawing import Arrow, Box, Diagram, DiagramWords, Label
from .axioms import Axioms
from .naming import Naming
from .terms import Described

_ANYTHING = "anything"
_SOMETHING = "something"
"""Where a property without a domain leads from, and one without a range to."""
_LEFT_OUT = {PREFIXES["skos"] + "Concept"}
"""Concepts are values more than things; most properties would lead there."""

_FEW = 4
"""If more classes than this are expected to have a property, it is one that anything may have."""

Drawn = dict[tuple[str, str], list[Label]]


def diagram(
    axioms: Axioms,
    naming: Naming,
    title: str,
    room: Sequence[Described],
    expected: Mapping[str, Sequence[str]],
) -> Diagram:
    """The classes of a room with all that the properties of the room connect them with.

    Where a property has no domain, it leads from the classes whose members are expected to have it.
    """
    classes = [term.iri for term in room if term.kind == "class"]
    drawn: Drawn = {}
    for term in room:
        if term.kind == "object":
            for pair in _ends(axioms, term.iri, classes, expected.get(term.iri, ())):
                inferred = bool(axioms.values(ox.NamedNode(term.iri), "owl:propertyChainAxiom"))
                drawn.setdefault(pair, []).append(Label(term.label, f"#{term.anchor}", inferred))
    below = list(_below(axioms, classes))
    used = {end for pair in (*drawn, *below) for end in pair}
    t = naming.t
    return Diagram(
        title,
        t("ontology.figure_note"),
        [_box(naming, name, classes, drawn) for name in (*classes, *sorted(used - set(classes)))],
        [
            *(Arrow(*pair, labels) for pair, labels in drawn.items() if pair[0] != pair[1]),
            *(Arrow(lower, upper) for lower, upper in below),
        ],
        DiagramWords(
            t("ontology.facts.domain"),
            t("ontology.property"),
            t("ontology.facts.range"),
            t("ontology.facts.above"),
        ),
    )


def _ends(
    axioms: Axioms, prop: str, classes: Sequence[str], expected: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Pairs of classes that a property connects."""
    domains, ranges = (_inherited(axioms, prop, f"rdfs:{end}") for end in ("domain", "range"))
    if not _LEFT_OUT.isdisjoint(ranges) or (not domains and not ranges and _turned(axioms, prop)):
        return
    if not domains and len(expected) <= _FEW:
        domains = list(expected)
    for source in domains or [_ANYTHING]:
        for target in ranges or [_SOMETHING]:
            if source in classes or target in classes:
                yield source, target


def _turned(axioms: Axioms, prop: str) -> bool:
    """Whether a property is another one the other way round, which is drawn in its place."""
    name = ox.NamedNode(prop)
    others = [*axioms.nodes(name, "owl:inverseOf"), *axioms.subjects("owl:inverseOf", name)]
    return any(axioms.values(other, f"rdfs:{end}") for other in others for end in ("domain", "range"))


def _inherited(axioms: Axioms, prop: str, end: str) -> list[str]:
    """The domain or range of a property, or of the first of those above it that has one."""
    pending, seen = [prop], set[str]()
    while pending:
        name = pending.pop(0)
        found = axioms.names(ox.NamedNode(name), end)
        if found:
            return found
        seen.add(name)
        pending += [
            each for each in axioms.names(ox.NamedNode(name), "rdfs:subPropertyOf") if each not in seen
        ]
    return []


def _below(axioms: Axioms, classes: Iterable[str]) -> Iterator[tuple[str, str]]:
    for lower in classes:
        for upper in axioms.names(ox.NamedNode(lower), "rdfs:subClassOf"):
            if upper not in _LEFT_OUT:
                yield lower, upper


def _box(naming: Naming, name: str, classes: Sequence[str], drawn: Drawn) -> Box:
    notes = drawn.get((name, name), ())
    if name in (_ANYTHING, _SOMETHING):
        return Box(name, naming.word("anything").text, outside=True)
    ref = naming.ref(name)
    link = ref.href if ref.href.startswith("#") else ""
    return Box(name, ref.text, link, outside=name not in classes, notes=notes)
