"""What counts as found, missed and wrong when extraction is scored."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.extraction.evaluation import Question, evaluated
from benchmarks.extraction.gold import GOLD, UNSEEN, Gold, Skipped, read_gold
from benchmarks.extraction.matching import Score, pair
from benchmarks.extraction.values import items

ROOT = Path(__file__).resolve().parents[2]


def vote(sides: dict[str, Any], **more: Any) -> dict[str, Any]:
    whole = {side: {"count": None, "voters": [], "parties": []} | sides.get(side, {}) for side in SIDES}
    return {"fact": "vote", "sequence": 1, "sides": whole, "outcome": "for", "start": 0, "end": 9} | more


SIDES = ("for", "against", "abstain")


def decision(start: int = 0, end: int = 10, **more: Any) -> dict[str, Any]:
    whole = {"fact": "decision", "status": "adopted", "body": "byrådet", "date": "2024-01-02"}
    return whole | {"start": start, "end": end} | more


def score(gold: list[dict[str, Any]], found: list[dict[str, Any]], kind: str, language: str = "sv") -> Score:
    def of(facts: list[dict[str, Any]]) -> list[Any]:
        return [item for name, item in items(facts, language) if name == kind]

    return pair(of(gold), of(found))[0]


@pytest.mark.parametrize(
    ("found", "right"),
    [
        (decision(), 1),
        (decision(body="Byrådet"), 1),
        (decision(9, 30), 1),
        (decision(10, 30), 0),
        (decision(status="rejected"), 0),
        (decision(date=None), 0),
    ],
)
def test_a_fact_is_found_that_overlaps_and_says_the_same(found: dict[str, Any], right: int) -> None:
    assert score([decision()], [found], "decision") == Score(1, 1, right)


def test_each_fact_counts_once_and_the_nearest_first() -> None:
    assert score([decision()], [decision(), decision()], "decision") == Score(1, 2, 1)
    gold = [decision(0, 10), decision(8, 20)]
    found = [decision(8, 20), decision(0, 10)]
    assert score(gold, found, "decision") == Score(2, 2, 2)


def test_a_side_that_is_not_mentioned_is_one_nobody_voted_for() -> None:
    stated = vote({"for": {"count": 5}, "against": {"count": 3}, "abstain": {"count": 0}})
    assert score([vote({"for": {"count": 5}, "against": {"count": 3}})], [stated], "vote").right == 1
    assert score([vote({"for": {"count": 5}, "against": {"count": 4}})], [stated], "vote").right == 0


def test_ballots_are_scored_apart_from_their_vote() -> None:
    names = [["Anna Ek", "S"], ["Bo Dal", "M"]]
    gold = vote({"for": {"count": 2, "voters": names}})
    found = vote({"for": {"count": 9, "voters": names[:1]}, "against": {"voters": names[1:]}})
    assert score([gold], [found], "vote").right == 0
    assert score([gold], [found], "ballot") == Score(2, 2, 1)


@pytest.mark.parametrize(
    ("language", "one", "other", "same"),
    [
        ("da", "Socialdemokratiet", "A", True),
        ("da", "Venstre", "V", True),
        ("sv", "Venstre", "V", False),
        ("da", "C", "KF", True),
        ("sv", "m", "M", True),
        ("sv", "S", "SD", False),
    ],
)
def test_parties_are_compared_by_their_letter_in_their_country(
    language: str, one: str, other: str, same: bool
) -> None:
    def moved(party: str) -> dict[str, Any]:
        movers = [["Bo  Dal", party], ["Anna Ek", None]]
        return {"fact": "proposal", "kind": "motion", "movers": movers, "parties": [], "start": 0, "end": 5}

    found = moved(other) | {"movers": list(reversed(moved(other)["movers"]))}
    assert (score([moved(one)], [found], "proposal", language).right == 1) is same


def test_lists_are_multisets() -> None:
    one = {"fact": "statement", "kind": "remark", "signatories": [], "start": 0, "end": 5}
    assert score([one | {"parties": ["S", "V"]}], [one | {"parties": ["V", "S"]}], "statement").right == 1
    assert score([one | {"parties": ["S", "S"]}], [one | {"parties": ["S"]}], "statement").right == 0


def test_shares_of_nothing_are_none() -> None:
    assert (Score().precision, Score().recall, Score().f1) == (None, None, None)
    assert (Score(4, 2, 2).precision, Score(4, 2, 2).recall, Score(4, 2, 2).f1) == (1, 0.5, 4 / 6)


def gold_file(folder: Path, text: str, *facts: dict[str, Any]) -> None:
    header = {
        "document": "sv/vik/1.txt",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "template": "vik",
        "language": "sv",
    }
    lines = (json.dumps(each) for each in (header, *facts))
    (folder / "sv__vik__1.jsonl").write_text("\n".join(lines), encoding="utf-8")


def test_a_document_that_is_missing_or_another_is_skipped_with_a_reason(tmp_path: Path) -> None:
    gold_file(tmp_path, "Beslut")
    [missing] = read_gold(tmp_path, tmp_path)
    assert isinstance(missing, Skipped)
    assert "not below" in missing.reason
    place = tmp_path / "corpus" / "sv" / "vik"
    place.mkdir(parents=True)
    (place / "1.txt").write_text("Beslut!", encoding="utf-8")
    [other] = read_gold(tmp_path, tmp_path)
    assert isinstance(other, Skipped)
    assert "another text" in other.reason
    (place / "1.txt").write_text("Beslut", encoding="utf-8")
    [there] = read_gold(tmp_path, tmp_path)
    assert isinstance(there, Gold)


def test_an_evaluation_prints_what_was_missed_with_its_wording(tmp_path: Path) -> None:
    text = "§ 3\nPlan för bad\n\nBeslut\nPlanen antas.\nDammen grävs igen.\n"
    at = text.index("Dammen")
    place = tmp_path / "corpus" / "sv" / "vik"
    place.mkdir(parents=True)
    (place / "1.txt").write_text(text, encoding="utf-8")
    gold_file(
        tmp_path,
        text,
        decision(text.index("Planen"), at - 2, body=None, date=None),
        decision(at, at + 17, status="repealed", body=None, date=None),
    )
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.extraction", "--gold", tmp_path, "--texts", tmp_path, "--missed"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert f"missed decision sv/vik/1.txt[{at}:{at + 17}]" in run.stdout
    assert "«Dammen grävs igen»" in run.stdout
    assert [line.split() for line in run.stdout.splitlines() if line.startswith("decision  ")] == [
        ["decision", "2", "1", "1", "1.000", "0.500", "0.667"]
    ]


def test_templates_that_were_mended_for_are_still_read() -> None:
    evaluation = evaluated("", UNSEEN, Question(UNSEEN))
    scores = {fact: score.f1 or 0 for (fact,), score in evaluation.scores["all"].items()}
    floors = {
        "identifier": 0.98,
        "date": 0.99,
        "amount": 0.97,
        "decision": 0.97,
        "vote": 0.94,
        "statement": 0.96,
    }
    assert evaluation.read == 39
    assert {fact: scores[fact] for fact, floor in floors.items() if scores[fact] < floor} == {}
    assert evaluation.verified >= 20
    assert evaluation.wrongly == 0


def test_gold_holds_no_wording_of_documents() -> None:
    for file in GOLD.glob("*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines()[1:]:
            assert max((len(each) for each in strings(json.loads(line))), default=0) < 100, file


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [found for each in value for found in strings(each)] if isinstance(value, list) else []
