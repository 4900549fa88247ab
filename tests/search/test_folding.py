"""What is folded alike is found alike; where a word is can be told from the text as it is written."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from munigraph.folding import LONGEST_WORD, beginning, chunks, folded, forms, located, words

HERE = Path(__file__).parent


def pairs(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("one", "other"), pairs("alike.tsv"))
def test_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other) != ""


@pytest.mark.parametrize(("one", "other"), pairs("apart.tsv"))
def test_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KS 2018/550", [("ks",), ("2018", "550")]),
        ("C40", [("c", "40")]),
        (
            "Beskæftigelses- og Integrationsudvalget",
            [("beskaftigelses",), ("og",), ("integrationsudvalget",)],
        ),
        ("東京都", [("東",), ("京",), ("都",)]),
        ("\0 \ud800 😀 \u202e—…", []),
        ("x" * 99, [("x" * LONGEST_WORD,)]),
    ],
)
def test_chunks(text: str, expected: list[tuple[str, ...]]) -> None:
    assert chunks(text) == expected


def test_a_chunk_is_also_one_word() -> None:
    assert forms(("e", "mail")) == ("e", "mail", "email")
    assert forms(("mail",)) == ("mail",)


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_composed_or_not_is_the_same(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)) == folded(text)


@given(st.text())
def test_a_word_is_where_it_is_said_to_be(text: str) -> None:
    places = list(located(text))
    assert [place.word for place in places] == words(text)
    for place in places:
        if all(len(words(character)) < 2 for character in text):  # ¼ is two
            assert folded(text[place.start : place.end])[:LONGEST_WORD] == place.word
    assert all(one.end <= other.start for one, other in pairwise(places))


@given(st.text(max_size=20), st.integers(0, 20))
def test_what_begins_a_word_begins_its_folding(text: str, length: int) -> None:
    """So that whoever types a name letter by letter sees it all along."""
    for word in text.split():
        found, typed = words(word), words(word[:length])
        if found and typed:
            assert "".join(found).startswith("".join(typed))


@pytest.mark.parametrize(
    ("word", "start", "length"),
    [
        ("Köbenhavn", "kob", 3),
        ("Aarhus", "ar", 3),
        ("Ærø", "ar", 2),
        ("People's", "people", 6),
        ("a", "a", 1),
    ],
)
def test_the_beginning_of_a_word_as_it_is_written(word: str, start: str, length: int) -> None:
    assert beginning(word, start) == length
