"""Tables whose cells are set apart by spaces: what the first cell of a row says."""

from __future__ import annotations

import pytest

from munigraph.extraction.drafting.rows import row

TABLE = """\
                       Items on their way

Title                          Meeting       Answer due
Plan for the harbour           3 September   no
baths and what they
cost
Day care in the north          5 September   yes
A line of plain text that is in no table, and goes on.
"""


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("3 September", "Plan for the harbour baths and what they cost"),
        ("Plan", "Plan for the harbour baths and what they cost"),
        ("yes", "Day care in the north"),
        ("plain", None),
        ("Items", None),
    ],
)
def test_a_row_is_called_by_its_first_cell(word: str, wanted: str | None) -> None:
    assert row(TABLE, TABLE.index(word)) == wanted
