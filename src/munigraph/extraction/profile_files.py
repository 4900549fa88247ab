"""Profiles as files: one extends another; what is wrong is told with file, line and key."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from munigraph.errors import Fault, InputFaultsError, MissingError
from munigraph.records.yamlfile import Position, YamlFile, read_yaml

from .patterns import PatternFaultError, compiled, word

FOLDER = Path(__file__).parent / "profiles"
_PATTERNS = ("anchors", "slots", "words", "furniture", "heads", "paths", "items", "headings", "rules")
_NO_PATTERN = ("name", "kind", "status", "reason", "outcome")


def profile_names() -> list[str]:
    """The names of the profiles that come with the package."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def merged(name: str, seen: tuple[str, ...] = ()) -> tuple[dict[str, Any], list[YamlFile]]:
    path = Path(name) if name.endswith(".yaml") else FOLDER / f"{name}.yaml"
    if not path.is_file():
        raise MissingError(f"There is no profile {name}.", hint=f"There are {', '.join(profile_names())}.")
    file = _file(path)
    parent = file.content.get("extends") if isinstance(file.content, dict) else None
    if not isinstance(parent, str):
        return dict(file.content), [file]
    if parent in seen:
        raise InputFaultsError([file.fault(("extends",), f"{parent} extends itself")])
    above, files = merged(parent, (*seen, parent))
    return _merge(above, {k: v for k, v in file.content.items() if k != "extends"}), [file, *files]


@cache
def _file(path: Path) -> YamlFile:
    return read_yaml(path)


def _merge(above: Any, near: Any) -> Any:
    if isinstance(above, dict) and isinstance(near, dict):
        return above | {key: _merge(above.get(key), value) for key, value in near.items()}
    if isinstance(above, list) and isinstance(near, list):
        return near + above
    return near


@cache
def _schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads((FOLDER / "schema.json").read_text(encoding="utf-8")))


def schema_faults(file: YamlFile) -> Iterator[Fault]:
    for error in _schema().iter_errors(file.content):
        yield file.fault(tuple(error.absolute_path), error.message[:200])


def pattern_faults(file: YamlFile, slots: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong with the patterns of one file, by place."""
    for place, pattern in _patterns_in(file.content, ()):
        try:
            if place[0] == "words":
                word(pattern, slots)
            compiled(pattern, slots)
        except PatternFaultError as error:
            yield file.fault(place, str(error))


def _patterns_in(node: Any, place: Position) -> Iterator[tuple[Position, str]]:
    if isinstance(node, str) and place[0] in _PATTERNS and place[-1] not in _NO_PATTERN:
        yield place, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _patterns_in(value, (*place, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _patterns_in(value, (*place, index))
