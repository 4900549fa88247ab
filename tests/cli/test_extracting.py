"""`munigraph extract` as somebody types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from munigraph.cli import main

CASES = Path(__file__).parents[1] / "extraction" / "cases"
MINUTES = CASES / "sv-council-vote.txt"


def extract(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["extract", *map(str, arguments)])


def facts(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_facts_are_lines_of_json_with_the_place_of_their_wording() -> None:
    text = MINUTES.read_text(encoding="utf-8")
    found = facts(extract("--as", "facts", MINUTES))
    assert {"decision", "vote", "proposal", "statement", "identifier"} <= {
        str(each["fact"]) for each in found
    }
    [number] = [each for each in found if each["fact"] == "identifier" and each["scheme"] == "item"]
    assert text[number["start"] : number["end"]] == number["value"]
    assert all(each["rule"] for each in found)


def test_facts_of_several_files_say_which_they_are_from() -> None:
    other = CASES / "sv-board-roll.txt"
    found = facts(extract(MINUTES, other))
    assert list(dict.fromkeys(each["file"] for each in found)) == [str(MINUTES), str(other)]


def test_body_and_date_are_taken_from_options_where_the_text_has_none(tmp_path: Path) -> None:
    file = tmp_path / "item.txt"
    file.write_text("§ 3\nPlan för bad\n\nBeslut\nPlanen antas.\n", encoding="utf-8")
    [bare] = [each for each in facts(extract("--profile", "sv", file)) if each["fact"] == "decision"]
    assert (bare["body"], bare["date"]) == (None, None)
    named = facts(extract("--profile", "sv", "--body", "Badnämnden", "--date", "2024-03-05", file))
    [decision] = [each for each in named if each["fact"] == "decision"]
    assert (decision["status"], decision["body"], decision["date"]) == ("adopted", "Badnämnden", "2024-03-05")


def test_a_profile_may_be_a_file(tmp_path: Path) -> None:
    profile = tmp_path / "bathing.yaml"
    profile.write_text("extends: sv\nheadings:\n  decision: [Vi har bestämt]\n", encoding="utf-8")
    file = tmp_path / "item.txt"
    file.write_text("§ 3\nPlan för bad\n\nVi har bestämt\nPlanen antas.\n", encoding="utf-8")

    def decided(name: object) -> bool:
        return any(each["fact"] == "decision" for each in facts(extract("--profile", name, file)))

    assert decided(profile)
    assert not decided("sv")


def test_what_could_not_be_read_is_told_on_standard_error(tmp_path: Path) -> None:
    file = tmp_path / "item.txt"
    file.write_text("§ 3\nPlan för bad\n\nBeslut\nGlimmande vatten och långa dagar.\n", encoding="utf-8")
    result = extract("--profile", "sv", file)
    assert not [each for each in facts(result) if each["fact"] == "decision"]
    assert f"{file}: [25:57] not read (decision: " in result.stderr


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (None, 66, "No such file"),
        (b"", 65, "the file is empty"),
        ("Дума прие решение за бюджета на общината.".encode(), 65, "--profile"),
    ],
)
def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    tmp_path: Path, content: bytes | None, code: int, message: str
) -> None:
    file = tmp_path / "other.txt"
    if content is not None:
        file.write_bytes(content)
    result = extract(file, MINUTES)
    assert result.exit_code == code
    assert message in result.stderr
    assert '"fact": "vote"' in result.stdout


def test_a_profile_with_a_fault_is_refused_with_its_place(tmp_path: Path) -> None:
    profile = tmp_path / "wrong.yaml"
    profile.write_text("extends: sv\nheadings:\n  moves: ['(Yrkanden']\n", encoding="utf-8")
    result = extract("--profile", profile, MINUTES)
    assert result.exit_code != 0
    assert f"{profile}:3" in result.stderr
