"""Sums of money in five languages, and numbers that are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from munigraph.extraction import money
from munigraph.extraction.text import Source

from .cases import Case, cases

CASES = cases("money")
COUNTRIES = {"da": "DK", "sv": "SE", "nb": "NO", "nn": "NO", "sv-FI": "FI"}


def test_no_case_was_lost() -> None:
    assert len(CASES) == 125


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.place)
def test_sums(case: Case) -> None:
    found = money.find(Source.of(case.text).view(), COUNTRIES[case.language])
    assert [(fact.start, fact.end, f"{fact.value}:{fact.currency}") for fact in found] == case.expected


@pytest.mark.parametrize(
    ("wording", "value"),
    [
        ("1.234.567,50", "1234567.5"),
        ("1,234.50", "1234.5"),
        ("12,441", "12.441"),
        ("1.525", "1525"),
        ("1.5", "1.5"),
        ("−1 000", "-1000"),
    ],
)
def test_numbers(wording: str, value: str) -> None:
    assert money.number(wording) == Decimal(value)
