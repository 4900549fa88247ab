"""Documents of invented municipalities, read; a case is a text and the facts that it says.

A fact of a case stands at the wording `says`, and has the values that its line gives.
Of the kinds under `whole`, no others may be found.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from munigraph.extraction.extract import extract
from munigraph.extraction.meetings import Meeting
from munigraph.extraction.text import Source

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.txt"))


def test_there_are_as_many_cases_as_were_written() -> None:
    assert sorted(path.stem for path in CASES.glob("*.jsonl")) == NAMES
    assert len(NAMES) == 32


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_of_a_case_are_found(name: str) -> None:
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    header, *wanted = (
        json.loads(line) for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    )
    extraction = extract(Source.of(text), known=Meeting(header.get("body"), header.get("date")))
    found = [fact.to_json() for fact in extraction.facts]
    assert extraction.profile.name == header["profile"]
    left = list(found)
    for want in wanted:
        fitting = [fact for fact in left if _fits(fact, want, text)]
        assert fitting, f"not found: {want}\n" + "\n".join(
            json.dumps(fact, ensure_ascii=False) for fact in found if fact["fact"] == want["fact"]
        )
        left.remove(fitting[0])
    assert not [fact for fact in left if fact["fact"] in header["whole"]]


def _fits(fact: dict[str, Any], want: dict[str, Any], text: str) -> bool:
    says = want["says"]
    places = [at for at in range(len(text)) if text.startswith(says, at)]
    assert places, f"the case does not say {says!r}"
    near = any(fact["start"] < at + len(says) and at < fact["end"] for at in places)
    return near and all(_same(fact.get(key), value) for key, value in want.items() if key != "says")


def _same(one: Any, other: Any) -> bool:
    """Names of bodies stand in capitals or not."""
    return one == other or (isinstance(one, str) and isinstance(other, str) and one.lower() == other.lower())
