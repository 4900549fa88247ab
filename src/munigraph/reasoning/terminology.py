"""The axioms of an ontology, closed under the rules about the schema, and read one construct at a time.

What OWL 2 RL allows and this reader does not know is refused, never skipped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import combinations

import owlrl
import rdflib

from munigraph.columns.tables import TYPE, Relation, Statement, Token, parsed
from munigraph.errors import MunigraphError
from munigraph.keeping import Keep, made_anew
from munigraph.names import PREFIXES
from munigraph.terms import from_rdflib, rdflib_graph


def owl(name: str) -> Token:
    return f"<{PREFIXES['owl']}{name}>"


def rdfs(name: str) -> Token:
    return f"<{PREFIXES['rdfs']}{name}>"


def rdf(name: str) -> Token:
    return f"<{PREFIXES['rdf']}{name}>"


THING = owl("Thing")
NOTHING = owl("Nothing")
SAME = owl("sameAs")

_READ = {
    *map(rdfs, ("subClassOf", "subPropertyOf", "domain", "range")),
    *map(rdf, ("type", "first", "rest")),
    *map(
        owl,
        (
            "equivalentClass", "equivalentProperty", "inverseOf", "propertyChainAxiom", "onProperty",
            "someValuesFrom", "allValuesFrom", "hasValue", "maxCardinality", "maxQualifiedCardinality",
            "onClass", "hasKey", "intersectionOf", "unionOf", "oneOf", "disjointWith", "complementOf",
            "propertyDisjointWith", "differentFrom", "members", "distinctMembers", "sourceIndividual",
            "assertionProperty", "targetIndividual", "targetValue", "sameAs",
        ),
    ),
}  # fmt: skip
"""Properties of axioms that are understood, here or by owlrl's rules about the schema."""

_WITHOUT_CONSEQUENCE = {
    *map(rdfs, ("label", "comment", "seeAlso", "isDefinedBy")),
    *map(
        owl,
        (
            "versionInfo", "versionIRI", "priorVersion", "imports", "deprecated", "backwardCompatibleWith",
            "incompatibleWith", "annotatedSource", "annotatedProperty", "annotatedTarget",
        ),
    ),
}  # fmt: skip
_READ_TYPES = {
    *map(rdfs, ("Class", "Datatype", "Resource", "Literal", "Container", "ContainerMembershipProperty")),
    *map(rdf, ("Property", "List", "PlainLiteral", "XMLLiteral", "langString")),
    *map(
        owl,
        (
            "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "OntologyProperty",
            "Ontology",
            "Restriction", "NamedIndividual", "Thing", "Nothing", "Axiom", "Annotation", "DataRange",
            "SymmetricProperty", "TransitiveProperty", "FunctionalProperty", "InverseFunctionalProperty",
            "IrreflexiveProperty", "AsymmetricProperty", "AllDisjointClasses", "AllDisjointProperties",
            "AllDifferent", "NegativePropertyAssertion", "DeprecatedClass", "DeprecatedProperty",
        ),
    ),
}  # fmt: skip
_SCHEMA = tuple(f"<{PREFIXES[prefix]}" for prefix in ("owl", "rdfs"))


class UnsupportedAxiomError(MunigraphError):
    """An axiom uses a construct that the reasoner does not know."""


class Terminology:
    """Axioms by construct. Class and property names are tokens; anonymous classes are blank nodes.

    `keep` may know the closure of the same axioms from before, if their blank nodes are named alike.

    Raises UnsupportedAxiomError for a construct that is not understood, unless `lenient`.
    """

    def __init__(self, axioms: Iterable[Statement], lenient: bool = False, keep: Keep = made_anew) -> None:
        self.asserted = frozenset(axioms)
        if not lenient:
            _refuse_unknown(self.asserted)
        lines = keep("terminology", _written(self.asserted), lambda: _written(_closed(self.asserted)))
        self.statements = frozenset(_read(lines))
        """All that was asserted or follows about the schema alone."""
        self._objects: dict[tuple[Token, Token], list[Token]] = defaultdict(list)
        self._pairs: dict[Token, list[tuple[Token, Token]]] = defaultdict(list)
        for subject, predicate, value in sorted(self.statements):
            self._objects[subject, predicate].append(value)
            self._pairs[predicate].append((subject, value))

    def pairs(self, predicate: Token) -> list[tuple[Token, Token]]:
        """All subjects and values of a property of axioms."""
        return self._pairs[predicate]

    def of_type(self, kind: str) -> list[Token]:
        return [subject for subject, value in self._pairs[TYPE] if value == owl(kind)]

    def listed(self, head: Token) -> list[Token]:
        """The members of an RDF list."""
        found: list[Token] = []
        while (first := self._objects.get((head, rdf("first")))) is not None:
            found.append(first[0])
            head = self._objects[head, rdf("rest")][0]
        return found

    def lists(self, predicate: str) -> list[tuple[Token, list[Token]]]:
        """Subjects with the lists that a property of OWL's gives them."""
        return [(subject, self.listed(head)) for subject, head in self._pairs[owl(predicate)]]

    def restrictions(self, filler: str) -> Iterator[tuple[Token, Token, Token]]:
        """Restriction, property and filler of all restrictions of a kind."""
        for restriction, prop in self._pairs[owl("onProperty")]:
            for value in self._objects.get((restriction, owl(filler)), ()):
                yield restriction, prop, value

    def cardinalities(self, filler: str, most: int) -> Iterator[tuple[Token, Token, Token]]:
        """Restriction, property and class of those that allow so many values at most."""
        for restriction, prop, number in self.restrictions(filler):
            if number.startswith(f'"{most}"'):
                for class_ in self._objects.get((restriction, owl("onClass")), [THING]):
                    yield restriction, prop, class_

    def apart(self, predicate: str, collection: str) -> Iterator[tuple[Token, Token, Statement]]:
        """Pairs that exclude each other, by an axiom for two or by one for many; with the axiom."""
        for one, other in self.pairs(owl(predicate)):
            if one <= other or (other, one) not in self._pairs[owl(predicate)]:
                yield one, other, (one, owl(predicate), other)
        for node in self.of_type(collection):
            for name in ("members", "distinctMembers"):
                for head in self._objects.get((node, owl(name)), ()):
                    for one, other in combinations(self.listed(head), 2):
                        yield one, other, (node, owl(name), head)

    def negative_assertions(self) -> Iterator[tuple[Statement, Statement]]:
        """What is expressly denied, and the axiom that does."""
        for node, prop in self._pairs[owl("assertionProperty")]:
            for source in self._objects[node, owl("sourceIndividual")]:
                for name in ("targetIndividual", "targetValue"):
                    for target in self._objects.get((node, owl(name)), ()):
                        yield (source, prop, target), (node, owl("assertionProperty"), prop)

    @cached_property
    def terms(self) -> frozenset[Token]:
        """All that the axioms are about."""
        return frozenset(subject for subject, _, _ in self.asserted)


def is_of_schema(relation: Relation, name: Token) -> bool:
    """Whether the members of a class or the pairs of a property are axioms or denials rather than facts."""
    if relation.kind == "members":
        return name.startswith(_SCHEMA) and name not in (THING, NOTHING)
    return name in _READ and name != SAME


def of_graph(graph: rdflib.Graph) -> Iterator[Statement]:
    """The triples of an rdflib graph as statements."""
    for subject, predicate, value in graph:
        yield str(from_rdflib(subject)), str(from_rdflib(predicate)), str(from_rdflib(value))


def _closed(asserted: Iterable[Statement]) -> Iterator[Statement]:
    graph = rdflib_graph(parsed(asserted))
    owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False).closure()
    return of_graph(graph)


def _written(statements: Iterable[Statement]) -> bytes:
    return "".join(sorted(f"{' '.join(statement)} .\n" for statement in statements)).encode()


def _read(lines: bytes) -> Iterator[Statement]:
    for line in lines.decode().splitlines():
        subject, predicate, value = line.removesuffix(" .").split(" ", 2)
        yield subject, predicate, value


def _refuse_unknown(statements: Iterable[Statement]) -> None:
    for statement in sorted(statements):
        subject, predicate, value = statement
        known = predicate in _READ or predicate in _WITHOUT_CONSEQUENCE
        of_schema = predicate.startswith(_SCHEMA) and not known
        if predicate == TYPE:
            of_schema = value.startswith(_SCHEMA) and value not in _READ_TYPES
        elif predicate in (owl("maxCardinality"), owl("maxQualifiedCardinality")):
            of_schema = not value.startswith(('"0"', '"1"'))
        if of_schema:
            raise UnsupportedAxiomError(
                f"the reasoner does not know the construct in {subject} {predicate} {value} .",
                hint="say it within OWL 2 RL, or build with --reasoner owlrl",
            )
