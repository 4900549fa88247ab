"""Words that text recognition has damaged; and that the way back leads to them."""

from __future__ import annotations

import pytest

from munigraph.extraction import damage
from munigraph.extraction.text import Source

from .cases import HERE

LINES = [
    (path.stem, *line.split("\t"))
    for path in sorted((HERE / "damage").glob("*.tsv"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_no_case_was_lost() -> None:
    assert len(LINES) == 19


@pytest.mark.parametrize(("language", "damaged", "wanted"), LINES, ids=[line[1][:40] for line in LINES])
def test_mended(language: str, damaged: str, wanted: str) -> None:
    assert damage.mended(Source.of(damaged).view(), language).text == wanted


def test_facts_point_at_the_damaged_wording() -> None:
    view = damage.mended(Source.of("plats i nitverkets styrgrupp").view(), "sv")
    at = view.text.index("nätverkets")
    assert view.source.text[slice(*view.raw(at, at + len("nätverkets")))] == "nitverkets"


def test_a_profile_may_know_more_words() -> None:
    view = Source.of("Lidéngatan och Rosenvdgen").view()
    assert damage.mended(view, "sv", ["Rosenvägen"]).text == "Lidéngatan och Rosenvägen"
