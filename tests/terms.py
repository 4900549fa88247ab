"""Reading terms in test data: prefixed names, IRIs in angle brackets, typed literals."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from munigraph.names import Names

PREFIXES = Names().prefixes()


def term(text: str) -> ox.NamedNode | ox.Literal:
    if text.startswith("<"):
        return ox.NamedNode(text[1:-1])
    if text.startswith('"'):
        value, _, datatype = text[1:].partition('"^^')
        iri = term(datatype)
        assert isinstance(iri, ox.NamedNode)
        return ox.Literal(value, datatype=iri)
    prefix, _, local = text.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def triple(row: dict[str, str]) -> ox.Triple:
    subject, predicate = term(row["subject"]), term(row["predicate"])
    assert isinstance(subject, ox.NamedNode)
    assert isinstance(predicate, ox.NamedNode)
    return ox.Triple(subject, predicate, term(row["object"]))


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
