"""What there is to know of each term of the ontology, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from munigraph.names import ONTOLOGY

from .axioms import Axioms, named
from .naming import Expression, Naming, anchor

Kind = Literal["class", "object", "data"]
KINDS: dict[Kind, str] = {
    "class": "owl:Class",
    "object": "owl:ObjectProperty",
    "data": "owl:DatatypeProperty",
}
CHARACTERISTICS = {
    "functional": "owl:FunctionalProperty",
    "inverse_functional": "owl:InverseFunctionalProperty",
    "transitive": "owl:TransitiveProperty",
    "symmetric": "owl:SymmetricProperty",
    "asymmetric": "owl:AsymmetricProperty",
    "irreflexive": "owl:IrreflexiveProperty",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that axioms say of a term, with all that it is said of; `key` names the text for it."""

    key: str
    values: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """A term with its texts and its axioms."""

    iri: str
    anchor: str
    code: str
    kind: Kind
    room: str
    """The IRI of the room it is in."""
    label: str
    definition: str
    example: str
    domains: tuple[str, ...]
    """The IRIs of the classes that a property is stated to lead from."""
    characteristics: tuple[str, ...]
    facts: tuple[Fact, ...]


def described(axioms: Axioms, alignments: Axioms, naming: Naming) -> list[Described]:
    """All terms of the ontology, by their labels."""
    reader = _Reader(axioms, alignments, naming)
    found = [
        reader.term(kind, subject)
        for kind, type_ in KINDS.items()
        for subject in axioms.subjects("rdf:type", named(type_))
        if isinstance(subject, ox.NamedNode) and subject.value.startswith(ONTOLOGY)
    ]
    return sorted(found, key=lambda term: (naming.t.order(term.label), term.iri))


def excluded(axioms: Axioms, naming: Naming) -> list[list[Expression]]:
    """Classes of which no two have a member in common, as they are listed together."""
    return [
        sorted((naming.expression(member) for member in axioms.listed(head)), key=naming.order)
        for node in axioms.subjects("rdf:type", named("owl:AllDisjointClasses"))
        for head in axioms.nodes(node, "owl:members")
    ]


class _Reader:
    def __init__(self, axioms: Axioms, alignments: Axioms, naming: Naming) -> None:
        self._axioms = axioms
        self._alignments = alignments
        self._naming = naming

    def term(self, kind: Kind, subject: ox.NamedNode) -> Described:
        def text(prop: str) -> str:
            return self._axioms.text(subject, prop, self._naming.languages)

        types = set(self._axioms.names(subject, "rdf:type"))
        facts = self._of_class(subject) if kind == "class" else self._of_property(subject)
        rooms = self._axioms.names(subject, "dc:subject")
        return Described(
            iri=subject.value,
            anchor=anchor(subject.value),
            code=self._naming.code(subject.value),
            kind=kind,
            room=rooms[0] if rooms else "",
            label=text("rdfs:label") or anchor(subject.value),
            definition=text("skos:definition"),
            example=text("skos:example"),
            domains=tuple(self._axioms.names(subject, "rdfs:domain")),
            characteristics=tuple(
                name for name, type_ in CHARACTERISTICS.items() if named(type_).value in types
            ),
            facts=tuple(Fact(key, values) for key, values in facts if values),
        )

    def _of_class(self, subject: ox.NamedNode) -> Iterator[tuple[str, tuple[Expression, ...]]]:
        above = self._axioms.nodes(subject, "rdfs:subClassOf")
        below = self._axioms.subjects("rdfs:subClassOf", subject)
        yield "above", self._refs(each for each in above if isinstance(each, ox.NamedNode))
        yield "restricted", self._refs(each for each in above if isinstance(each, ox.BlankNode))
        yield "below", self._refs(each for each in below if isinstance(each, ox.NamedNode))
        yield "sufficient", self._refs(each for each in below if isinstance(each, ox.BlankNode))
        yield "disjoint", self._refs(self._both_ways(subject, "owl:disjointWith"))
        yield "properties", self._refs(self._axioms.subjects("rdfs:domain", subject))
        yield "led_to", self._refs(self._axioms.subjects("rdfs:range", subject))
        yield "aligned", self._refs(self._aligned(subject, "rdfs:subClassOf", "owl:equivalentClass"))

    def _of_property(self, subject: ox.NamedNode) -> Iterator[tuple[str, tuple[Expression, ...]]]:
        axioms = self._axioms
        yield "domain", self._refs(axioms.nodes(subject, "rdfs:domain"))
        yield "range", self._refs(axioms.nodes(subject, "rdfs:range"))
        yield "above", self._refs(axioms.nodes(subject, "rdfs:subPropertyOf"))
        yield "below", self._refs(axioms.subjects("rdfs:subPropertyOf", subject))
        yield "inverse", self._refs(self._both_ways(subject, "owl:inverseOf"))
        chains = axioms.nodes(subject, "owl:propertyChainAxiom")
        yield "chain", tuple(self._naming.chain(head) for head in chains)
        yield "links", self._refs(self._heads(axioms, subject))
        yield "disjoint", self._refs(self._both_ways(subject, "owl:propertyDisjointWith"))
        yield "aligned", self._refs(self._aligned(subject, "rdfs:subPropertyOf", "owl:equivalentProperty"))
        yield "gives", self._refs(self._heads(self._alignments, subject))

    def _refs(self, nodes: Iterable[ox.NamedNode | ox.BlankNode]) -> tuple[Expression, ...]:
        return tuple(sorted({self._naming.expression(node) for node in nodes}, key=self._naming.order))

    def _both_ways(self, subject: ox.NamedNode, prop: str) -> list[ox.NamedNode | ox.BlankNode]:
        return [*self._axioms.nodes(subject, prop), *self._axioms.subjects(prop, subject)]

    def _aligned(self, subject: ox.NamedNode, *props: str) -> list[ox.NamedNode | ox.BlankNode]:
        return [node for prop in props for node in self._alignments.nodes(subject, prop)]

    def _heads(self, axioms: Axioms, subject: ox.NamedNode) -> list[ox.NamedNode | ox.BlankNode]:
        """The properties that follow from chains in which this one is a link."""
        return [
            head
            for head, chain in axioms.pairs("owl:propertyChainAxiom")
            if not isinstance(chain, ox.Literal) and subject in axioms.listed(chain)
        ]


def ranges(axioms: Axioms) -> Mapping[str, list[str]]:
    """Of each property that has one the classes its values are of."""
    found: dict[str, list[str]] = {}
    for subject, value in axioms.pairs("rdfs:range"):
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode):
            found.setdefault(subject.value, []).append(value.value)
    return found
