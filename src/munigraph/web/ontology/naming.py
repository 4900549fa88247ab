"""How the things of an ontology are called in one language, and where they are explained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from munigraph.names import ONTOLOGY, Names

from ..results import shortened
from ..texts import Texts
from ..things.addresses import Addresses
from ..things.sketch import LINKED
from .axioms import Axioms, Term

_DEEPEST = 8
"""How far class expressions are followed into one another; ours are two deep."""
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Ref:
    """A name, or a word between names."""

    text: str
    href: str = ""
    """An anchor of the page, a path of the site, or an address elsewhere."""
    code: str = ""
    """The IRI, shortened where there is a prefix for it."""


Expression = tuple[Ref, ...]


class Naming:
    """Names terms by their labels, concepts by theirs, and everything else by its IRI."""

    def __init__(
        self, axioms: Axioms, addresses: Addresses, names: Mapping[str, str], language: str, t: Texts
    ) -> None:
        self._axioms = axioms
        self._addresses = addresses
        self._names = names
        self._prefixes = Names(addresses.base).prefixes()
        self.t = t
        self.languages = (language, "en", "", "da", "sv")

    def ref(self, iri: str) -> Ref:
        code = self.code(iri)
        label = self._axioms.text(ox.NamedNode(iri), "rdfs:label", self.languages)
        if label and iri.startswith(ONTOLOGY):
            return Ref(label, f"#{anchor(iri)}", code)
        path = self._addresses.path(iri)
        harmless = iri if iri.startswith(LINKED) else ""
        return Ref(self._names.get(iri) or label or code, path or harmless, code)

    def order(self, expression: Expression) -> list[tuple[str, str]]:
        """What to sort expressions by."""
        return [(self.t.order(ref.text), ref.code) for ref in expression]

    def code(self, iri: str) -> str:
        return shortened(iri, self._prefixes)

    def word(self, name: str) -> Ref:
        return Ref(self.t(f"ontology.words.{name}"))

    def expression(self, node: Term, depth: int = 0) -> Expression:
        """A class expression in words (OWL 2 Mapping to RDF, §3.2.4); an ellipsis for what has none."""
        if isinstance(node, ox.NamedNode):
            return (self.ref(node.value),)
        if isinstance(node, ox.Literal):
            return (Ref(node.value),)
        if depth < _DEEPEST:
            for prop, word in (("owl:intersectionOf", "and"), ("owl:unionOf", "or")):
                for head in self._axioms.nodes(node, prop):
                    return tuple(self._joined(head, word, depth))
            for target in self._axioms.names(node, "owl:onProperty"):
                return (self.ref(target), *self._filler(node, depth))
        return (Ref("…"),)

    def _joined(self, head: ox.NamedNode | ox.BlankNode, word: str, depth: int) -> Iterator[Ref]:
        for number, member in enumerate(self._axioms.listed(head)):
            if number:
                yield self.word(word)
            yield from self.expression(member, depth + 1)

    def _filler(self, node: ox.BlankNode, depth: int) -> Iterator[Ref]:
        for prop, word in (
            ("owl:hasValue", "is"),
            ("owl:someValuesFrom", "some"),
            ("owl:allValuesFrom", "only"),
            ("owl:maxCardinality", "most"),
        ):
            for value in self._axioms.values(node, prop):
                yield self.word(word)
                yield from self.expression(value, depth + 1)

    def chain(self, head: ox.NamedNode | ox.BlankNode) -> Expression:
        """The properties of a chain, one after the other."""
        found: list[Ref] = []
        for link in self._axioms.listed(head):
            found += [self.word("then"), *self.expression(link)] if found else self.expression(link)
        return tuple(found)


def anchor(iri: str) -> str:
    """The part of a hash IRI that names the term in the document."""
    return iri.removeprefix(ONTOLOGY)


def is_plain(name: str) -> bool:
    """Whether a name can stand after a prefix in any query as it is."""
    return _PLAIN.fullmatch(name) is not None
