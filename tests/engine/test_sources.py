"""Files are read as they are, and faults in them are named by place."""

from __future__ import annotations

import gzip
import shutil
import tomllib
from pathlib import Path

import pyoxigraph as ox
import pytest

from munigraph.engine import Dataset, Embedded, OneFile, Query, Served, serve_file
from munigraph.errors import InputFaultsError, MissingError, UsageError

HERE = Path(__file__).parent
GOOD = sorted((HERE / "files" / "good").iterdir())
FAULTY = sorted((HERE / "files" / "faulty").iterdir())
EXPECTED = tomllib.loads((HERE / "faulty.toml").read_text(encoding="utf-8"))


def _engine(served: Served) -> Embedded:
    return Embedded(ox.Store.read_only(str(served.data.store)), served.id, served.union)


def test_counted_cases() -> None:
    assert (len(GOOD), len(FAULTY)) == (6, 8)
    assert {path.name for path in FAULTY} == set(EXPECTED)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_a_file_is_served_in_any_format(path: Path, tmp_path: Path) -> None:
    served = OneFile(serve_file(path, tmp_path / "store")).current()
    answer = _engine(served).answer(Query("SELECT ?s ?o { ?s ?p ?o }"), Dataset(), ["tsv"])
    assert answer.stream.read().decode() == '?s\t?o\n<http://e/a>\t"å"@sv\n'
    assert (served.triples, served.release, served.union) == (1, None, False)
    assert answer.source == served.id


def test_a_compressed_file_is_served(tmp_path: Path) -> None:
    path = tmp_path / "x.NT.GZ"
    path.write_bytes(gzip.compress(b'<http://e/a> <http://e/b> "c" .\n'))
    assert serve_file(path, tmp_path / "store").triples == 1


def test_named_graphs_stay_apart_and_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "x.trig"
    path.write_text("<http://e/g> { <http://e/a> <http://e/b> 1, 2 } { <http://e/a> <http://e/b> 3 }")
    served = serve_file(path, tmp_path / "store")
    assert served.graphs == {"http://e/g": 2}
    answer = _engine(served).answer(Query("SELECT ?o { ?s ?p ?o }"), Dataset(), ["csv"])
    assert answer.stream.read() == b"o\r\n3\r\n"


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.name)
def test_a_faulty_file_is_refused_with_its_place(path: Path, tmp_path: Path) -> None:
    with pytest.raises(InputFaultsError) as caught:
        serve_file(path, tmp_path / "store")
    (fault,) = caught.value.faults
    line, words = EXPECTED[path.name]
    assert (fault.path, fault.line) == (path, line)
    assert words in fault.message


def test_what_is_no_rdf_file_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(MissingError):
        serve_file(tmp_path / "absent.ttl", tmp_path / "store")
    shutil.copy(GOOD[0], tmp_path / "data.docx")
    with pytest.raises(UsageError, match=r"data\.docx"):
        serve_file(tmp_path / "data.docx", tmp_path / "store")
