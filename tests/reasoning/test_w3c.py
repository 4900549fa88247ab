"""The rules of the W3C's tables (OWL 2 Profiles §4.3), one case each, and where they must not apply."""

from __future__ import annotations

from pathlib import Path

import pytest

from munigraph.columns.tables import statements, tokens
from munigraph.reasoning.consistency import names
from tests.terms import rows

from .cases import closed, quads

CASES = list(rows(Path(__file__).parent / "w3c.tsv"))


def test_no_case_was_lost() -> None:
    assert len(CASES) == 101


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_rule(case: dict[str, str]) -> None:
    closure = closed(case["given"])
    if case["outcome"] == "contradiction":
        found = {clash.name for clash in closure.clashes}
        assert case["rule"].partition(",")[0].partition(" ")[0] in found
        assert found <= names()
        return
    (wanted,) = tokens(quads(case["statement"] + " ."))
    assert (wanted in set(statements(closure.tables))) == (case["outcome"] == "follows")
    assert not closure.clashes
