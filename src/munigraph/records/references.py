"""Between the files: things named but nowhere described, and things described twice."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from typing import Any

from munigraph.errors import Fault
from munigraph.names import VOCABULARY

from .context import Context, Term
from .yamlfile import Position, YamlFile


def dangling(
    file: YamlFile, context: Context, known: Collection[str], concepts: Collection[str]
) -> Iterator[Fault]:
    """What a file names that is described nowhere.

    `known` are the ids of all things that some file describes, `concepts` the IRIs of
    all concepts in `ontology/vocabularies/`.
    """
    for position, node in nodes(file.content, ()):
        if "type" not in node and node["id"] not in known:
            yield file.fault(
                (*position, "id"), f"{node['id']} has no type and is described nowhere", "add its `type`"
            )
        for way, term, item in mentions(node, context):
            at = (*position, *way)
            if term.kind == "reference" and item not in known:
                yield file.fault(at, f"{item} is described nowhere", _nearest(item, known))
            elif term.kind == "concept" and term.values.startswith(VOCABULARY):
                scheme = [iri.removeprefix(term.values) for iri in concepts if iri.startswith(term.values)]
                if item not in scheme:
                    yield file.fault(at, f"`{item}` is no concept of {term.values}", _nearest(item, scheme))


def descriptions(file: YamlFile, name: str) -> Iterator[Position]:
    """Where a file gives a thing its type."""
    for position, node in nodes(file.content, ()):
        if node["id"] == name and "type" in node:
            yield (*position, "id")


def _nearest(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean `{near[0]}`?" if near else "describe it in data/reference/ or in this record"


def mentions(node: dict[str, Any], context: Context) -> Iterator[tuple[Position, Term, str]]:
    """The references and concepts a node names by their short names: where, by which term, and which."""
    for key, value in node.items():
        term = context.terms.get(key)
        if term is None or term.kind not in ("reference", "concept"):
            continue
        many = value if isinstance(value, list) else [value]
        for index, item in enumerate(many):
            if isinstance(item, str) and not item.startswith(("http://", "https://")):
                yield (key, index) if isinstance(value, list) else (key,), term, item


def nodes(value: Any, position: Position) -> Iterator[tuple[Position, dict[str, Any]]]:
    """All nodes with an id in a file, outermost first."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from nodes(item, (*position, index))
    elif isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield position, value
        for key, child in value.items():
            yield from nodes(child, (*position, key))
