"""The JSON-LD context: the one place that says what a key of a record means."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from munigraph.errors import Fault, InputFaultsError
from munigraph.names import Names

Kind = Literal["reference", "concept", "language map", "literal", "ignored"]

XSD = "xsd:"
_KEYWORDS = {"@id", "@type", "@value", "@graph"}


@dataclass(frozen=True, slots=True)
class Term:
    """One key of a record: what it stands for, and what its values look like."""

    name: str
    iri: str
    kind: Kind
    datatype: str = ""
    """`date`, `integer`, … for literals."""
    values: str = ""
    """For concepts: the IRI that short names are appended to."""


@dataclass(frozen=True, slots=True)
class Context:
    """A context ready for use: inline it before parsing, ask it what a key means."""

    content: Mapping[str, Any]
    terms: Mapping[str, Term]
    """Keys of nodes."""
    types: Mapping[str, str]
    """Class names a `type` may have, with their IRIs."""

    def part(self, words: Set[str]) -> dict[str, Any]:
        """What a document needs that uses some keys and class names: JSON-LD is read faster for it."""
        return {
            name: definition
            for name, definition in self.content.items()
            if name in words or (name not in self.terms and name not in self.types)
        }


def read_context(path: Path, names: Names) -> Context:
    """Read the context file and set its base to the site's.

    Raises InputFaultsError when it is missing or not a context of the plain kind we use.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))["@context"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputFaultsError(
            [Fault(path, 0, "@context", f"no readable JSON-LD context: {error}")]
        ) from error
    content["@base"] = names.things
    prefixes = {k for k, v in content.items() if isinstance(v, str) and v.endswith(("#", "/"))}
    terms: dict[str, Term] = {}
    types: dict[str, str] = {}
    for name, definition in content.items():
        if name.startswith("@") or name in prefixes:
            continue
        if not isinstance(definition, str):
            terms[name] = _term(name, definition, content)
        elif definition not in _KEYWORDS and not definition.startswith(XSD):
            types[name] = _expand(definition, content)
    return Context(content, terms, types)


def _term(name: str, definition: dict[str, Any] | None, content: dict[str, Any]) -> Term:
    if definition is None:
        return Term(name, "", "ignored")
    iri = _expand(definition["@id"], content)
    coercion = definition.get("@type", "")
    if definition.get("@container") == "@language":
        return Term(name, iri, "language map")
    if coercion == "@id" and "@context" in definition:
        return Term(name, iri, "concept", values=definition["@context"]["@base"])
    if coercion == "@id":
        return Term(name, iri, "reference")
    return Term(name, iri, "literal", datatype=coercion.removeprefix(XSD))


def _expand(compact: str, content: dict[str, Any]) -> str:
    prefix, _, local = compact.partition(":")
    return f"{content[prefix]}{local}" if prefix in content else compact
