"""What a spreadsheet would run is made harmless, in the download made for spreadsheets and nowhere else."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from munigraph.web.spreadsheet import _end_of_rows, harmless
from tests.serving import Client

FORMULAS = ["=1+1", "+cmd", "-x", "@SUM(A1)", "\tx", "\n=1", "=HYPERLINK(1)"]
HARMLESS = ["x", "-1.5", "+2", "1e5", "-1e-5", "", "a=b", "å, ö", 'say "x"', "two\nlines"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_get_an_apostrophe(text: str, fetch: Client) -> None:
    escaped = text.replace("\t", "\\t").replace("\n", "\\n")
    reply = fetch.ask(f'SELECT ?a {{ VALUES ?a {{ "{escaped}" }} }}', format="spreadsheet")
    assert reply.media_type == "text/csv"
    assert reply.headers["Content-Disposition"] == 'attachment; filename="answer.csv"'
    assert reply.body.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(reply.body.decode("utf-8-sig"), newline=""))) == [["a"], ["'" + text]]
    plain = fetch.ask(f'SELECT ?a {{ VALUES ?a {{ "{escaped}" }} }}', format="csv")
    assert list(csv.reader(io.StringIO(plain.text, newline=""))) == [["a"], [text]]


def test_graphs_are_no_spreadsheets(fetch: Client) -> None:
    assert fetch.ask("CONSTRUCT WHERE { ?s ?p ?o }", format="spreadsheet").status == 406


def test_large_tables_come_whole(fetch: Client) -> None:
    numbers = " ".join(f'"={number}\\n\\"x\\""' for number in range(300))
    query = f"SELECT ?a ?b {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}"
    reply = fetch.ask(query, format="spreadsheet")
    rows = list(csv.reader(io.StringIO(reply.body.decode("utf-8-sig"), newline="")))
    assert len(rows) == 1 + 300 * 300
    assert all(cell.startswith("'=") for row in rows[1:] for cell in row)


def test_cells_may_be_long_and_have_many_lines(fetch: Client) -> None:
    """Longer than a piece of the answer; a million line breaks took minutes, and 128 KB broke the answer."""
    parts = ' BIND(CONCAT("=\\n\\"", "x\\n") AS ?a0)'
    parts += "".join(f" BIND(CONCAT(?a{number}, ?a{number}) AS ?a{number + 1})" for number in range(18))
    started = time.monotonic()
    reply = fetch.ask(f"SELECT ?a18 ?b {{ {parts} VALUES ?b {{ 1 2 }} }}", format="spreadsheet")
    text = "'" + '=\n"x\n' * (1 << 18)
    assert reply.body.decode("utf-8-sig") == "a18,b\r\n" + "".join(
        '"{}",{}\r\n'.format(text.replace('"', '""'), number) for number in (1, 2)
    )
    assert time.monotonic() - started < 10


@given(st.text(alphabet='a"\n,', max_size=40), st.booleans())
def test_rows_end_where_their_quotes_are_closed(text: str, quoted: bool) -> None:
    inside, ends = quoted, [0]
    for place, letter in enumerate(text):
        inside ^= letter == '"'
        if letter == "\n" and not inside:
            ends.append(place + 1)
    assert _end_of_rows(text, inside) == ends[-1]


@given(st.lists(st.lists(st.sampled_from(FORMULAS + HARMLESS), min_size=2, max_size=3), max_size=5))
def test_only_formulas_change(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    found = list(csv.reader(io.StringIO(harmless(text.getvalue()), newline="")))
    assert found == [["'" + cell if cell in FORMULAS else cell for cell in row] for row in rows]
