"""Pairs what was found with what was to be found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .values import Item


@dataclass(frozen=True, slots=True)
class Score:
    """How many were to be found, were found, and were both."""

    gold: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.gold + other.gold, self.found + other.found, self.right + other.right)

    @property
    def precision(self) -> float | None:
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else None


def pair(gold: Sequence[Item], found: Sequence[Item]) -> tuple[Score, list[Item], list[Item]]:
    """The score, what was missed and what was wrong.

    Two items fit that overlap and have the same value. Each fits once; of many that could,
    those that overlap most are taken first.
    """
    candidates = sorted(
        (
            (-_overlap(one, other), at, to)
            for at, one in enumerate(gold)
            for to, other in enumerate(found)
            if one.value == other.value and _overlap(one, other) > 0
        )
    )
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    for _, at, to in candidates:
        if at not in taken_gold and to not in taken_found:
            taken_gold.add(at)
            taken_found.add(to)
    missed = [item for at, item in enumerate(gold) if at not in taken_gold]
    wrong = [item for at, item in enumerate(found) if at not in taken_found]
    return Score(len(gold), len(found), len(taken_gold)), missed, wrong


def _overlap(one: Item, other: Item) -> float:
    """The common part of two spans, as a share of all they cover."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / (max(one.end, other.end) - min(one.start, other.start))
