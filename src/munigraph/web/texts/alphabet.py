"""The order of names in a language: å stands last in Danish and after z in Swedish, æ and ø are letters."""

from __future__ import annotations

import unicodedata
from functools import cache

_AFTER_Z = {"da": ("æä", "øö", "å"), "sv": ("å", "äæ", "öø")}
"""Letters after z in their order; those written together are the same letter to a reader."""

_PLAIN = {"æ": "ae", "ø": "o", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ß": "ss"}
"""What is left of letters that Unicode does not take apart."""

_LAST_LETTER = ord("z")
_END = "\0"
"""Comes before all letters, so that a name comes before those that go on."""


def place(name: str, language: str) -> str:
    """Where a name stands among others, as a key to sort by."""
    text = unicodedata.normalize("NFC", name.casefold())
    if language == "da":
        text = text.replace("aa", "å")
    letters = _letters(language)
    return "".join(letters[sign] if sign in letters else _plain(sign) for sign in text).strip() + _END + name


@cache
def _letters(language: str) -> dict[str, str]:
    after = _AFTER_Z.get(language, ())
    return {sign: chr(_LAST_LETTER + 1 + place) for place, signs in enumerate(after) for sign in signs}


@cache
def _plain(sign: str) -> str:
    """A sign without its marks; what is neither letter nor digit counts as a space."""
    bare = "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))
    found = _PLAIN.get(sign, bare)
    return found if found.isalnum() else " "
