"""Bad input: each case file spoils the small project in one place and says what must be reported."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from munigraph.build import Stopwatch, check
from munigraph.errors import InputFaultsError
from munigraph.names import Names

CASES = sorted((Path(__file__).parent / "faults").glob("*.yaml"))


def test_no_case_was_lost() -> None:
    assert len(CASES) == 19


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_fault_is_named_by_file_line_and_key(path: Path, project: Path, quiet: Stopwatch) -> None:
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    file = project / case["file"]
    text = file.read_text(encoding="utf-8")
    assert case["find"] in text
    spoiled = text.replace(case["find"], case["replace"], 1)
    file.write_text(spoiled, encoding="utf-8")

    sources = project / "texts" if case.get("with_texts") else None
    with pytest.raises(InputFaultsError) as caught:
        check(project, Names(), sources, quiet)

    fault = next(fault for fault in caught.value.faults if case["message"] in fault.message)
    assert fault.path == file
    assert case["line_has"] in spoiled.splitlines()[fault.line - 1]
    assert case["key"] in fault.key
    assert case.get("hint", "") in fault.hint


def test_the_small_project_is_faultless(project: Path, quiet: Stopwatch) -> None:
    checked = check(project, Names(), project / "texts", quiet)
    assert checked.report.conforms
    assert checked.stated > 100


def test_all_faults_are_listed_at_once(project: Path, quiet: Stopwatch) -> None:
    record = project / "data/records/exampleby-2020-lake-towns.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(
        text.replace("votesFor:", "voteFor:").replace("heldOn: 2020", "heldOn: 20200"), encoding="utf-8"
    )
    with pytest.raises(InputFaultsError) as caught:
        check(project, Names(), None, quiet)
    assert len(caught.value.faults) == 2


def test_bytes_that_are_no_text(project: Path, quiet: Stopwatch) -> None:
    (project / "data/records/exampleby-2020-lake-towns.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputFaultsError, match="cannot be read as UTF-8"):
        check(project, Names(), None, quiet)


def test_a_name_is_used_once_whatever_the_folder(project: Path, quiet: Stopwatch) -> None:
    record = project / "data/records/exampleby-2020-lake-towns.yaml"
    (record.parent / "exampleby").mkdir()
    shutil.copy(record, record.parent / "exampleby")
    with pytest.raises(InputFaultsError, match=r"exampleby-2020-lake-towns\.yaml: has the name of"):
        check(project, Names(), None, quiet)


def test_a_document_is_not_named_like_one_of_our_graphs(project: Path, quiet: Stopwatch) -> None:
    for folder in ("sources", "records"):
        path = project / "data" / folder / "exampleby-2020-lake-towns.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("document/exampleby-2020-lake-towns", "document/inferred"), encoding="utf-8"
        )
        path.rename(path.with_name("inferred.yaml"))
    with pytest.raises(InputFaultsError, match="`inferred` is the name of a graph of ours"):
        check(project, Names(), None, quiet)
