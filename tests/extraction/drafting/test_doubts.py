"""What does not agree is said in three languages, and sides by the words they answered with."""

from __future__ import annotations

import tomllib

import pytest

from munigraph.extraction.drafting.doubts import doubt
from munigraph.extraction.drafting.wording import FOLDER

NOTES = {
    "named": "for: 5 stated, 4 named",
    "within-annex": "annex 3, against: 38 stated, 37 named",
    "in-annex": "abstain: 3 stated, 2 in annex 12",
    "two-counts": "for: 31 and 32 stated",
    "outcome": "for has more votes, the decision is what against stands for",
    "won": "3 for, 6 against, and for won",
    "two-sides": "Det Konservative Folkeparti is on two sides",
    "twice": "somebody is named twice",
    "same": "both sides seem to stand for the same",
}


def test_there_is_a_note_for_every_template() -> None:
    english = tomllib.loads((FOLDER / "en.toml").read_text(encoding="utf-8"))
    assert NOTES.keys() == english["doubt"].keys()


@pytest.mark.parametrize("note", NOTES.values())
def test_each_is_said_in_three_languages(note: str) -> None:
    for language in ("sv", "da"):
        assert len(set(doubt([note], language).values())) == 3


def test_sides_go_by_what_they_answered() -> None:
    notes = (NOTES["outcome"], NOTES["in-annex"])
    assert doubt(notes, "sv") == {
        "en": "Ja has more votes, but the decision is what Nej stands for; "
        "abstaining: 3 stated, 2 in annex 12",
        "da": "Ja har flest stemmer, men beslutningen er den, Nej står for; "
        "hverken for eller imod: 3 oplyst, 2 i bilag 12",
        "sv": "Ja har flest röster, men beslutet är det som Nej står för; avstår: 3 uppgivna, 2 i bilaga 12",
    }
    assert doubt([NOTES["named"]], "da")["da"] == "for: 5 oplyst, 4 nævnt"


def test_what_we_have_no_words_for_is_said_as_it_is() -> None:
    assert set(doubt(["figures of 1898"], "sv").values()) == {"figures of 1898"}
