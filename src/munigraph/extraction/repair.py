"""Words that text recognition has damaged, put right where a profile knows them.

Recognition confuses a few letters: ä comes out as a, i, d or é, ö as o or 6, å as 4 or &.
A word is put right if it has the same letters as a known one apart from those, and is
otherwise nearly the same. The view still knows how the text has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from rapidfuzz.distance import Levenshtein

from .profile import Profile
from .text import View, fold

_WORD = re.compile(r"[\w&]+(?:-[\w&]+)*")
_CONFUSED = re.compile(r"[aeiouydåäöæøé0-9&_]")
_SHORTEST = 4
_FURTHEST = 0.34
"""How much of a word may be otherwise than it should."""


def repaired(view: View, profile: Profile) -> View:
    """The view with the profile's words put right."""
    known = _known(profile)
    return view.edited(_edits(view.text, known)) if known else view


def _edits(text: str, known: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, int, str]]:
    for found in _WORD.finditer(text):
        right = _right(found[0].lower(), known)
        if right and right != found[0].lower():
            capital = found[0][:1].isupper()
            yield *found.span(), right[:1].upper() + right[1:] if capital else right


def _right(word: str, known: Mapping[str, tuple[str, ...]]) -> str | None:
    """The known word that a word is meant to be."""
    if len(word) < _SHORTEST:
        return None
    choices = known.get(_skeleton(word), ())
    near = min(choices, key=lambda each: (Levenshtein.distance(fold(each), fold(word)), each), default=None)
    if near is None or Levenshtein.normalized_distance(fold(near), fold(word)) > _FURTHEST:
        return None
    return near


@cache
def _known(profile: Profile) -> Mapping[str, tuple[str, ...]]:
    return _by_skeleton(word.lower() for word in profile.repairs)


def _by_skeleton(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for word in words:
        key = _skeleton(word)
        table[key] = (*table.get(key, ()), word)
    return table


def _skeleton(word: str) -> str:
    """The letters that recognition does not confuse."""
    return _CONFUSED.sub("", word)
