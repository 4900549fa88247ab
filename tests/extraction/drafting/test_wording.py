"""Labels: the same templates in every language, with the same gaps; titles keep their words."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from munigraph.errors import MissingError
from munigraph.extraction.drafting import wording
from munigraph.extraction.drafting.wording import FOLDER, LANGUAGES, Day, Several, Titled, label


def flat(content: dict[str, Any], at: str = "") -> Iterator[tuple[str, str]]:
    for key, value in content.items():
        if isinstance(value, dict):
            yield from flat(value, f"{at}{key}.")
        else:
            yield at + key, value


TEMPLATES = {
    language: dict(flat(tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))))
    for language in LANGUAGES
}


def gaps(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_every_language_has_every_template_with_the_same_gaps() -> None:
    english = {key: gaps(text) for key, text in TEMPLATES["en"].items()}
    assert len(english) > 60
    for language in LANGUAGES:
        assert {key: gaps(text) for key, text in TEMPLATES[language].items()} == english, language


def test_languages_are_told_apart() -> None:
    same = {
        key
        for key, text in TEMPLATES["en"].items()
        if text in (TEMPLATES["da"][key], TEMPLATES["sv"][key]) and any(map(str.isalpha, text))
    }
    spoken = {key for key in same if set(TEMPLATES["en"][key]) - set("{}()“” :,")}
    alike = {key for key in spoken if gaps(TEMPLATES["en"][key]) == set()}
    assert alike == {"side.for"}, "the one word that is the same in Danish"


@pytest.mark.parametrize(
    ("scheme", "group", "unlike"),
    [("decision-status", "status", {"recommended-against"}), ("statement-kind", "statement", set())],
)
def test_every_concept_can_be_said(scheme: str, group: str, unlike: set[str], root: Path) -> None:
    text = (root / "ontology" / "vocabularies" / f"{scheme}.ttl").read_text(encoding="utf-8")
    concepts = {line.split()[0][1:] for line in text.splitlines() if line.startswith(":")}
    assert {
        key.partition(".")[2] for key in TEMPLATES["en"] if key.startswith(f"{group}.")
    } - unlike == concepts


def test_a_title_is_quoted_where_it_is_of_another_language() -> None:
    said = label("case.label", number="KS-1", what=Titled("Ny simhall", "sv"))
    assert said == {
        "en": "Case KS-1: “Ny simhall”",
        "da": "Sag KS-1: »Ny simhall«",
        "sv": "Ärende KS-1: Ny simhall",
    }


def test_a_title_is_not_taken_for_a_template() -> None:
    assert (
        label("case.label", number="{what}", what=Titled("{number} {0}", "sv"))["sv"]
        == "Ärende {what}: {number} {0}"
    )


def test_a_long_title_loses_its_middle() -> None:
    title = "Motion av Anna Ek (S) och Bo Lind (M) " + "ytterligare ord " * 20 + "om laddstolpar vid torget"
    said = label("item.titled", number="1", what=Titled(title, "sv"))["sv"]
    assert said.startswith("§ 1: Motion av Anna Ek (S) och Bo Lind")
    assert " … " in said
    assert said.endswith("om laddstolpar vid torget")


@given(st.text())
def test_no_label_is_too_long(title: str) -> None:
    assert all(
        len(text) < 150 for text in label("item.titled", number="1", what=Titled(title, "sv")).values()
    )


@pytest.mark.parametrize(
    ("date", "wanted"),
    [
        ("2024-03-05", {"en": "5 March 2024", "da": "5. marts 2024", "sv": "5 mars 2024"}),
        ("2024-03", {"en": "March 2024", "da": "marts 2024", "sv": "mars 2024"}),
        ("2024", {"en": "2024", "da": "2024", "sv": "2024"}),
        ("någon gång", {"en": "någon gång", "da": "någon gång", "sv": "någon gång"}),
    ],
)
def test_dates_are_as_precise_as_they_are_known(date: str, wanted: dict[str, str]) -> None:
    said = label("document.unnumbered", body="X", date=Day(date))
    assert said == {language: f"X, {text}" for language, text in wanted.items()}


def test_lists_are_joined_as_each_language_does() -> None:
    said = label("proposal.text", who=Several.of(["M", "D", "L"]), what="x")
    assert said == {
        "en": "Proposal by M, D and L: x",
        "da": "Forslag fra M, D og L: x",
        "sv": "Yrkande från M, D och L: x",
    }


def test_an_unknown_template_is_named() -> None:
    with pytest.raises(MissingError, match=r"no template proposal\.unheard"):
        wording.label("proposal.unheard")
