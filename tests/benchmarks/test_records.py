"""The made-up input files: they pass every check, and state what the made-up data states."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph as ox
import pytest

from benchmarks.data.generate import FEWEST_TRIPLES, generate
from benchmarks.records.blocks import mapping
from benchmarks.records.folder import SEED, Written, write_project
from munigraph.build import Stopwatch, check
from munigraph.names import Names
from munigraph.records.yamlfile import parse_yaml
from tests.graphs import stated

OTHER_VALUES = ["true", "null", "0123", "1e5", "12.50", "2015-08", "NO", "no", "~", "?"]
MARKS = ["a: b", "a #b", "a, b", "[a", "- a", "'a'", 'say "a"', " a ", "a:", "*a", "!a", "a\\b", "a\nb"]
HARMLESS = ["Århus", "a/b", "St. Å (2)", "a & b"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("made") / "project"


@pytest.fixture(scope="module")
def written(folder: Path) -> Written:
    return write_project(FEWEST_TRIPLES, folder)


def test_files_pass_every_check_and_state_the_made_up_data(
    folder: Path, written: Written, quiet: Stopwatch
) -> None:
    names = Names()
    checked = check(folder, names, None, quiet)
    assert checked.report.conforms
    assert checked.stated == pytest.approx(FEWEST_TRIPLES, rel=0.3)
    made = io.StringIO()
    assert generate(FEWEST_TRIPLES, SEED, made) == written.statements
    provenance = ox.NamedNode(names.graph("provenance"))
    found = {quad for quad in stated(checked.statements) if quad.graph_name != provenance}
    assert found == set(ox.parse(made.getvalue(), ox.RdfFormat.N_QUADS))


def test_each_document_has_a_source_and_a_record(folder: Path, written: Written) -> None:
    sources, records = (
        {path.name for path in (folder / "data" / part).iterdir()} for part in ("sources", "records")
    )
    assert sources == records
    assert len(records) == written.records


def test_the_same_number_gives_the_same_bytes(folder: Path, written: Written, tmp_path: Path) -> None:
    assert write_project(FEWEST_TRIPLES, tmp_path / "again") == written
    assert contents(tmp_path / "again") == contents(folder)


@pytest.mark.parametrize("text", OTHER_VALUES + MARKS + HARMLESS)
def test_text_is_read_as_it_was(text: str) -> None:
    content = {"facts": [{"id": text, "spans": [{"start": 1, "anchor": text}], "many": [text, text]}]}
    lines = "".join(mapping(content))
    assert parse_yaml(Path("made.yaml"), lines.encode()).content == content


def contents(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
