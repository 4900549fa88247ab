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


def test_days_of_a_year_from_elsewhere() -> None:
    text = "Byrådet 25. juni, Magistraten 30. februar og den 3. marts 2022"
    assert [(found.value, text[found.start : found.end]) for found in dates.of_year(text, 2025)] == [
        ("2025-06-25", "25. juni")
    ]


def test_first_day() -> None:
    assert dates.first_day("i maj 2016, den 3 juni 2016 och den 4 juni 2016") == "2016-06-03"
    assert dates.first_day("i maj 2016") is None
