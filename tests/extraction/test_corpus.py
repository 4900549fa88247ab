"""The minutes of Göteborg, all of them: what must hold whatever a document says."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest

from munigraph.extraction.extract import Extraction, extract
from munigraph.extraction.facts import Side, Vote
from munigraph.extraction.text import Source

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "sv" / "goteborg"
FILES = sorted(FOLDER.glob("*/*.txt"))
NO_DECISION = ("anmälningar förekom", "ansåg sig förhindrad", "anmäler jäv", "nmälan av jäv")
"""What stands under the heading of a decision and is none."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not FILES, reason="the corpus is not on this machine (it is never part of the project)"
    ),
]


@cache
def read(path: Path) -> Extraction:
    return extract(Source.of(path.read_bytes().decode("utf-8"), name=str(path)))


def votes(extraction: Extraction) -> list[Vote]:
    return [fact for fact in extraction.facts if isinstance(fact, Vote)]


@pytest.mark.parametrize("meeting", sorted({path.parent.name for path in FILES}))
def test_each_meeting_is_read_by_its_profile(meeting: str) -> None:
    for path in (FOLDER / meeting).glob("*.txt"):
        extraction = read(path)
        assert extraction.profile.name == f"goteborg-{meeting[:2]}"
        assert {stage.date for stage in extraction.stages} == {meeting[3:]}


def test_every_roll_call_has_as_many_names_as_it_states() -> None:
    sides: list[tuple[str, Side]] = [
        (str(path), side)
        for path in FILES
        for vote in votes(read(path))
        for side in (vote.supporting, vote.opposing, vote.abstaining)
        if side.voters
    ]
    assert len(sides) == 54
    assert [place for place, side in sides if len(side.voters) != side.count] == []


def test_every_proposition_gives_a_vote_and_what_both_sides_mean() -> None:
    for path in FILES:
        found = votes(read(path))
        assert len(found) == path.read_text(encoding="utf-8").count("oteringsproposition:"), path
        assert all(vote.meaning.supports and vote.meaning.opposes and vote.outcome for vote in found), path


def test_only_the_vote_that_disagrees_with_the_decision_is_doubted() -> None:
    doubted = [(path, vote) for path in FILES for vote in votes(read(path)) if vote.verified is False]
    assert [(path.parent.name, path.stem, vote.sequence) for path, vote in doubted] == [
        ("kf-2024-02-29", "069", 2)
    ]


def test_every_decision_is_read_or_said_to_be_unread() -> None:
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        if "\nBeslut\n" not in text or any(words in text for words in NO_DECISION):
            continue
        extraction = read(path)
        decided = any(fact.fact == "decision" for fact in extraction.facts)
        assert decided or any(each.reader == "decision" for each in extraction.unread), path


def test_little_is_left_unread() -> None:
    assert sum(len(read(path).unread) for path in FILES) <= 10


def test_time_grows_with_length_and_no_faster() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in FILES[:40])

    def seconds(times: int) -> float:
        started = time.process_time()
        extract(Source.of(text * times, name="goteborg/kf-2024-06-19"))
        return time.process_time() - started

    seconds(1)
    assert seconds(6) < 3 * 6 * seconds(1)
