"""Text as it is compared when something is looked for: case, diacritics and punctuation do not count.

The index and the question are folded alike, so that what is written in one way is found
in every other: Århus as Aarhus or Arhus, Malmö as Malmø, Næstved as Naestved, KS 2018/550
by any of its parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST_WORD = 40
"""Letters of a word that count; two words that begin alike for so long are one."""

Chunk = tuple[str, ...]
"""What is written without a space between, as its words: letters or digits that stand together."""

_LETTERS = {
    "æ": "ae", "ø": "o", "œ": "oe", "ð": "d", "đ": "d", "þ": "th", "ħ": "h", "ł": "l", "ŧ": "t",
    "ı": "i", "ŋ": "n",
}  # fmt: skip
"""Letters that Unicode does not take apart."""

_JOINING = "-\u00ad\u2010\u2011\u2012\u2013\u2212/\u2044\\._:·"
"""Stand between the parts of one chunk."""

_SILENT = "'\u2018\u2019\u02bc\u02b9\u2032`\u00b4\u200b\u200c\u200d\ufeff"
"""Apostrophes and what has no width: the letters on either side belong together."""

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts that put no spaces between words: each sign is a chunk of its own."""

_WORD = re.compile(r"[^\W\d_]+|\d+")
_MOST_FOLDS = 10_000
"""So many characters are remembered; nobody shall fill the memory by asking for all there are."""
_DIGRAPH = re.compile("a[ae]+|oe+")
"""å, æ and ä where they are written with two letters; ø and ö likewise."""


def chunks(text: str) -> list[Chunk]:
    """The chunks of a text, folded, in order; `KS 2018/550` is `("ks",)` and `("2018", "550")`."""
    return [chunk for piece in text.split() for chunk in _of_piece(piece)]


def words(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return [word for chunk in chunks(text) for word in chunk]


def folded(text: str) -> str:
    """A text as its folded words with single spaces between; texts of which this is equal are alike."""
    return " ".join(words(text))


def forms(chunk: Chunk) -> tuple[str, ...]:
    """The words by which a chunk is found: its own and, if there are several, all of them joined."""
    return (*chunk, "".join(chunk)[:LONGEST_WORD]) if len(chunk) > 1 else chunk


class Located(NamedTuple):
    """A word and where in a text it is written."""

    start: int
    end: int
    word: str


def located(text: str) -> Iterator[Located]:
    """The words of a text, as `words` gives them, with their places.

    One character may be several words, as ¼ is; all but the first are then nowhere.
    """
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = unicodedata.normalize("NFKD", character.casefold()).translate(_FOLDS)
        letters += plain
        places += [place] * len(plain)
    end = 0
    for found in _WORD.finditer("".join(letters)):
        start = max(places[found.start()], end)
        end = places[found.end() - 1] + 1
        while end < len(text) and unicodedata.category(text[end])[0] == "M":
            end += 1
        yield Located(start, end, _DIGRAPH.sub(_first, found[0])[:LONGEST_WORD])


def beginning(word: str, start: str) -> int:
    """How many letters at the start of a word, as it is written, make up a folded beginning of it."""
    return next((end for end in range(1, len(word)) if folded(word[:end]).startswith(start)), len(word))


@lru_cache(maxsize=1 << 16)
def _of_piece(piece: str) -> tuple[Chunk, ...]:
    """The chunks of what stands between two spaces."""
    plain = unicodedata.normalize("NFKD", piece.casefold()).translate(_FOLDS)
    plain = _DIGRAPH.sub(_first, plain)
    found = (tuple(word[:LONGEST_WORD] for word in _WORD.findall(part)) for part in plain.split())
    return tuple(chunk for chunk in found if chunk)


def _first(digraph: re.Match[str]) -> str:
    return digraph[0][0]


class _Folds(dict[int, str | None]):
    """What becomes of each character, worked out when it is met."""

    def __missing__(self, code: int) -> str | None:
        found = _fold(chr(code))
        if len(self) < _MOST_FOLDS:
            self[code] = found
        return found


def _fold(character: str) -> str | None:
    category = unicodedata.category(character)
    if category[0] == "M" or character in _SILENT:
        return None
    if character in _LETTERS:
        return _LETTERS[character]
    if character in _JOINING:
        return "-"
    if category == "Nd":
        return str(unicodedata.digit(character))
    if _UNSPACED.match(character):
        return f" {character} "
    if category[0] == "L":
        return unicodedata.normalize("NFC", character.casefold())
    return " "


_FOLDS = _Folds()
