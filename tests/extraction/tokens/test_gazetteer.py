"""Municipalities, bodies and networks by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from munigraph.extraction import gazetteer
from munigraph.extraction.wordlists import wordlist
from munigraph.records.yamlfile import read_yaml
from tests.conftest import ROOT


def test_all_municipalities_are_there() -> None:
    counts = {
        country: sum(map(len, data["regions"].values()))
        for country, data in wordlist("municipalities").items()
    }
    assert counts == {"DK": 98, "SE": 290, "NO": 357, "FI": 72}


def test_no_municipality_stands_twice_in_a_region() -> None:
    for data in wordlist("municipalities").values():
        for region, names in data["regions"].items():
            assert len(set(names)) == len(names), region


def test_other_spellings_are_of_municipalities() -> None:
    for country, data in wordlist("municipalities").items():
        names = {name for region in data["regions"].values() for name in region}
        assert set(data.get("also", ())) <= names, country


@pytest.mark.parametrize(
    ("text", "wordings", "place", "country"),
    [
        ("i Københavns Kommunes budget", ["Københavns Kommune"], "København", "DK"),
        ("Stockholms stad och Stockholms stads", ["Stockholms stad", "Stockholms stad"], "Stockholm", "SE"),
        ("Göteborgs Stad", ["Göteborgs Stad"], "Göteborg", "SE"),
        ("Steinkjer kommune", ["Steinkjer kommune"], "Steinkjer", "NO"),
        ("Århus Kommune", ["Århus Kommune"], "Aarhus", "DK"),
        ("Lunds kommun", ["Lunds kommun"], "Lund", "SE"),
        ("Lund kommune", ["Lund kommune"], "Lund", "NO"),
        ("Åbo stad, Upplands\nVäsby kommun", ["Åbo stad", "Upplands Väsby kommun"], "Åbo", "FI"),
        ("Nore og Uvdal kommune", ["Nore og Uvdal kommune"], "Nore og Uvdal", "NO"),
        ("Ulvik herad", ["Ulvik herad"], "Ulvik", "NO"),
    ],
)
def test_authorities(text: str, wordings: list[str], place: str, country: str) -> None:
    found = list(gazetteer.authorities(text))
    assert [each.wording for each in found] == wordings
    assert (found[0].municipality.place, found[0].municipality.country) == (place, country)


@pytest.mark.parametrize(
    "text", ["i den kommun som", "Kommunen", "Marks nya kommunhus", "en stad", "Boden är stängd"]
)
def test_no_authority(text: str) -> None:
    assert not list(gazetteer.authorities(text))


def test_a_document_is_of_the_municipality_it_names_most() -> None:
    own = gazetteer.own("Lunds kommun och Malmö stad. Malmö stads budget. Malmö stad")
    assert own is not None
    assert own.wording == "Malmö stad"


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Byrådet", "DK", "council"),
        ("byrådets", "DK", "council"),
        ("byrådet", "NO", "executive-board"),
        ("kommunfullmäktige", "SE", "council"),
        ("Kommunstyrelsens", "SE", "executive-board"),
        ("stadsstyrelsen", "FI", "executive-board"),
        ("Formannskapet", "NO", "executive-board"),
        ("Magistraten", "DK", "executive-board"),
        ("Teknik- og Miljøudvalget", "DK", "committee"),
        ("byggnadsnämndens", "SE", "committee"),
        ("Hovedutvalget", "NO", "committee"),
        ("borgarrådsberedningen", "SE", "preparatory-board"),
        ("Göteborg", "SE", None),
    ],
)
def test_bodies(name: str, country: str, kind: str | None) -> None:
    assert gazetteer.body_type(name, country) == kind


def test_types_of_bodies_are_published_ones() -> None:
    published = (ROOT / "ontology/vocabularies/body-type.ttl").read_text(encoding="utf-8")
    for kind in wordlist("bodies"):
        assert kind == "endings" or f":{kind} a skos:Concept" in published


def test_bodies_of_the_project_are_known() -> None:
    """As far as their names are the bodies' own, without the municipality's."""
    entries = read_yaml(ROOT / "data/reference/bodies.yaml").content["facts"]
    own = {"copenhagen": ("da", "DK"), "stockholm": ("sv", "SE")}
    checked = 0
    for entry in entries:
        town = Path(entry["id"]).name.split("-")[0]
        language, country = own.get(town, ("", "")) if "bodyType" in entry else ("", "")
        names = [entry["label"].get(language, ""), entry.get("altLabel", {}).get(language, "")]
        for name in (name for name in names if name and " " not in name):
            assert gazetteer.body_type(name, country) == entry["bodyType"], name
            checked += 1
    assert checked > 3


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("medlem i Strong Cities Network", ["Strong Cities Network"]),
        ("nätverket RAN och Radicalization Awareness Network", ["Radicalisation Awareness Network"] * 2),
        ("Borgmesterpagten", ["Covenant of Mayors"]),
        ("KS behandlade ärendet, KL var en dag", []),
        ("medlem af KL", ["KL"]),
        ("Polisen och Polis-huset", []),
    ],
)
def test_networks(text: str, names: list[str]) -> None:
    assert [network.name for network in gazetteer.networks(text)] == names
