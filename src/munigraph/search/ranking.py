"""How well the names of a thing answer a question, and where in a name the words are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from munigraph.folding import beginning, chunks, forms, located

from .entries import Entry, Name, Role
from .terms import Term

_STANDING = 0.04
"""What a step of standing is worth beside a perfect name, which is worth 1."""
_ELSEWHERE = 0.6
"""What a word is worth that stands in another name of the thing."""
_SAME = 0.25
"""What it is worth for each word after the first that the name has these words and no others."""
_MOST_SAME = 0.75
_SAME_CODE = 0.2
"""What it is worth that a code is just what was typed, diacritics and all: O is another party than Ø."""
_LANGUAGE = 0.02
_NEARLY = 0.9
_ROLES = {Role.LABEL: 1.0, Role.TITLE: 0.98, Role.OTHER: 0.96, Role.CODE: 1.0}


class Match(NamedTuple):
    """The name of a thing that answers a question best."""

    score: float
    name: Name
    exact: bool
    """Whether the name has the words that were typed and no others."""


class Span(NamedTuple):
    """A part of a text that was looked for."""

    start: int
    end: int


class _Fit(NamedTuple):
    of: list[float]
    """For each word looked for, how well the best word of the name fits."""
    covered: float
    """Which part of the name's words was looked for."""
    same: bool


class Ranking:
    """Judges names by one question."""

    def __init__(self, sought: Sequence[Term], typed: str, language: str) -> None:
        self._sought = sought
        self._words = [term.typed for term in sought]
        self._typed = typed.strip().casefold()
        self._language = language
        self._fits: dict[str, list[float]] = {}
        for place, term in enumerate(sought):
            for form, fit in term.forms.items():
                self._fits.setdefault(form, [0.0] * len(sought))[place] = fit

    def best(self, entry: Entry) -> Match:
        """The name of a thing that answers best."""
        return max(self._matches(entry), key=lambda match: match.score)

    def shown(self, best: Match, called: Name) -> Name:
        """By which name it was found, as it is told: by what it is called, if that has the words as well."""
        fit, other = self._fit(called), self._fit(best.name)
        as_well = all(mine >= _NEARLY * theirs for mine, theirs in zip(fit.of, other.of, strict=True))
        return called if as_well and not best.exact else best.name

    def _matches(self, entry: Entry) -> Iterator[Match]:
        fits = [self._fit(name) for name in entry.names]
        anywhere = list(map(max, zip(*(fit.of for fit in fits), strict=True)))
        for fit, name in zip(fits, entry.names, strict=True):
            score = _quality(fit, anywhere) * _ROLES[name.role] + _STANDING * entry.standing
            score += _LANGUAGE * (name.language == self._language)
            score += _SAME_CODE * (name.role is Role.CODE and name.text.casefold() == self._typed)
            yield Match(score, name, fit.same)

    def marks(self, text: str) -> Iterator[Span]:
        """Where in a text words are that were looked for; of a word that goes on, what was typed of it."""
        for start, end, word in located(text):
            fits = self._fits.get(word)
            if fits and start < end:
                typed = self._words[fits.index(max(fits))]
                goes_on = len(word) > len(typed) and word.startswith(typed)
                yield Span(start, start + beginning(text[start:end], typed) if goes_on else end)

    def _fit(self, name: Name) -> _Fit:
        of = [0.0] * len(self._words)
        covered = 0
        words: list[str] = []
        for chunk in chunks(name.text):
            for word in forms(chunk):
                fits = self._fits.get(word)
                if fits:
                    covered += 1
                    of = list(map(max, of, fits))
            words += chunk
        return _Fit(of, min(covered / max(len(words), 1), 1.0), words == self._words)


def _quality(fit: _Fit, anywhere: Sequence[float]) -> float:
    count = len(anywhere)
    if not count:
        return 0.0
    here = sum(max(mine, _ELSEWHERE * other) for mine, other in zip(fit.of, anywhere, strict=True))
    same = min(_SAME * (count - 1), _MOST_SAME) if fit.same else 0.0
    return here / count * (0.5 + 0.5 * fit.covered) + same
