"""YAML read as JSON: no dates, no yes/no, no octal; and every value knows its line.

PyYAML's own resolvers would read `country: no` as false and `0123` as 83, so
only JSON's literals (true, false, null, numbers) are resolved; the rest is text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from munigraph.errors import Fault, InputFaultsError

Position = tuple[str | int, ...]
"""The way to a value: keys and list indices from the top of the file."""

MAX_BYTES = 16_000_000


class _Loader(yaml.CSafeLoader):
    """A safe loader that resolves JSON's literals and nothing else."""


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|)$"), ["n", ""])
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789")
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)$"),
    list("-0123456789"),
)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The content of one file, the line of each value in it, and the SHA-256 of its bytes."""

    path: Path
    content: Any
    lines: dict[Position, int]
    digest: str

    def line(self, position: Position) -> int:
        """The line of the value at `position`, or of the nearest one above it."""
        while position not in self.lines and position:
            position = position[:-1]
        return self.lines.get(position, 1)

    def fault(self, position: Position, message: str, hint: str = "") -> Fault:
        key = ".".join(map(str, position))
        return Fault(self.path, self.line(position), key, message, hint)


def read_yaml(path: Path) -> YamlFile:
    """Read one YAML file.

    Raises what `read_bytes` and `parse_yaml` raise.
    """
    return parse_yaml(path, read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """The bytes of an input file.

    Raises InputFaultsError when it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputFaultsError([Fault(path, 0, "", f"cannot be read: {error.strerror}")]) from error


def parse_yaml(path: Path, data: bytes) -> YamlFile:
    """Read the bytes of one YAML file.

    Raises InputFaultsError when it is no UTF-8, no YAML, too large, empty, has a key
    twice, or uses anchors and aliases (which may expand without end).
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputFaultsError([Fault(path, 0, "", f"cannot be read as UTF-8 text: {error}")]) from error
    if len(data) > MAX_BYTES:
        raise InputFaultsError([Fault(path, 0, "", f"is {len(data)} bytes; at most {MAX_BYTES} are read")])
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            raise InputFaultsError([Fault(path, 1, "", "the file is empty")])
        lines: dict[Position, int] = {}
        faults = list(_survey(root, (), lines, path, set()))
        if faults:
            raise InputFaultsError(faults)
        content = loader.construct_document(root)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        hint = "a value with `: `, `#` or a quote in it needs quotes around it"
        raise InputFaultsError([Fault(path, line, "", f"no valid YAML: {error.problem}", hint)]) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise InputFaultsError([Fault(path, 0, "", f"no valid YAML: {error}")]) from error
    finally:
        loader.dispose()
    return YamlFile(path, content, lines, hashlib.sha256(data).hexdigest())


def _survey(
    node: yaml.Node, position: Position, lines: dict[Position, int], path: Path, seen: set[int]
) -> Iterator[Fault]:
    """Note the line of every value below `node`; yield what JSON could not say."""
    line = node.start_mark.line + 1
    lines[position] = line
    if id(node) in seen:
        yield Fault(path, line, _key(position), "uses a YAML alias", "write the value out")
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _survey(item, (*position, index), lines, path, seen)
    elif isinstance(node, yaml.MappingNode):
        keys: set[str] = set()
        for key, value in node.value:
            name, at = str(key.value), key.start_mark.line + 1
            if name in keys:
                yield Fault(path, at, _key((*position, name)), "this key stands twice", "keep one of them")
            keys.add(name)
            yield from _survey(value, (*position, name), lines, path, seen)
            lines[(*position, name)] = at


def _key(position: Position) -> str:
    return ".".join(map(str, position))
