"""Persons in five languages; parties by letter, abbreviation and name, at their time."""

from __future__ import annotations

import pytest

from munigraph.extraction import names
from munigraph.extraction.parties import parties

from .cases import Case, cases

CASES = cases("names", " | ")
COUNTRIES = {"da": "DK", "sv": "SE", "nb": "NO", "nn": "NO", "sv-FI": "FI"}


def test_no_case_was_lost() -> None:
    assert len(CASES) == 44


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.place)
def test_persons(case: Case) -> None:
    found = names.people(case.text, parties(COUNTRIES[case.language]))
    assert tuple(f"{person.name}={person.party or ''}" for person in found) == case.values
    assert tuple((person.start, person.end) for person in found) == case.spans


def test_persons_named_together_are_a_list() -> None:
    text = "A Ek (S), B Al (M) och ordföranden C Bo (V) yrkar bifall. D Aa (L) yrkar avslag."
    lists = [[person.name for person in each.persons] for each in names.lists(text, parties("SE"))]
    assert lists == [["A Ek", "B Al", "C Bo"], ["D Aa"]]


def test_offices() -> None:
    found = names.people("tjänstgörande ersättaren A Ek (S) och Rådmand B Al (M)", parties("SE"))
    assert [person.office for person in found] == ["tjänstgörande ersättaren", "Rådmand"]


def test_persons_by_their_office_alone() -> None:
    text = "från kommunalrådet Axel Ek till borgmester Bo Al Dam om Ola Nordmann"
    assert [person.named for person in names.officials(text)] == [("Axel Ek", None), ("Bo Al Dam", None)]


def test_names_in_a_list_that_says_what_they_are() -> None:
    text = "Ja-röster: 3\nThomas Wallgren, Jörn Donner, Nils Torvalds"
    start = text.index("Thomas")
    found = names.plain_list(text, start, len(text))
    assert [person.name for person in found] == ["Thomas Wallgren", "Jörn Donner", "Nils Torvalds"]
    assert [text[person.start : person.end] for person in found] == [person.name for person in found]


def test_who_signs() -> None:
    text = (
        "Med venlig hilsen\nJakob Clausen, Danmarksdemokraterne\nHenrik Arens, Liberal Alliance.\nBo, Odense"
    )
    signed = [person.named for person in names.signed(text, parties("DK"))]
    assert signed == [("Jakob Clausen", "Danmarksdemokraterne"), ("Henrik Arens", "Liberal Alliance")]


@pytest.mark.parametrize(
    ("country", "date", "wording", "code"),
    [
        ("SE", "2015-09-16", "FP", "FP"),
        ("SE", "2015-09-16", "Folkpartiets", "FP"),
        ("SE", "2018-04-11", "Liberalernas", "L"),
        ("SE", "", "Miljöpartiet de gröna", "MP"),
        ("SE", "", "C", "C"),
        ("DK", "", "det Konservative Folkeparti", "C"),
        ("DK", "", "SF", "F"),
        ("DK", "", "S", "A"),
        ("DK", "", "Enhedslistens", "Ø"),
        ("DK", "2024-01-01", "NB", "D"),
        ("DK", "2006-01-01", "D", "D"),
        ("DK", "", "Liste Ø", "Ø"),
        ("NO", "", "AP", "Ap"),
        ("NO", "", "FRP", "FrP"),
        ("NO", "", "Rødts", "R"),
        ("NO", "2005-01-01", "RV", "RV"),
        ("NO", "", "Arbeidarpartiet", "Ap"),
        ("FI", "", "Sannfinländarna", "Sannf"),
        ("FI", "", "SFP", "SFP"),
        ("FI", "", "De gröna", "Gröna"),
    ],
)
def test_parties(country: str, date: str, wording: str, code: str) -> None:
    party = parties(country, date).find(wording)
    assert party is not None
    assert party.code == code


def test_the_same_letter_is_another_party_in_another_country_and_time() -> None:
    assert {parties(country).find("V").names[-1] for country in ("DK", "SE", "NO")} == {  # type: ignore[union-attr]
        "Venstre",
        "Vänstern",
    }
    old, new = (parties("DK", date).find("D") for date in ("2006-01-01", "2024-01-01"))
    assert old is not None
    assert new is not None
    assert old.names != new.names


@pytest.mark.parametrize(
    ("country", "text", "written", "codes"),
    [
        ("SE", "M, D, L\noch KD den 21 maj", ("M", "D", "L", "KD"), ("M", "D", "L", "KD")),
        ("DK", "A, B og C tog forbehold", ("A", "B", "C"), ("A", "B", "C")),
        (
            "DK",
            "Socialdemokratiet, det Konservative Folkeparti og Venstre tog",
            ("Socialdemokratiet", "Det Konservative Folkeparti", "Venstre"),
            ("A", "C", "V"),
        ),
        ("NO", "Ap, Sp og SV fremmet", ("Ap", "Sp", "SV"), ("Ap", "Sp", "SV")),
        (
            "SE",
            "Socialdemokraternas och Vänsterpartiets förslag",
            ("Socialdemokraterna", "Vänsterpartiet"),
            ("S", "V"),
        ),
        ("FI", "Saml och SDP föreslog", ("Saml", "SDP"), ("Saml", "SDP")),
    ],
)
def test_lists_of_parties(country: str, text: str, written: tuple[str, ...], codes: tuple[str, ...]) -> None:
    found = parties(country).list_at(text)
    assert found is not None
    assert (found.parties, found.codes) == (written, codes)
