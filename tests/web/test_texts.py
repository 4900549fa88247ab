"""The texts of the site: each language says everything, and no page asks for what is not there."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from munigraph.names import RESERVED_GRAPHS
from munigraph.web.texts import LANGUAGES, texts
from munigraph.web.texts.dates import PartialDate

WEB = Path(__file__).parents[2] / "src" / "munigraph" / "web"
_CALL = re.compile(r"\bt(?:\(\))?(\.many|\.get)?\(\s*'([\w.-]+)'\s*(?:[,)]|if\b)")
_PLURALS = (".one", ".other")


def _used() -> set[tuple[str, str]]:
    files = [*WEB.rglob("*.html"), *WEB.rglob("*.svg"), *WEB.rglob("*.py")]
    return {
        (method, key)
        for file in files
        for method, key in _CALL.findall(file.read_text(encoding="utf-8").replace('"', "'"))
    }


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_language_says_everything() -> None:
    english = texts("en")
    for language in LANGUAGES:
        other = texts(language)
        assert other.keys == english.keys
        for key in other.keys:
            assert other.text(key).strip(), (language, key)
            assert _places(other.text(key)) == _places(english.text(key)), (language, key)


def test_pages_ask_for_texts_that_are_there() -> None:
    keys = texts("en").keys
    used = _used()
    assert len(used) > 60
    for method, key in used:
        if method == ".many":
            assert {key + ending for ending in _PLURALS} <= keys, key
        elif method == "" and "." in key:
            assert key in keys, key


@pytest.mark.parametrize(
    ("language", "number", "date", "month", "size"),
    [
        ("en", "1,234,567.5", "25 August 2015", "August 2015", "1.2 MB"),
        ("da", "1.234.567,5", "25. august 2015", "august 2015", "1,2 MB"),
        ("sv", "1\u00a0234\u00a0567,5", "25 augusti 2015", "augusti 2015", "1,2 MB"),
    ],
)
def test_numbers_and_dates(language: str, number: str, date: str, month: str, size: str) -> None:
    found = texts(language)
    assert found.number(1234567.5) == number
    assert found.date("2015-08-25") == date
    assert found.date("2015-08") == month
    assert found.date("2015") == "2015"
    assert found.size(1_234_567) == size
    assert found.date("2015-02-30") == "2015-02-30"
    assert found.many("results.rows", 1).startswith("1 ")
    assert found.many("results.rows", 1) != found.many("results.rows", 2).replace("2", "1")


def test_partial_dates_are_as_long_as_they_are() -> None:
    month = PartialDate.read("2016-02")
    assert month is not None
    assert (month.first.isoformat(), month.last.isoformat()) == ("2016-02-01", "2016-02-29")
    assert PartialDate.read("about 2016") is None
    assert PartialDate.read("0000") is None


def test_every_graph_of_ours_has_a_name() -> None:
    for language in LANGUAGES:
        assert {f"things.graphs.{name}" for name in RESERVED_GRAPHS} <= texts(language).keys
