"""Places in the text of a document, as the page of the document knows them."""

from __future__ import annotations

PART = 32_000
"""Characters of a text on one page; a longer one is shown in parts."""


def whole(text: str) -> int | None:
    """A whole number of data, which may say anything; None for what is none, or of no use."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None


def anchor(start: int, end: int) -> str:
    """The fragment of an address that leads to some words."""
    return f"c{start}-{end}"


def part_of(start: int) -> int:
    """The part of a text that words stand in, by where they begin; the first is 1."""
    return start // PART + 1
