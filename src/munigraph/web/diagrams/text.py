"""How much room a text takes in a diagram, about: rather too much than too little."""

from __future__ import annotations

import unicodedata

_NARROW = frozenset("fijlrtI.,:;'|!()[]/ -")
_WIDE = frozenset("mwMW@%—")


def width(text: str, size: float) -> float:
    return sum(map(_em, text)) * size


def cut(text: str, most: int = 40) -> str:
    """A text on one line, shortened where it is absurdly long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _em(letter: str) -> float:
    if letter in _NARROW:
        return 0.38
    if letter in _WIDE:
        return 0.97
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    return 0.74 if letter.isupper() else 0.62
