"""Addresses are read in one way or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from munigraph.origins import address_of, origin_of
from tests.terms import rows

CASES = list(rows(Path(__file__).parent / "origins.tsv"))


def test_counted_cases() -> None:
    assert len(CASES) == 49


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["iri"])
def test_an_address_has_an_origin_or_is_none(case: dict[str, str]) -> None:
    address = address_of(case["iri"])
    found = (str(address.origin), address.target) if address else ("", "")
    assert found == (case["origin"], case["target"])


def test_an_address_that_never_ends_is_read_soon() -> None:
    assert address_of("https://" + "a-" * 100_000 + "!") is None
    assert address_of("https://" + "a." * 200 + "a/") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://Ok.example", "https://ok.example"),
        ("https://ok.example/", "https://ok.example"),
        ("https://ok.example/sparql", "None"),
        ("https://ok.example?x", "None"),
        ("https://ok.example/?x", "None"),
        ("ok.example", "None"),
    ],
)
def test_an_origin_is_an_address_without_a_path(text: str, expected: str) -> None:
    assert str(origin_of(text)) == expected
