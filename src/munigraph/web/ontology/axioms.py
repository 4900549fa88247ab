"""The statements of an ontology, to be asked by subject or by value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from munigraph.names import PREFIXES

Node = ox.NamedNode | ox.BlankNode
Term = Node | ox.Literal


def named(curie: str) -> ox.NamedNode:
    prefix, _, local = curie.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


class Axioms:
    """Statements in the order they came."""

    def __init__(self, ntriples: bytes) -> None:
        self._values: dict[tuple[Node, ox.NamedNode], list[Term]] = defaultdict(list)
        self._subjects: dict[tuple[ox.NamedNode, Term], list[Node]] = defaultdict(list)
        self._pairs: dict[ox.NamedNode, list[tuple[Node, Term]]] = defaultdict(list)
        for quad in sorted(ox.parse(ntriples, ox.RdfFormat.N_TRIPLES), key=str):
            subject, value = quad.subject, quad.object
            if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
                continue
            self._values[subject, quad.predicate].append(value)
            self._subjects[quad.predicate, value].append(subject)
            self._pairs[quad.predicate].append((subject, value))

    def values(self, subject: Node, prop: str) -> list[Term]:
        return self._values.get((subject, named(prop)), [])

    def nodes(self, subject: Node, prop: str) -> list[Node]:
        """The values that are no literals."""
        return [value for value in self.values(subject, prop) if not isinstance(value, ox.Literal)]

    def names(self, subject: Node, prop: str) -> list[str]:
        """The values that have an IRI."""
        return [value.value for value in self.values(subject, prop) if isinstance(value, ox.NamedNode)]

    def subjects(self, prop: str, value: Term) -> list[Node]:
        return self._subjects.get((named(prop), value), [])

    def pairs(self, prop: str) -> list[tuple[Node, Term]]:
        return self._pairs.get(named(prop), [])

    def text(self, subject: Node, prop: str, languages: Iterable[str]) -> str:
        """A text in the first of some languages that there is one in."""
        found = {
            value.language or "": value.value
            for value in self.values(subject, prop)
            if isinstance(value, ox.Literal)
        }
        return next((found[language] for language in languages if language in found), "")

    def listed(self, head: Node) -> Iterator[Term]:
        """The members of an RDF list, each cell once."""
        seen: set[Node] = set()
        while head not in seen:
            seen.add(head)
            yield from self.values(head, "rdf:first")[:1]
            head = next(iter(self.nodes(head, "rdf:rest")), head)
