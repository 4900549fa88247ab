"""Terms and literals as N-Quads writes them, and pairs of a property and its value."""

from __future__ import annotations

import datetime as dt
from functools import cache

from munigraph.names import PREFIXES, VOCABULARY, Names

THINGS = Names().things
Texts = tuple[str, str, str]
"""The same words in English, Danish and Swedish."""


@cache
def term(name: str) -> str:
    """A prefixed name in full; without a prefix it is one of the ontology's own."""
    prefix, _, local = name.rpartition(":")
    return f"<{PREFIXES[prefix or 'mg']}{local}>"


@cache
def a(name: str) -> str:
    """The pair that says what kind of thing something is."""
    return f"{term('rdf:type')} {term(name)}"


@cache
def coded(name: str, concept: str) -> str:
    """A pair whose value is a concept of our vocabularies."""
    return f"{term(name)} <{VOCABULARY}{concept}>"


def thing(path: str) -> str:
    return f"<{THINGS}{path}>"


def words(name: str, texts: Texts) -> tuple[str, str, str]:
    """The pairs that say something in three languages."""
    prop = term(name)
    return f'{prop} "{texts[0]}"@en', f'{prop} "{texts[1]}"@da', f'{prop} "{texts[2]}"@sv'


def labels(texts: Texts) -> tuple[str, str, str]:
    return words("rdfs:label", texts)


def text(name: str, value: str) -> str:
    return f'{term(name)} "{value}"'


def typed(name: str, value: object, datatype: str) -> str:
    """A pair whose value is a literal of an XSD datatype."""
    return f'{term(name)} "{value}"^^{term("xsd:" + datatype)}'


def number(name: str, value: int) -> str:
    return typed(name, value, "integer")


def day(name: str, value: dt.date) -> str:
    return typed(name, value.isoformat(), "date")


def joined(openings: Texts, subject: Texts) -> Texts:
    """The opening and the subject of a label, language by language."""
    return (
        f"{openings[0]} {subject[0]}",
        f"{openings[1]} {subject[1]}",
        f"{openings[2]} {subject[2]}",
    )


def inserted(pattern: Texts, name: str) -> Texts:
    """The pattern of a label with a name in its place."""
    return pattern[0].format(name), pattern[1].format(name), pattern[2].format(name)
