"""Whatever the text: places lie inside it and hold the wording, nothing fails, time grows with length."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from munigraph.extraction import damage, dates, gazetteer, identifiers, language, money, names
from munigraph.extraction.facts import Fact
from munigraph.extraction.parties import parties
from munigraph.extraction.readers import agreements, memberships
from munigraph.extraction.text import Source, View

from .cases import HERE

HOSTILE = tomllib.loads((HERE / "hostile.toml").read_text(encoding="utf-8"))
PIECES = st.lists(st.sampled_from(HOSTILE["pieces"]), max_size=40)
TEXTS = st.one_of(st.text(max_size=300), PIECES.map("".join), PIECES.map(" ".join))
FINDERS: dict[str, Callable[[View], Iterable[Fact]]] = {
    "dates": lambda view: dates.find(view, "nb"),
    "sums": lambda view: money.find(view, "DK"),
    "Danish identifiers": lambda view: identifiers.find(view, "da"),
    "Swedish identifiers": lambda view: identifiers.find(view, "sv"),
    "Norwegian identifiers": lambda view: identifiers.find(view, "nn"),
    "Swedish memberships": lambda view: memberships.find(view, "sv"),
    "Danish memberships": lambda view: memberships.find(view, "da"),
    "agreements": lambda view: agreements.find(view, "sv"),
}


@pytest.mark.parametrize("finder", FINDERS)
@settings(deadline=None)
@given(text=TEXTS)
def test_facts_lie_in_the_text(finder: str, text: str) -> None:
    view = Source.of(text).view().mended()
    for fact in FINDERS[finder](view):
        assert 0 <= fact.start < fact.end <= len(text)
        assert text[fact.start : fact.end].strip() == text[fact.start : fact.end]
        assert fact.rule


@settings(deadline=None)
@given(text=TEXTS)
def test_dates_are_days_and_sums_are_numbers(text: str) -> None:
    for date in dates.scan(text):
        assert len(date.value) in (7, 10)
    for found in money.scan(text, "SE"):
        assert float(money.plain(found.value)) == pytest.approx(float(found.value))


@settings(deadline=None)
@given(text=TEXTS)
def test_persons_lie_in_the_text_in_order(text: str) -> None:
    for country in ("SE", "DK", "NO", "FI"):
        persons = names.people(text, parties(country))
        assert all(0 <= person.start < person.end <= len(text) and person.name for person in persons)
        assert [person.start for person in persons] == sorted(person.start for person in persons)
        assert [p for each in names.lists(text, parties(country)) for p in each.persons] == list(persons)


@settings(deadline=None)
@given(text=TEXTS)
def test_mended_text_leads_back(text: str) -> None:
    for code in ("sv", "da", "nb", "nn", "en"):
        view = damage.mended(Source.of(text).view(), code)
        assert len(view.starts) == len(view.text)
        assert all(0 <= start < end <= len(text) for start, end in zip(view.starts, view.ends, strict=True))


@settings(deadline=None)
@given(text=TEXTS)
def test_nothing_else_fails(text: str) -> None:
    list(gazetteer.networks(text))
    gazetteer.own(text)
    gazetteer.municipality(text)
    gazetteer.body_type(text, "SE")
    found = language.detect(text)
    language.quality(text, found.code if found else "sv")
    list(names.signed(text, parties("DK")))
    list(names.officials(text))


@pytest.mark.parametrize("piece", HOSTILE["repeated"])
def test_time_grows_with_the_length(piece: str) -> None:
    """Eight times the text may take thirty times as long on a busy machine; quadratic would be 64."""
    for read in (*FINDERS.values(), _persons, _mended):
        short, long = (_seconds(read, piece, size) for size in (5_000, 40_000))
        assert long < 30 * short + 0.5


def _persons(view: View) -> object:
    return [*names.lists(view.text, parties("SE")), *names.signed(view.text, parties("SE"))]


def _mended(view: View) -> object:
    return damage.mended(view, "sv")


def _seconds(read: Callable[[View], object], piece: str, size: int) -> float:
    view = Source.of((piece * (size // len(piece) + 1))[:size]).view()
    start = time.process_time()
    found = read(view)
    list(found) if isinstance(found, Iterable) else found
    return time.process_time() - start
