"""Runs of three letters: words that have many in common are nearly the same."""

from __future__ import annotations

_SHORTEST, _LONGEST = 3, 24
"""Letters of words that can be mistyped."""


def grams(word: str) -> set[str]:
    """The runs of three letters of a word, its beginning and end marked; none of what cannot be mistyped."""
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
        return set()
    marked = f"^{word}$"
    return {marked[start : start + 3] for start in range(len(marked) - 2)}


def beginning_grams(word: str) -> set[str]:
    """The runs of the beginning of a word, of which it is not known how it goes on."""
    return {gram for gram in grams(word) if not gram.endswith("$")}
