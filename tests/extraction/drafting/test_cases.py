"""Documents of an invented municipality, drafted: a case is some texts and what the records have.

A node of a case has at least the keys that the case gives. Every draft passes `check`,
offsets and shapes included.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from munigraph.build import Stopwatch
from munigraph.build import check as checked
from munigraph.extraction.drafting import files
from munigraph.extraction.drafting.corpus import drafts
from munigraph.extraction.drafting.draft import Draft
from munigraph.extraction.drafting.known import Known
from munigraph.extraction.drafting.papers import Paper, Told, paper
from munigraph.extraction.extract import extract
from munigraph.extraction.meetings import Meeting
from munigraph.extraction.profile import load
from munigraph.extraction.text import Source
from munigraph.names import Names
from munigraph.records import read_project
from munigraph.records.references import nodes
from munigraph.records.yamlfile import read_yaml
from munigraph.validation import Severity

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.yaml"))


@dataclass(frozen=True)
class Drafted:
    """A case, its drafts, and the nodes of their files."""

    case: dict[str, Any]
    drafts: list[Draft]
    nodes: list[tuple[str, dict[str, Any]]]
    warnings: list[str]


def papers(case: dict[str, Any]) -> Iterator[Paper]:
    for at, document in enumerate(case["documents"]):
        told = Told(**document["told"])
        profile = load(document["profile"]) if "profile" in document else None
        source = Source.of(document["text"], document.get("language", "sv"), f"{at}.txt")
        yield paper(extract(source, profile=profile, known=Meeting(told.body, told.date)), told)


@pytest.fixture(scope="module", params=CASES, ids=lambda path: path.stem)
def drafted(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Drafted:
    """A case, drafted into a project of its own, which is then checked."""
    tmp_path = tmp_path_factory.mktemp("drafted")
    case = read_yaml(request.param).content
    for part in ("ontology", "shapes"):
        shutil.copytree(root / part, tmp_path / part)
    (tmp_path / "data" / "reference").mkdir(parents=True)
    (tmp_path / "queries").mkdir()
    shutil.copy(root / "data" / "release.yaml", tmp_path / "data")
    shutil.copy(HERE / "reference.yaml", tmp_path / "data" / "reference" / "sjostad.yaml")
    if "reference" in case:
        own = {"facts": case["reference"]}
        (tmp_path / "data" / "reference" / "case.yaml").write_text(json.dumps(own), encoding="utf-8")
    texts = tmp_path / "texts"
    texts.mkdir()
    for at, document in enumerate(case["documents"]):
        (texts / f"{at}.txt").write_text(document["text"], encoding="utf-8", newline="")
    project = read_project(tmp_path, Names())
    made = list(drafts(papers(case), Known.of(project), lambda slugs: files.ledger(project, slugs)))
    for draft in made:
        files.write(draft, files.combined(draft, project, frozenset()), project)
    report = checked(tmp_path, Names(), texts, Stopwatch(lambda step: None)).report
    found = [
        (path.stem, node)
        for path in sorted((tmp_path / "data" / "records").glob("**/*.yaml"))
        for _, node in nodes(read_yaml(path).content, ())
    ]
    return Drafted(case, made, found, [each.message() for each in report.of(Severity.WARNING)])


def has(value: Any, wanted: Any) -> bool:
    return all(value.get(key) == each for key, each in wanted.items())


def test_no_case_was_lost() -> None:
    assert len(CASES) == 12


def test_the_records_have_what_the_case_says(drafted: Drafted) -> None:
    for wanted in drafted.case["nodes"]:
        keys = {key: value for key, value in wanted.items() if key != "in"}
        found = [
            node
            for slug, node in drafted.nodes
            if wanted.get("in", slug) == slug and ("id" not in wanted or node["id"] == wanted["id"])
        ]
        assert any(has(node, keys) for node in found), f"{wanted}\n\n{found}"


def test_nodes_lack_what_the_case_says(drafted: Drafted) -> None:
    for name, keys in drafted.case.get("lacks", {}).items():
        (node,) = [node for _, node in drafted.nodes if node["id"] == name]
        assert not node.keys() & set(keys)


def test_nothing_is_described_twice_or_where_the_case_says_nowhere(drafted: Drafted) -> None:
    described = Counter(node["id"] for _, node in drafted.nodes if "type" in node)
    assert [name for name, count in described.items() if count > 1] == []
    assert not described.keys() & set(drafted.case.get("absent", ()))
    assert set(drafted.case.get("described_once", ())) <= described.keys()


def test_what_is_left_out_is_told(drafted: Drafted) -> None:
    told = [each.reason for draft in drafted.drafts for each in draft.left_out]
    wanted = drafted.case.get("left_out", [])
    assert len(told) == len(wanted), told
    for reason in wanted:
        assert any(reason in each for each in told), told


def test_the_shapes_warn_of_nothing_but_what_the_case_says(drafted: Drafted) -> None:
    assert drafted.warnings == drafted.case.get("warnings", [])


def test_every_node_says_where_its_wording_stands_and_what_read_it(drafted: Drafted) -> None:
    silent = {"Person", "Identifier", "BallotFor", "BallotAgainst", "BallotAbstaining"}
    for _, node in drafted.nodes:
        if node.get("type", "Person") not in silent:
            assert node["evidence"], node["id"]
        if node.get("type") in ("Decision", "VoteEvent", "Statement", "Question", "Answer", "Mandate"):
            assert ": " in node["readBy"], node["id"]
