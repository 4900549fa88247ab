"""Records and source entries as YAML, the way a curator writes them, the same bytes each time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_PLAIN = re.compile(r"[\w(/«»”“][^\n\t]*")
_TAKEN = re.compile(
    r"true|false|null|~|-?[0-9][0-9_.,:eE+-]*|y|n|yes|no|on|off|\d{4}-\d\d-\d\d.*", re.IGNORECASE
)
_MARKS = (": ", " #", "\x85", "\u2028", "\u2029", "\ufeff")
_FLOW_MARKS = re.compile(r"[,\[\]{}]")
_SPAN = frozenset({"was", "start", "end", "anchor"})
_DATED = frozenset({"value", "type"})
_UNSEEN = re.compile(r"[^\S ]|[\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff0-\uffff]")
"""Characters that nobody sees, or that YAML takes for line ends."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def source_text(node: Mapping[str, Any]) -> str:
    """A source entry."""
    return "".join(_mapping(node, 0))


def record_text(head: Mapping[str, Any], nodes: Iterable[str], tail: str = "") -> str:
    """A record of nodes that are written already, with what stands below them."""
    return "".join((*_mapping(head, 0), "facts:\n", *nodes, tail))


def remarks(lines: Iterable[str]) -> str:
    """Comments, a line each."""
    return "".join(f"# {' '.join(line.split())}\n" for line in lines)


def node_text(node: Mapping[str, Any]) -> str:
    """A node as an entry of a record's facts."""
    return "".join(_entry(node, 2))


def _mapping(node: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, value in node.items():
        yield from _pair(key, value, indent)


def _pair(key: str, value: Any, indent: int) -> Iterator[str]:
    margin = " " * indent
    if isinstance(value, Mapping) and not _is_short(value):
        yield f"{margin}{key}:\n"
        yield from _mapping(value, indent + 2)
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        yield f"{margin}{key}:\n"
        for each in value:
            yield from _entry(each, indent + 2)
    else:
        yield f"{margin}{key}: {_value(value)}\n"


def _entry(value: Any, indent: int) -> Iterator[str]:
    margin = " " * indent
    if not isinstance(value, Mapping) or _is_short(value):
        yield f"{margin}- {_value(value)}\n"
        return
    lines = "".join(_mapping(value, indent + 2))
    yield f"{margin}- {lines[indent + 2 :]}"


def _is_short(node: Mapping[str, Any]) -> bool:
    """Spans, ballots and dates with a type stand in one line."""
    keys = set(node)
    return keys <= _SPAN or keys == _DATED or str(node.get("type", "")).startswith("Ballot")


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(_text(each, flow=True) for each in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_inner(each)}" for key, each in value.items()) + "}"
    return _text(value)


def _inner(value: Any) -> str:
    return _text(value, flow=True) if isinstance(value, str) else _value(value)


def _text(text: str, *, flow: bool = False) -> str:
    """A text as it stands where YAML reads it so, else in double quotes."""
    plain = (
        bool(_PLAIN.fullmatch(text))
        and text == text.strip()
        and text.isprintable()
        and not text.endswith(":")
        and not any(mark in text for mark in _MARKS)
        and not (flow and _FLOW_MARKS.search(text))
        and (_DATE.fullmatch(text) is not None or not _TAKEN.fullmatch(text))
    )
    return text if plain else _UNSEEN.sub(_escaped, json.dumps(text, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
