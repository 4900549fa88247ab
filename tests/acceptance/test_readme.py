"""What the README says of the data is what ships."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from tests.serving import Client

HERE = Path(__file__).parent
FENCED = re.compile(r"<<'SPARQL'\n(.*?)SPARQL\n", re.DOTALL)
LINE = re.compile(r"^\| (\w.*?) \| (.+?) \| `(.+?)` \|$", re.MULTILINE)


def test_its_numbers_are_counted(site: Client, root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    query = (HERE / "readme.rq").read_text(encoding="utf-8")
    found = list(csv.DictReader(site.ask(query, format="csv").text.splitlines()))
    assert len(found) == 6
    for row in found:
        assert f"{int(row['things']):,} {row['kind']}" in text


def test_its_question_has_its_answer(site: Client, root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    (query,) = FENCED.findall(text)
    found = csv.DictReader(site.ask(query, format="csv").text.splitlines())
    answers = [(row["body"], row["party"], row["side"].rpartition("vocabulary/")[2]) for row in found]
    assert len(answers) == 4
    assert [line for line in LINE.findall(text) if "vote-side" in line[2]] == answers
