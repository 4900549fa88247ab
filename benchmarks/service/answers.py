"""What a service answers, short enough to compare with what the others answer."""

from __future__ import annotations

import json
from typing import Any

from .asking import TABLE, Timing

FEW = 1
"""Up to so many rows are compared by value, more by number."""


def told(timing: Timing, accept: str) -> str:
    """An answer in short: the number of its rows or triples, or what was wrong with it."""
    if not timing.status:
        return "no answer"
    if not timing.good:
        return f"status {timing.status}"
    try:
        return _table(timing.body) if accept == TABLE else _graph(timing.body)
    except (ValueError, KeyError, TypeError, AttributeError):
        return "unreadable"


def _table(body: bytes) -> str:
    content: dict[str, Any] = json.loads(body)
    if "boolean" in content:
        return "yes" if content["boolean"] else "no"
    rows = content["results"]["bindings"]
    if len(rows) > FEW:
        return f"{len(rows)} rows"
    values = [f"{name}={_value(row[name])}" for row in rows for name in sorted(row)]
    return " ".join([f"{len(rows)} row{'' if len(rows) == 1 else 's'}", *values])


def _value(term: dict[str, str]) -> str:
    """A value, the numbers among them rounded to what all services keep."""
    if term["type"] == "bnode":
        return "_"
    try:
        return f"{float(term['value']):.9g}"
    except ValueError:
        return term["value"]


def _graph(body: bytes) -> str:
    lines = {line for line in body.splitlines() if line.strip() and not line.lstrip().startswith(b"#")}
    return f"{len(lines)} triples"
