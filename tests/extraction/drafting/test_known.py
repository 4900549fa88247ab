"""Who is meant by a name: bodies, parties, networks and persons of the real reference files."""

from __future__ import annotations

from pathlib import Path

import pytest

from munigraph.errors import MissingError
from munigraph.extraction.drafting.known import Known
from munigraph.names import Names
from munigraph.records import read_project


@pytest.fixture(scope="module")
def known(root: Path) -> Known:
    return Known.of(read_project(root, Names()))


def test_municipalities_are_found_by_any_of_their_names(known: Known) -> None:
    assert known.municipality("Göteborgs Stad") == known.municipality("City of Gothenburg")
    assert known.municipality("göteborgs  kommun") == "municipality/gothenburg"
    with pytest.raises(MissingError, match="no municipality Ankeborg"):
        known.municipality("Ankeborg")


@pytest.mark.parametrize(
    ("place", "name", "wanted"),
    [
        ("gothenburg", "kommunfullmäktige", "body/gothenburg-city-council"),
        ("gothenburg", "Kommunstyrelsens", "body/gothenburg-city-executive-board"),
        ("gothenburg", "stadsledningskontorets", "administration/gothenburg-city-executive-office"),
        ("gothenburg", "valberedningen", "body/gothenburg-nominating-committee"),
        ("stockholm", "kommunstyrelsen", "body/stockholm-city-executive-board"),
        ("aarhus", "Byrådet", "body/aarhus-city-council"),
        ("aarhus", "Magistratens", "body/aarhus-magistrat"),
        ("aarhus", "Borgmesterens Afdeling", "administration/aarhus-mayors-department"),
        ("orebro", "Kommunfullmäktige", "body/orebro-city-council"),
        ("steinkjer", "Administrasjonsutvalget", "body/steinkjer-administration-committee"),
        ("steinkjer", "kommunstyrelsen", None),
    ],
)
def test_bodies_and_administrations_are_those_of_their_municipality(
    known: Known, place: str, name: str, wanted: str | None
) -> None:
    assert known.proposer(f"municipality/{place}", name) == wanted


@pytest.mark.parametrize(
    ("country", "name", "date", "wanted"),
    [
        ("SE", "V", "", "party/se-v"),
        ("DK", "V", "", "party/dk-v"),
        ("NO", "V", "", "party/no-v"),
        ("SE", "Socialdemokraternas", "", "party/se-s"),
        ("SE", "FP", "2014-01-01", "party/se-l"),
        ("SE", "Liberalerna", "2024-01-01", "party/se-l"),
        ("DK", "SF", "", "party/dk-f"),
        ("DK", "Enhedslisten", "", "party/dk-oe"),
        ("NO", "Frp", "", "party/no-frp"),
        ("SE", "XYZ", "", None),
        ("FR", "M", "", None),
    ],
)
def test_a_letter_is_a_party_of_one_country(
    known: Known, country: str, name: str, date: str, wanted: str | None
) -> None:
    assert known.party(country, name, date) == wanted


def test_persons_are_known_under_former_names_and_in_misspellings(known: Known) -> None:
    here = "municipality/gothenburg"
    assert known.person(here, "Blerta Hoti") == "person/gothenburg-blerta-hoti-singh"
    assert known.person(here, "Axel Josefsson") == "person/gothenburg-axel-josefson"
    assert known.person("municipality/stockholm", "Blerta Hoti") is None


def test_networks_and_offices(known: Known) -> None:
    assert known.network("strong cities network") == "network/strong-cities-network"
    office = known.office("municipality/gothenburg", "kommunstyrelsens ordförande")
    assert office == "office/gothenburg-chair-of-city-executive-board"
    assert known.office("municipality/orebro", "kommunstyrelsens ordförande") is None
