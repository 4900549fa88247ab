"""Profiles are data: they all load, and what is wrong in one is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from munigraph.errors import InputFaultsError, MissingError
from munigraph.extraction.choosing import choose
from munigraph.extraction.extract import extract
from munigraph.extraction.facts import Decision, Proposal
from munigraph.extraction.profile import load
from munigraph.extraction.profile_files import FOLDER, profile_names
from munigraph.extraction.text import Source


@pytest.mark.parametrize("name", profile_names())
def test_a_profile_loads(name: str) -> None:
    profile = load(name)
    assert profile.name == name
    assert (FOLDER.parent / "grammars" / f"{profile.grammar}.lark").is_file()


def test_a_profile_adds_to_the_one_it_extends() -> None:
    council, swedish = load("goteborg-kf"), load("sv")
    assert council.lineage == ("goteborg-kf", "goteborg", "sv")
    assert len(council.furniture) > len(swedish.furniture)
    assert council.headings.literal["yrkanden"] == "moves"
    assert council.headings.literal["bilagor"] == "none"


def wrong(tmp_path: Path, text: str) -> InputFaultsError:
    file = tmp_path / "wrong.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputFaultsError) as caught:
        load(str(file))
    return caught.value


HEAD = "extends: sv\n"


@pytest.mark.parametrize(
    ("text", "line", "key", "message"),
    [
        (HEAD + "headings:\n  moves:\n    - '(Yrkanden'\n", 4, "headings.moves.0", "is no pattern"),
        (HEAD + "items:\n  - '§ {nummer}'\n", 3, "items.0", "there is no slot {nummer}"),
        (HEAD + "slots:\n  one: '{two}'\n  two: '{one}'\n", 3, "slots.one", "stands in itself"),
        (HEAD + "colour: red\n", 1, "", "Additional properties are not allowed"),
        (
            HEAD + "rules:\n  statuses:\n    - {status: eaten, says: [äts]}\n",
            4,
            "rules.statuses.0.status",
            "is not one of",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(tmp_path: Path, text: str, line: int, key: str, message: str) -> None:
    fault = wrong(tmp_path, text).faults[0]
    assert (fault.path.name, fault.line, fault.key) == ("wrong.yaml", line, key)
    assert message in fault.message


def test_a_profile_that_is_not_there() -> None:
    with pytest.raises(MissingError, match="There is no profile atlantis"):
        load("atlantis")


@pytest.mark.parametrize(
    ("text", "name", "profile"),
    [
        (
            "§ 5 Ärendenummer SLK-2024-00051\nTitel\nBeslut\nAntecknas.\n",
            "x/goteborg/ks-2024-05-22/5.txt",
            "goteborg-ks",
        ),
        ("Borgarradsberedningen foreslar att kommunstyrelsen beslutar fdljande.\n", "", "stockholm-memo"),
        ("Kommunfullmäktige beslutar att anta planen och att den ska gälla från och med nästa år.", "", "sv"),
        ("Byrådet besluttede at vedtage planen, og at den skal gælde fra og med næste år.", "", "da"),
    ],
)  # fmt: skip
def test_the_profile_that_fits_is_chosen(text: str, name: str, profile: str) -> None:
    source = Source.of(text, name=name)
    assert choose(source.view(), source).name == profile


def test_the_profile_of_the_documentation_reads_what_it_says(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "extraction.md").read_text(encoding="utf-8")
    profile = tmp_path / "vik.yaml"
    profile.write_text(guide.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    text = (
        "VIKS KOMMUN\nByggnadsnämnden\n\nBN § 7 Brygga vid badet\n\nYrkanden\n"
        "Anna Ek (S) ber att få bifall\nByggnadsnämnden\nProtokoll 2024-03-05 sida 2\n"
        "till förvaltningens förslag.\n\nVi har bestämt\nÄrendet väntar till nästa möte.\n"
    )
    facts = extract(Source.of(text), profile=load(str(profile))).facts
    [decision] = [fact for fact in facts if isinstance(fact, Decision)]
    [proposal] = [fact for fact in facts if isinstance(fact, Proposal)]
    assert (decision.status, decision.body, decision.date) == ("tabled", "Byggnadsnämnden", "2024-03-05")
    assert proposal.movers == (("Anna Ek", "S"),)
