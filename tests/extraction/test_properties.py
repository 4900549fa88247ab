"""Whatever the text, there is an extraction or an error that says why not; and offsets select wording."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from munigraph.extraction.choosing import NoLanguageError
from munigraph.extraction.extract import Extraction, extract
from munigraph.extraction.profile import load
from munigraph.extraction.profile_files import profile_names
from munigraph.extraction.text import Source

PIECES = st.sampled_from(
    [*(Path(__file__).parent / "pieces.txt").read_text(encoding="utf-8").splitlines(), "\f"]
)
MINUTES = st.lists(st.tuples(PIECES, st.sampled_from([" ", "\n", "\n\n", ""])), max_size=60).map(
    lambda pieces: "".join(piece.strip(" ") + gap for piece, gap in pieces)
)
SENTENCES = ("decision", "vote", "proposal", "statement", "question", "answer", "disqualified")


def check(extraction: Extraction) -> None:
    text = extraction.source.text
    for fact in extraction.facts:
        assert 0 <= fact.start < fact.end <= len(text)
        wording = text[fact.start : fact.end]
        assert wording == wording.strip()
        assert fact.rule
        if fact.fact in SENTENCES:
            assert not wording.endswith((".", ",", ":", ";"))
        assert json.loads(json.dumps(fact.to_json()))["fact"] == fact.fact
    for each in extraction.unread:
        assert 0 <= each.start <= each.end <= len(text)


@pytest.mark.parametrize("name", profile_names())
@settings(max_examples=30, deadline=None)
@given(text=st.one_of(MINUTES, st.text()))
def test_any_text_is_read_by_any_profile(name: str, text: str) -> None:
    check(extract(Source.of(text), profile=load(name)))


@settings(max_examples=60, deadline=None)
@given(text=st.one_of(MINUTES, st.text()))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        extraction = extract(Source.of(text))
    except NoLanguageError as error:
        refusal = error.hint
    else:
        check(extraction)
        refusal = "none"
    assert refusal


def test_a_vote_whose_names_do_not_equal_the_count_is_never_verified() -> None:
    text = (
        "Beslut\nKöpet godkänns.\nOmröstning\nJa för köpet. Nej för avslag.\n"
        "Anna Ek (S) röstar Ja (2).\nBo Dal (M) röstar Nej (1).\n"
    )
    vote = next(fact for fact in extract(Source.of(text), profile=load("sv")).facts if fact.fact == "vote")
    assert vote.verified is False
    assert vote.notes == ("for: 2 stated, 1 named",)
