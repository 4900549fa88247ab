"""Medians, percentiles, and how one service compares with another round by round."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times the other's number, in the middle and at both ends of the rounds."""

    median: float
    least: float
    most: float
    rounds: int


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def ratio(ours: Mapping[int, float], theirs: Mapping[int, float]) -> Ratio | None:
    """Compare numbers of the same round with each other, never across rounds.

    None when no round has both.
    """
    found = [ours[number] / theirs[number] for number in ours if theirs.get(number)]
    if not found:
        return None
    return Ratio(statistics.median(found), min(found), max(found), len(found))
