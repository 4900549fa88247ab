"""Rows are counted in any pieces, and cut tables are tables."""

from __future__ import annotations

import io
from itertools import pairwise

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from munigraph.evaluation.rows import counter, shortened
from munigraph.formats import RESULT_FORMATS

NAMES = [form.name for form in RESULT_FORMATS]
STORE = ox.Store()
NASTY = st.lists(
    st.sampled_from(
        ['"', "\\", ",", "{", "}", "[", "]", "<", ">", "<result>", "\n", "\r", "{}", ',{"', "å", "x"]
    ),
    max_size=6,
).map("".join)
TABLES = st.lists(st.tuples(st.none() | NASTY, st.none() | NASTY), max_size=8)


def _term(text: str | None) -> str:
    if text is None:
        return "UNDEF"
    return str(ox.Literal(text))


def _serialised(rows: list[tuple[str | None, str | None]], name: str) -> bytes:
    values = " ".join(f"({_term(a)} {_term(b)})" for a, b in rows)
    found = STORE.query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}")
    form = next(form for form in RESULT_FORMATS if form.name == name)
    data = found.serialize(None, RESULT_FORMATS[form])  # type: ignore[arg-type]  # a SELECT gives a table
    assert data is not None
    return data


@pytest.mark.parametrize("name", NAMES)
@given(rows=TABLES, cuts=st.lists(st.integers(0, 2000), max_size=5))
def test_pieces_do_not_matter(name: str, rows: list[tuple[str | None, str | None]], cuts: list[int]) -> None:
    data = _serialised(rows, name)
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    seen = counter(name)
    for start, end in pairwise(places):
        seen.see(data[start:end])
    assert seen.rows == len(rows)


@pytest.mark.parametrize("name", NAMES)
@given(rows=TABLES, most=st.integers(0, 8))
def test_a_cut_table_is_the_table_of_the_first_rows(
    name: str, rows: list[tuple[str | None, str | None]], most: int
) -> None:
    if most >= len(rows):
        return
    cut = shortened(name, _serialised(rows, name), most)
    assert cut == _serialised(rows[:most], name)
    if name in ("json", "xml"):
        form = next(form for form in RESULT_FORMATS if form.name == name)
        parsed = ox.parse_query_results(io.BytesIO(cut), RESULT_FORMATS[form])
        assert len(list(parsed)) == most  # type: ignore[arg-type]  # a table, not yes or no
