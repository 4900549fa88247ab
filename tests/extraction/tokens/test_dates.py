"""Dates in five languages, and what looks like a date and is none."""

from __future__ import annotations

import pytest

from munigraph.extraction import dates
from munigraph.extraction.text import Source

from .cases import Case, cases

CASES = cases("dates")


def test_no_case_was_lost() -> None:
    assert len(CASES) == 137


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.place)
def test_dates(case: Case) -> None:
    found = dates.find(Source.of(case.text).view(), case.language)
    assert [(fact.start, fact.end, fact.value) for fact in found] == case.expected
