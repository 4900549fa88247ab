"""Between the files: things named but nowhere described, and things described twice."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from munigraph.errors import Fault
from munigraph.names import VOCABULARY

from .context import Context
from .project import Project
from .yamlfile import Position, YamlFile


def reference_faults(project: Project, concepts: Collection[str]) -> Iterator[Fault]:
    """Dangling references, unknown concepts, and ids with two descriptions.

    `concepts` are the IRIs of all concepts in `ontology/vocabularies/`.
    """
    files = [*project.sources.values(), *project.records.values(), *project.reference.values()]
    described: dict[str, list[tuple[YamlFile, Position]]] = defaultdict(list)
    for file in files:
        for position, node in nodes(file.content, ()):
            if "type" in node:
                described[node["id"]].append((file, (*position, "id")))
    yield from _doubled(described)
    known = set(described)
    for file in files:
        for position, node in nodes(file.content, ()):
            yield from _dangling(file, position, node, project.context, known, concepts)


def _doubled(described: Mapping[str, list[tuple[YamlFile, Position]]]) -> Iterator[Fault]:
    for name, places in described.items():
        first_file, first_position = places[0]
        for file, position in places[1:]:
            where = f"{first_file.path}:{first_file.line(first_position)}"
            hint = "describe it once; elsewhere name it by its id"
            yield file.fault(position, f"{name} is described at {where} already", hint)


def _dangling(
    file: YamlFile,
    position: Position,
    node: dict[str, Any],
    context: Context,
    known: Collection[str],
    concepts: Collection[str],
) -> Iterator[Fault]:
    if "type" not in node and node["id"] not in known:
        yield file.fault(
            (*position, "id"), f"{node['id']} has no type and is described nowhere", "add its `type`"
        )
    for key, value in node.items():
        term = context.terms.get(key)
        if term is None or term.kind not in ("reference", "concept"):
            continue
        many = value if isinstance(value, list) else [value]
        for index, item in enumerate(many):
            if not isinstance(item, str) or item.startswith(("http://", "https://")):
                continue
            at = (*position, key, index) if isinstance(value, list) else (*position, key)
            if term.kind == "reference" and item not in known:
                yield file.fault(at, f"{item} is described nowhere", _nearest(item, known))
            elif term.kind == "concept" and term.values.startswith(VOCABULARY):
                scheme = [iri.removeprefix(term.values) for iri in concepts if iri.startswith(term.values)]
                if item not in scheme:
                    yield file.fault(at, f"`{item}` is no concept of {term.values}", _nearest(item, scheme))


def _nearest(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean `{near[0]}`?" if near else "describe it in data/reference/ or in this record"


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
