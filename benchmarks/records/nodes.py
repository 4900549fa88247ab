"""Statements back to the nodes of a file: the JSON-LD context read the other way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from munigraph.names import PREFIXES, Names
from munigraph.records.context import Context, Term

Node = dict[str, Any]
Statement = tuple[str, ox.NamedNode | ox.Literal]
"""The IRI of a property, and a value."""

TYPE = PREFIXES["rdf"] + "type"
XSD = PREFIXES["xsd"]
SPANS = {"Evidence", "TextPositionSelector"}
INSIDE = {"Identifier", "PartyCode", "BallotFor", "BallotAgainst", "BallotAbstaining"}
"""What stands within the thing that has it, and not in the list of facts."""
LONGEST_ANCHOR = 60


@dataclass(frozen=True, slots=True)
class Inverse:
    """Keys by what they stand for."""

    terms: dict[str, Term]
    types: dict[str, str]
    things: str


def inverse(context: Context, names: Names) -> Inverse:
    """The context, ready to be read the other way."""
    return Inverse(
        {term.iri: term for term in context.terms.values() if term.iri},
        {iri: name for name, iri in context.types.items()},
        names.things,
    )


def nodes(lines: Iterable[str], inverse: Inverse) -> Iterator[Node]:
    """The things that one graph's statements describe, in the order in which it comes to them."""
    said = _by_subject(lines)
    for subject, statements in said.items():
        if _type(statements, inverse) not in SPANS | INSIDE:
            yield _node(subject, said, inverse)


def _by_subject(lines: Iterable[str]) -> dict[str, list[Statement]]:
    said: dict[str, list[Statement]] = defaultdict(list)
    for triple in ox.parse("".join([f"{line} .\n" for line in lines]), ox.RdfFormat.N_TRIPLES):
        subject, value = triple.subject, triple.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
            raise TypeError(f"no statement of a record: {triple}")
        said[subject.value].append((triple.predicate.value, value))
    return dict(said)


def _type(statements: list[Statement], inverse: Inverse) -> str:
    return next(inverse.types[value.value] for name, value in statements if name == TYPE)


def _node(subject: str, said: dict[str, list[Statement]], inverse: Inverse) -> Node:
    """A thing with its keys in the order of what is said of it; its evidence stands last."""
    statements = said[subject]
    node: Node = {"id": subject.removeprefix(inverse.things), "type": _type(statements, inverse)}
    spans = []
    for name, value in statements:
        if name == TYPE:
            continue
        term = inverse.terms[name]
        if term.name == "evidence":
            spans.append(value.value)
        elif isinstance(value, ox.Literal) and term.kind == "language map":
            _add(node.setdefault(term.name, {}), str(value.language), value.value)
        elif isinstance(value, ox.Literal):
            _add(node, term.name, _plain(value, term))
        elif term.kind == "concept":
            _add(node, term.name, value.value.removeprefix(term.values))
        elif value.value in said and _type(said[value.value], inverse) in INSIDE:
            _add(node, term.name, _node(value.value, said, inverse))
        else:
            _add(node, term.name, value.value.removeprefix(inverse.things))
    if spans:
        node["evidence"] = [_span(span, _anchor(node)) for span in spans]
    return node


def _add(node: Node, key: str, value: object) -> None:
    """One value stands alone, several in a list."""
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _plain(literal: ox.Literal, term: Term) -> object:
    """A literal as JSON has it; what is known only to the month or year says so."""
    datatype = literal.datatype.value.removeprefix(XSD)
    if datatype != term.datatype:
        return {"value": literal.value, "type": datatype}
    if datatype == "integer":
        return int(literal.value)
    if datatype == "boolean":
        return literal.value == "true"
    return literal.value


def _span(evidence: str, anchor: str) -> Node:
    """The offsets, which the name of the evidence ends with."""
    start, _, end = evidence.rpartition("/")[2].partition("-")
    return {"start": int(start), "end": int(end), "anchor": anchor}


def _anchor(node: Node) -> str:
    """Some words of the length that anchors have; there is no text which they could be in."""
    words: str = node["label"]["da"] if "label" in node else node["id"].rpartition("/")[2].replace("-", " ")
    return words if len(words) <= LONGEST_ANCHOR else words[:LONGEST_ANCHOR].rpartition(" ")[0]
