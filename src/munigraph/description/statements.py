"""Writing statements with the prefixes we all know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from munigraph.names import PREFIXES

Value = ox.NamedNode | ox.Literal
_LOCAL = {
    "spdx": "http://spdx.org/rdf/terms#",
    "dcatap": "http://data.europa.eu/r5r/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}


def term(curie: str) -> ox.NamedNode:
    """The IRI of a prefixed name.

    Raises KeyError when the prefix is not one of ours.
    """
    prefix, _, local = curie.partition(":")
    return ox.NamedNode((_LOCAL.get(prefix) or PREFIXES[prefix]) + local)


def typed(value: str | int, datatype: str) -> ox.Literal:
    return ox.Literal(str(value), datatype=term(f"xsd:{datatype}"))


def in_languages(texts: Mapping[str, str | list[str]]) -> Iterator[ox.Literal]:
    for language, text in sorted(texts.items()):
        for one in [text] if isinstance(text, str) else text:
            yield ox.Literal(one, language=language)


def statements(
    subject: ox.NamedNode, graph: ox.NamedNode, *pairs: tuple[str, Value | Iterable[Value]]
) -> Iterator[ox.Quad]:
    """Quads of one subject from pairs of a prefixed property and its value or values; `a` is `rdf:type`."""
    for curie, values in pairs:
        predicate = term("rdf:type" if curie == "a" else curie)
        many = [values] if isinstance(values, ox.NamedNode | ox.Literal) else values
        for value in many:
            yield ox.Quad(subject, predicate, value, graph)
