"""Looking for things of the real data, and for anything else."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from munigraph.names import ONTOLOGY
from munigraph.release import Release
from munigraph.search import (
    LONGEST_QUESTION,
    Finder,
    NotSearchableError,
    Question,
    Role,
    SearchTimeoutError,
    SearchTooLongError,
)

BASE = "https://w3id.org/munigraph/"
CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "first.tsv").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def finder(curated_release: Release) -> Iterator[Finder]:
    finder = Finder(curated_release.index, seconds=5.0)
    yield finder
    finder.close()


@pytest.mark.parametrize(("text", "first", "meant", "left_out"), CASES)
def test_what_comes_first(finder: Finder, text: str, first: str, meant: str, left_out: str) -> None:
    found = finder.find(Question(text))
    assert [hit.iri.removeprefix(BASE) for hit in found.hits[:1]] == ([first] if first != "-" else [])
    assert found.meant == meant
    assert ",".join(found.left_out) == left_out


def test_each_case_counts() -> None:
    assert len(CASES) > 70
    assert sum(meant != "" for _, _, meant, _ in CASES) > 7


def test_every_name_finds_its_thing(finder: Finder, curated_release: Release) -> None:
    """All names of the release, as they are written; of many things of one name, one is first."""
    with sqlite3.connect(curated_release.index) as connection:
        rows = connection.execute("SELECT iri FROM thing ORDER BY id").fetchall()
    assert len(rows) > 700
    for (iri,) in rows[::3]:
        entry = finder.entry(iri)
        assert entry is not None
        for name in entry.names:
            found = finder.find(Question(name.text[:LONGEST_QUESTION], limit=100))
            assert iri in {hit.iri for hit in found.hits}, name
            assert not found.meant
            assert not found.left_out


def test_a_name_is_found_letter_by_letter(finder: Finder) -> None:
    for end in range(3, len("Københavns Kommune") + 1):
        found = finder.find(Question("Københavns Kommune"[:end], language="da"))
        assert found.hits[0].iri == f"{BASE}id/municipality/copenhagen"
        start, stop = found.hits[0].marks[0]
        assert found.hits[0].matched.text[start:stop] == "Københavns"[:end].rstrip()


def test_a_complete_word_does_not_go_on(finder: Finder) -> None:
    assert finder.find(Question("beskæft")).total
    assert not finder.find(Question("beskæft ")).total


def test_kinds_narrow_and_are_counted(finder: Finder) -> None:
    everything = finder.find(Question("stockholm"))
    assert sum(everything.kinds.values()) >= everything.total == len(all_of(finder, "stockholm"))
    for kind, count in everything.kinds.items():
        found = finder.find(Question("stockholm", kinds=(kind,)))
        assert found.total == count
        assert found.kinds == everything.kinds
        assert all(kind in hit.kinds for hit in found.hits)
    both = finder.find(Question("stockholm", kinds=(f"{ONTOLOGY}Municipality", f"{ONTOLOGY}Place")))
    assert both.total == 2
    nothing = finder.find(Question("stockholm", kinds=(f"{ONTOLOGY}Network",)))
    assert (nothing.total, nothing.meant, nothing.kinds) == (0, "", everything.kinds)
    unknown = finder.find(Question("stockholm", kinds=("x:unknown",)))
    assert (unknown.total, unknown.kinds) == (0, everything.kinds)


def test_without_words_kinds_are_gone_through(finder: Finder) -> None:
    found = finder.find(Question("", kinds=(f"{ONTOLOGY}Municipality",)))
    assert found.total == found.kinds[f"{ONTOLOGY}Municipality"] == len(found.hits) == 14
    assert finder.find(Question(" !? ")).hits == ()


def test_pages_follow_one_another(finder: Finder) -> None:
    """Whatever their length, all pages together are the same things once each."""
    whole = all_of(finder, "a")
    assert len(whole) == len(set(whole)) == finder.find(Question("a")).total > 300
    for size in (7, 100):
        pages = [
            hit.iri
            for start in range(0, len(whole), size)
            for hit in finder.find(Question("a", limit=size, offset=start)).hits
        ]
        assert pages == whole


def all_of(finder: Finder, text: str) -> list[str]:
    return [hit.iri for hit in finder.find(Question(text, limit=10_000)).hits]


def test_things_are_named_in_the_language_wanted(finder: Finder) -> None:
    names = {
        language: finder.find(Question("Köpenhamns kommun", language=language)).hits[0].name.text
        for language in ("en", "da", "sv", "fi")
    }
    assert names == {
        "en": "Copenhagen Municipality",
        "da": "Københavns Kommune",
        "sv": "Köpenhamns kommun",
        "fi": "Copenhagen Municipality",
    }


def test_how_it_was_found_is_told(finder: Finder) -> None:
    hit = finder.find(Question("SCN")).hits[0]
    assert (hit.name.text, hit.matched.text, hit.matched.role) == (
        "Strong Cities Network",
        "SCN",
        Role.OTHER,
    )
    assert hit.exact
    code = finder.find(Question("2018/550")).hits[0]
    assert (code.matched.text, code.matched.role) == ("KS 2018/550", Role.CODE)
    assert [code.matched.text[start:end] for start, end in code.marks] == ["2018", "550"]


def test_something_else_may_have_been_meant(finder: Finder) -> None:
    assert finder.find(Question("radicalization")).maybe == "Radicalisation"


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=LONGEST_QUESTION))
def test_any_text_is_answered(finder: Finder, text: str) -> None:
    found = finder.find(Question(text))
    assert len(found.hits) <= found.total


HOSTILE = [
    '"', "'", '" OR "', "NEAR(a b)", "a NEAR b", "stockholm*", "^stockholm", "words:a", "-a", "a AND NOT b",
    "(((", ")", "{a b}: c", "a + b", "\0", "a\0b", "\ud800", "😀", "\ue0000a1b2c3d", "\ue0011", "%", "\\",
    "_", ";--", "; DROP TABLE thing", "\u202eabc", "a" * 300, "a " * 150, "1/" * 150, "\u0301" * 300,
    "ß" * 300, "\ufdfa" * 300, "東" * 300, "¼" * 300,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(finder: Finder, text: str) -> None:
    found = finder.find(Question(text, limit=100))
    for hit in found.hits:
        assert all(0 <= start < end <= len(hit.matched.text) for start, end in hit.marks)


def test_what_is_too_long_is_refused(finder: Finder) -> None:
    with pytest.raises(SearchTooLongError, match="has 10000"):
        finder.find(Question("x" * 10_000))


def test_what_takes_too_long_is_ended(curated_release: Release) -> None:
    finder = Finder(curated_release.index, seconds=0.0)
    with pytest.raises(SearchTimeoutError, match="longer than 0 s"):
        finder.find(Question("a of the and stockholm"))
    finder.close()


def test_where_there_is_no_index_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotSearchableError, match="no search index"):
        Finder(tmp_path / "search.db").find(Question("a"))


def test_many_ask_at_once_and_all_is_closed(curated_release: Release) -> None:
    finder = Finder(curated_release.index, seconds=5.0)
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(finder.find(Question("stockholm")).total))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    finder.close()
    for thread in threads:
        thread.join()
    assert found == [finder.find(Question("stockholm")).total] * 8
    finder.close()
