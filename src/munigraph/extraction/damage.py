"""Words that text recognition has damaged, mended: `nitverket`, `fo6ljande`, `Sj6`.

Only for texts that `language.quality` finds damaged. The result is a view, so that facts
still point at the wording as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from .text import View
from .wordlists import wordlist

_WORD = re.compile(r"(?<![^\W_])(?:[^\W_]{1,60}(?:[&@][^\W_]{1,60}){0,3}|[&@][^\W\d_]{1,60})(?![^\W_])")
_SHORT = 4
_ALIKE = 55
"""How alike (of 100) a damaged word and what it is mended to must be; two wrong letters of five are 60."""
_AS = {"nn": "nb"}


@dataclass(frozen=True, slots=True)
class _Words:
    by_skeleton: Mapping[str, tuple[str, ...]]
    plain: frozenset[str]
    short: Mapping[str, str]
    figures: Mapping[str, str]
    special: re.Pattern[str]
    confused: re.Pattern[str]
    inside: re.Pattern[str]


def mended(view: View, language: str, more: Iterable[str] = ()) -> View:
    """The view with damaged words mended, as far as they are known; the rest stays.

    `more` are words to know beside those of the language: a profile's own.
    """
    words = _words(_AS.get(language, language), tuple(more))
    return view.edited(_edits(view.text, words)) if words else view


def _edits(text: str, words: _Words) -> Iterator[tuple[int, int, str]]:
    for match in _WORD.finditer(text):
        if match[0].isdecimal() or _is_foreign(text, *match.span()):
            continue
        word = _mended(match[0], words)
        if word != match[0]:
            yield *match.span(), word


def _is_foreign(text: str, start: int, end: int) -> bool:
    """A small word between two with capitals: `Institute for Strategic Dialogue`."""
    if end - start >= _SHORT or not text[start].islower():
        return False
    before = text[max(0, start - _SHORT * 10) : start].split()[-1:]
    return bool(before) and before[0][0].isupper() and text[end : end + 2].lstrip()[:1].isupper()


def _mended(word: str, words: _Words) -> str:
    small = word.lower()
    if words.special.search(small):
        return word
    if small in words.short:
        return _like(word, words.short[small])
    if len(word) >= _SHORT and small not in words.plain:
        known = words.by_skeleton.get(words.confused.sub("*", small), ())
        if small in known:
            return word
        best = max(known, key=lambda each: fuzz.ratio(small, each), default="")
        if best and fuzz.ratio(small, best) >= _ALIKE:
            return _like(word, best)
    return words.inside.sub(lambda figure: words.figures[figure[0][-1]], word)


def _like(word: str, mended: str) -> str:
    """With a capital, or in capitals, where the damaged word was."""
    if word.isupper() and len(word) >= _SHORT:
        return mended.upper()
    return mended[:1].upper() + mended[1:] if word[:1].isupper() else mended


@cache
def _words(language: str, more: tuple[str, ...]) -> _Words | None:
    lists = wordlist("words")
    if language not in lists["figures"]:
        return None
    data, figures = lists[language], lists["figures"][language]
    becomes = wordlist("languages")["letters"][language]["becomes"]
    confused = re.compile(f"[{re.escape(becomes)}]+")
    by_skeleton: dict[str, tuple[str, ...]] = {}
    for word in (*data["words"], *data.get("names", ()), *(each.lower() for each in more)):
        skeleton = confused.sub("*", word)
        by_skeleton[skeleton] = (*by_skeleton.get(skeleton, ()), word)
    marks = re.escape("".join(figures))
    return _Words(
        by_skeleton,
        frozenset(data["plain"]),
        data["short"],
        figures,
        re.compile(f"[{wordlist('languages')['letters'][language]['special']}]"),
        confused,
        re.compile(rf"(?<=[^\W\d_A-ZÅÄÖÆØ])[oö]?[{marks}](?![\d/-])(?=[^\W\d_]|\b)"),
    )
