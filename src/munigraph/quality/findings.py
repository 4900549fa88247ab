"""What the validation found, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from munigraph.validation import Report

from .coverage import Evidence


class Found(NamedTuple):
    """Which shape is not conformed to, at which property, and how bad that is."""

    severity: str
    shape: str
    path: str


def by_shape(report: Report) -> Counter[Found]:
    return Counter(Found(each.severity.value, each.shape, each.path) for each in report.results)


def by_document(report: Report, evidence: Evidence) -> Mapping[int, int]:
    """How many results are about things of each document, by its number."""
    counts: Counter[int] = Counter()
    for focus, times in Counter(str(each.focus) for each in report.results).items():
        number = evidence.tables.terms.known(focus)
        if number is not None:
            near = evidence.near(np.array([number], np.uint64))
            counts.update(dict.fromkeys(near[evidence.are_documents(near)].tolist(), times))
    return counts
