"""`munigraph extract --as record`, `--draft`, `--index`, and `munigraph review` on a terminal."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from munigraph.cli import main
from munigraph.records.yamlfile import read_yaml

REFERENCE = Path(__file__).parents[1] / "extraction" / "drafting" / "reference.yaml"
TEXT = """§ 12
Ny simhall vid hamnen
Diarienummer KS-2024-00017

Beslut
Simhallen byggs enligt ritningarna och kostnaden godkänns.

Reservation
Bo Lind (M) reserverar sig mot beslutet.
"""
RECORD = "data/records/sjostad/board-2024-03-05/sjostad-board-2024-03-05-12.yaml"
SOURCE = RECORD.replace("records", "sources", 1)


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A project that knows Sjöstad and has no records, with a folder of texts beside it."""
    folder = tmp_path / "project"
    for part in ("ontology", "shapes"):
        shutil.copytree(root / part, folder / part)
    (folder / "data" / "reference").mkdir(parents=True)
    (folder / "queries").mkdir()
    shutil.copy(root / "data" / "release.yaml", folder / "data")
    shutil.copy(REFERENCE, folder / "data" / "reference" / "sjostad.yaml")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "12.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def listed(project: Path) -> Path:
    """A list with one line, for the text."""
    index = project.parent / "texts" / "list.tsv"
    columns = ("file", "language", "municipality", "body", "date", "item", "heading")
    row = ("12.txt", "sv", "Sjöstads kommun", "kommunstyrelsen", "2024-03-05", "12", "Ny simhall")
    index.write_text("\n".join("\t".join(each) for each in (columns, row)) + "\n", encoding="utf-8")
    return index


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def drafted(project: Path, listed: Path) -> Path:
    result = run("extract", "--draft", "--index", listed, "--project", project)
    assert result.exit_code == 0, result.output
    return project / RECORD


def test_a_list_of_documents_becomes_records_that_pass_the_check(project: Path, listed: Path) -> None:
    record = drafted(project, listed)
    assert read_yaml(record).content["curation"] == "extracted"
    assert read_yaml(project / SOURCE).content["title"] == {"sv": "Ny simhall vid hamnen"}
    result = run("check", "--project", project, "--sources", listed.parent)
    assert (result.exit_code, "nothing wrong" in result.output) == (0, True)


def test_drafting_again_changes_nothing(project: Path, listed: Path) -> None:
    record = drafted(project, listed)
    before = record.read_bytes()
    result = run("extract", "--draft", "--index", listed, "--project", project)
    assert "0 changed" in result.output
    assert record.read_bytes() == before


def test_a_record_is_printed_and_nothing_is_written(project: Path) -> None:
    told = ("--municipality", "Sjöstads kommun", "--body", "kommunstyrelsen", "--date", "2024-03-05")
    text = project.parent / "texts" / "12.txt"
    result = run("extract", "--as", "record", *told, "--project", project, text)
    assert result.exit_code == 0
    assert f"--- # {SOURCE}" in result.stdout
    assert "  - id: decision/sjostad-board-2024-03-05-12-adopted\n" in result.stdout
    assert not (project / RECORD).exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--municipality", "Ankeborg"), "no municipality Ankeborg in data/reference"),
        (("--municipality", "Sjöstads kommun", "--body", "hamnnämnden"), "the body hamnnämnden of Sjöstads"),
        ((), "not known which municipality"),
    ],
)
def test_what_is_not_known_is_said_with_what_to_do(project: Path, words: tuple[str, ...], said: str) -> None:
    text = project.parent / "texts" / "12.txt"
    result = run("extract", "--as", "record", *words, "--project", project, text)
    assert result.exit_code == 66
    assert said in result.output


def test_nothing_to_read_is_a_wrong_call(project: Path) -> None:
    assert run("extract", "--draft", "--project", project).exit_code == 64


def test_a_list_without_its_columns_is_refused(project: Path, listed: Path) -> None:
    listed.write_text("file\tbody\nx\ty\n", encoding="utf-8")
    result = run("extract", "--draft", "--index", listed, "--project", project)
    assert result.exit_code == 65
    assert "these columns are missing" in result.output


class Terminal:
    """`munigraph review` on a terminal of its own."""

    def __init__(self, record: Path, project: Path, *more: str, editor: str = "") -> None:
        self._far, near = pty.openpty()
        words = [sys.executable, "-m", "munigraph", "review", str(record), "--project", str(project), *more]
        env = {**os.environ, "TERM": "dumb", "EDITOR": editor, "VISUAL": editor}
        self._process = subprocess.Popen(words, stdin=near, stdout=near, stderr=near, env=env)
        os.close(near)

    def read_to(self, wanted: str) -> str:
        """What it says up to some words."""
        said, end = "", time.monotonic() + 30
        while wanted not in said:
            ready, _, _ = select.select([self._far], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"waited for {wanted!r}, heard {said!r}"
            said += os.read(self._far, 4096).decode("utf-8", "replace")
        return said

    def answer(self, line: str) -> None:
        os.write(self._far, f"{line}\n".encode())

    def ended(self) -> int:
        code = self._process.wait(30)
        os.close(self._far)
        return code


PROMPT = "a c r s q ?"


def test_a_reviewer_accepts_corrects_and_rejects_and_a_new_draft_keeps_to_it(
    project: Path, listed: Path
) -> None:
    record = drafted(project, listed)
    terminal = Terminal(record, project, "--sources", str(listed.parent))
    said = terminal.read_to(PROMPT)
    assert "meeting/sjostad-board-2024-03-05" in said
    terminal.answer("a")
    for _ in range(2):
        terminal.read_to(PROMPT)
        terminal.answer("s")
    said = terminal.read_to(PROMPT)
    assert "decision/sjostad-board-2024-03-05-12-adopted" in said
    assert "Simhallen byggs enligt ritningarna och kostnaden godkänns" in said
    assert "extracted-reviewed" in record.read_text(encoding="utf-8")
    terminal.answer("status=rejekted")
    assert "did you mean `rejected`?" in terminal.read_to(PROMPT)
    terminal.answer("s")
    terminal.read_to(PROMPT)
    terminal.answer("q")
    assert terminal.ended() == 0


def test_every_answer_is_written_at_once_and_no_later_draft_undoes_it(project: Path, listed: Path) -> None:
    record = drafted(project, listed)
    terminal = Terminal(record, project)
    for kind in ("meeting", "case", "item", "decision", "person", "mandate", "statement"):
        assert f"- id: {kind}/" in terminal.read_to(PROMPT)
        terminal.answer({"decision": "status=rejected", "statement": "r"}.get(kind, "s"))
    terminal.read_to("5 nodes still wait")
    assert terminal.ended() == 0
    by_hand = record.read_text(encoding="utf-8")
    nodes = {node["id"]: node for node in read_yaml(record).content["facts"]}
    decision = nodes["decision/sjostad-board-2024-03-05-12-adopted"]
    assert (decision["status"], decision["curation"]) == ("rejected", "extracted-reviewed")
    gone = "statement/sjostad-board-2024-03-05-12-reservation-bo-lind-m"
    assert gone not in nodes
    assert [each["was"] for each in read_yaml(record).content["struckOut"]] == [gone]

    result = run("extract", "--draft", "--index", listed, "--project", project)
    assert "0 changed" in result.output
    assert record.read_text(encoding="utf-8") == by_hand
    result = run("check", "--project", project)
    assert result.exit_code == 0, result.output


def test_a_node_is_corrected_in_the_reviewers_editor(project: Path, listed: Path, tmp_path: Path) -> None:
    record = drafted(project, listed)
    editor = tmp_path / "editor.sh"
    editor.write_text("#!/bin/sh\nsed -i 's/heldOn: .*/heldOn: 2024-03-06/' \"$1\"\n", encoding="utf-8")
    editor.chmod(0o755)
    terminal = Terminal(record, project, editor=str(editor))
    terminal.read_to(PROMPT)
    terminal.answer("c")
    terminal.read_to(PROMPT)
    terminal.answer("q")
    assert terminal.ended() == 0
    first = read_yaml(record).content["facts"][0]
    assert (first["heldOn"], first["curation"]) == ("2024-03-06", "extracted-reviewed")


def test_what_has_the_wrong_form_is_not_written(project: Path, listed: Path) -> None:
    record = drafted(project, listed)
    before = record.read_bytes()
    terminal = Terminal(record, project)
    terminal.read_to(PROMPT)
    for answer, told in (
        ("heldOn=someday", "wrong form"),
        ("heldon=2024-03-06", "unknown key"),
        ("?", "accept it"),
    ):
        terminal.answer(answer)
        assert told in terminal.read_to(PROMPT)
    terminal.answer("q")
    assert terminal.ended() == 0
    assert record.read_bytes() == before
