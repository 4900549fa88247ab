"""Ids: small ASCII words that say what a thing is, and never the same for two things of a record."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from munigraph.extraction.drafting.naming import Ids, mandate, own, parties, short_slug, slug

FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Anna König Jerlmyr", "anna-konig-jerlmyr"),
        ("Åse-Lill Törnqvist", "ase-lill-tornqvist"),
        ("Søren Ærø", "soren-aero"),
        ("SLK-2024-00389", "slk-2024-00389"),
        ("§ 12: Köp av fastigheten", "12-kop-av-fastigheten"),
        ("Straße", "strasse"),
        ("Lisbeth Sundén-Andersson", "lisbeth-sunden-andersson"),
        ("\u202eevil\u202c", "evil"),
        ("Þórður", "thordur"),
    ],
)
def test_slugs(text: str, wanted: str) -> None:
    assert slug(text) == wanted


@given(st.text())
def test_a_slug_has_the_form_of_an_id_or_is_empty(text: str) -> None:
    assert slug(text) == "" or FORM.fullmatch(slug(text))
    assert slug(slug(text)) == slug(text)
    assert len(short_slug(text)) <= 60


@given(st.lists(st.tuples(st.sampled_from(["vote", "decision"]), st.text(max_size=3)), max_size=20))
def test_no_id_is_given_twice(asked: list[tuple[str, str]]) -> None:
    ids = Ids()
    given_ids = [ids.new(kind, "x", text) for kind, text in asked]
    assert len(set(given_ids)) == len(given_ids)


def test_what_is_read_beside_a_thing_leaves_its_id() -> None:
    """A number tells apart only what is alike in all that the ids say."""
    few, many = Ids(), Ids()
    assert few.new("statement", "base", "reservation m") == "statement/base-reservation-m"
    many.new("statement", "base", "reservation s")
    assert many.new("statement", "base", "reservation m") == "statement/base-reservation-m"
    assert many.new("statement", "base", "reservation m") == "statement/base-reservation-m-2"


def test_a_mandate_says_body_person_and_party_and_the_place_once() -> None:
    body, person = "body/sjostad-council", "person/sjostad-anna-ek"
    assert mandate(body, person, "party/se-s", "") == "mandate/sjostad-council-anna-ek-s"
    assert mandate(body, person, None, "deputy") == "mandate/sjostad-council-anna-ek-deputy"
    assert own(body) == "sjostad-council"


def test_parties_stand_in_one_order_whatever_that_of_the_text() -> None:
    assert parties(["party/se-m", "party/se-d"]) == parties(["party/se-d", "party/se-m"]) == "d m"
