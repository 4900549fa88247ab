"""What a page says of its thing to search engines: JSON-LD in the terms of schema.org."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from munigraph.names import PREFIXES

from .portrait import Portrait
from .sketch import Value

SCHEMA = "https://schema.org"
MOST_VALUES = 20
"""Of one property; a search engine reads no more, and a page is not to be twice as large for it."""


def described(thing: Portrait, dataset: str) -> dict[str, Any]:
    """A thing as schema.org has it: its kind, its names, and what it has words for."""
    terms = _terms()
    types = [terms.types[kind.iri] for kind in (*thing.kinds, *thing.more_kinds) if kind.iri in terms.types]
    described: dict[str, Any] = {
        "@context": SCHEMA,
        "@id": thing.iri,
        "@type": types[0] if types else "Thing",
        "url": thing.iri,
        "subjectOf": {"@type": "Dataset", "@id": dataset},
    }
    if thing.name:
        described["name"] = thing.name
    others = sorted({value.text for value in thing.others})
    if others:
        described["alternateName"] = others[:MOST_VALUES]
    for group in thing.groups:
        name = terms.properties.get(group.iri)
        if name and not group.inferred:
            known = described.setdefault(name, [])
            known.extend(_value(value) for value in group.values[: MOST_VALUES - len(known)])
    return described


def _value(value: Value) -> Any:
    return {"@id": value.iri, "name": value.text} if value.path else value.iri or value.text


@dataclass(frozen=True, slots=True)
class _Terms:
    types: dict[str, str]
    properties: dict[str, str]


@cache
def _terms() -> _Terms:
    file = resources.files(__package__) / "schemaorg.toml"
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    return _Terms(_whole(content["types"]), _whole(content["properties"]))


def _whole(names: dict[str, str]) -> dict[str, str]:
    pairs = ((*name.partition(":"), ours) for name, ours in names.items())
    return {PREFIXES[prefix] + local: ours for prefix, _, local, ours in pairs}
