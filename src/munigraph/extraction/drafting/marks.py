"""Whose word a node is: the program's, or a human's.

A drafted node carries a checksum of itself. Whoever changes the node leaves the checksum
as it was, so that a changed node is known, whatever it was changed with.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

KEY = "drafted"
REVIEWED = "extracted-reviewed"
_DIGITS = 8


def checksum(node: Mapping[str, Any]) -> str:
    """Eight digits that tell a node's content from another."""
    content = {key: value for key, value in node.items() if key != KEY}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def marked(node: Mapping[str, Any]) -> dict[str, Any]:
    """A drafted node with its checksum, which stands last."""
    plain = {key: value for key, value in node.items() if key != KEY}
    return {**plain, KEY: checksum(plain)}


def is_human(node: Mapping[str, Any]) -> bool:
    """Whether a node is a human's word: written, changed or accepted by one."""
    return node.get(KEY) != checksum(node)
