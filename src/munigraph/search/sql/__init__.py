"""The SQL of the search index, in files: a schema, and named statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

Ask = Callable[[str, Mapping[str, object] | Sequence[object]], list[tuple[Any, ...]]]
"""Given the name of a statement in `asking.sql` and its values: all rows."""

_NAME = re.compile(r"^-- name: (\w+)\n", re.MULTILINE)


def schema() -> str:
    return _text("schema")


@cache
def statements(name: str) -> Mapping[str, str]:
    """The statements of a file, by the name that each has in the comment before it."""
    _, *parts = _NAME.split(_text(name))
    return {key: text.strip() for key, text in zip(parts[::2], parts[1::2], strict=True)}


def _text(name: str) -> str:
    return (resources.files(__package__) / f"{name}.sql").read_text(encoding="utf-8")
