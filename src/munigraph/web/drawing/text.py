"""Text in a drawing: how much room it takes, and how it is cut where there is too little."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate

ELLIPSIS = "…"

_UNFIT = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\ufdd0-\ufdef]")
"""What XML 1.0 does not allow (§2.2) or advises against."""

_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks of direction: in a label they could turn the text around it."""

_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = {"R", "AL"}

_EM = {
    **dict.fromkeys("ijl|!'.,:;", 0.3),
    **dict.fromkeys("ftrI()[]{}/\\- ", 0.39),
    **dict.fromkeys("mwMW@%—", 0.95),
}
"""Widths in em where they are far from those of other letters; the widest of common system fonts."""

_BOLD = 1.08


def clean(text: str) -> str:
    """A label on one line, without what XML forbids and without marks of direction."""
    return " ".join(_TURNS.sub("", _UNFIT.sub("", text)).split())


def width(text: str, size: float, bold: bool = False) -> float:
    """About how wide a text gets at a size of type: rather too much than too little."""
    return sum(map(_em, text)) * size * (_BOLD if bold else 1)


def cut(text: str, room: float, size: float, bold: bool = False) -> str:
    """The text, or as much of its beginning as there is room for, with an ellipsis."""
    ems = room / size / (_BOLD if bold else 1)
    most = int(ems / min(_EM.values())) + 1
    if len(text) <= most and width(text, 1) <= ems:
        return isolated(text)
    sums = list(accumulate(map(_em, text[: 2 * most]), initial=_em(ELLIPSIS)))
    count = sum(1 for total in sums if total <= ems) - 1
    if count < 1:
        return ELLIPSIS
    while count and unicodedata.combining(text[count : count + 1] or "a"):
        count -= 1
    return isolated(text[:count].rstrip() + ELLIPSIS)


def isolated(text: str) -> str:
    """The text, closed off where it runs from right to left, so that it turns nothing beside it."""
    if text.isascii():
        return text
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text):
        return _ISOLATE + text + _END_OF_ISOLATE
    return text


@lru_cache(maxsize=4096)
def _em(letter: str) -> float:
    if found := _EM.get(letter):
        return found
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn", "Me"):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if letter.isupper():
        return 0.72
    return 0.6 if letter.islower() or letter.isdigit() else 0.7
