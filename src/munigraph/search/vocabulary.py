"""The words of an index: which there are, how they may go on, which are nearly the one that was typed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import OSA

from .grams import beginning_grams, grams
from .sql import Ask

MOST_CONTINUATIONS = 64
"""So many of the ways in which an unfinished word may go on are looked for, the most frequent ones."""

_MOST_ALIKE = 500
_LAST = "\U0010ffff"
"""Stands after all that words are made of."""


class Near(NamedTuple):
    """A word near the one that was typed."""

    distance: int
    """How many letters are too many, missing, others or the wrong way round."""
    word: str
    things: int
    """How many things it is a word of."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Asks an index about words, which come folded."""

    ask: Ask

    def counts(self, words: Iterable[str]) -> Mapping[str, int]:
        """Of those words that there are, how many things each is a word of."""
        return dict(self.ask("counts", (json.dumps(list(words)),)))

    def continuations(self, start: str) -> Mapping[str, int]:
        """The most frequent words that begin so and go on."""
        values = {"start": start, "end": start + _LAST, "most": MOST_CONTINUATIONS}
        return dict(self.ask("continuations", values))

    def near(self, word: str, unfinished: bool) -> list[Near]:
        """The words that may be meant by one, nearest and most frequent first."""
        furthest = edits(word)
        sought = beginning_grams(word) if unfinished else grams(word)
        if not furthest or not sought:
            return []
        values = {
            "grams": json.dumps(sorted(sought)),
            "shortest": len(word) - furthest,
            "longest": 1 << 16 if unfinished else len(word) + furthest,
            "fewest": max(1, len(sought) - 4 * furthest),
            "most": _MOST_ALIKE,
        }
        found = []
        for other, things in self.ask("alike", values):
            distance = _distance(word, other, furthest, unfinished)
            if 0 < distance <= furthest:
                found.append(Near(distance, other, things))
        return sorted(found, key=lambda near: (near.distance, -near.things, near.word))


def edits(word: str) -> int:
    """How many mistakes a word is forgiven: the longer it is, the more."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


def _distance(word: str, other: str, furthest: int, unfinished: bool) -> int:
    """Optimal string alignment; for an unfinished word, to the nearest beginning of the other."""
    if not unfinished:
        return OSA.distance(word, other, score_cutoff=furthest)
    ends = range(len(word) - furthest, min(len(word) + furthest, len(other)) + 1)
    return min((OSA.distance(word, other[:end], score_cutoff=furthest) for end in ends), default=furthest + 1)
