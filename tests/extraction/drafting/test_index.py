"""Indexes of documents: what is told of a file beside its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from munigraph.errors import InputFaultsError
from munigraph.extraction.drafting.index import listed, read_index
from munigraph.extraction.drafting.papers import Told

HEAD = "file\tlanguage\tmunicipality\tbody\tdate\titem\theading\n"


def test_a_line_tells_of_a_file_beside_the_index(tmp_path: Path) -> None:
    index = tmp_path / "index.tsv"
    index.write_text(HEAD + "a/1.txt\tsv\tSjöstads kommun\t\t2024-03\t 7 \tNytt bad\n", encoding="utf-8")
    (line,) = read_index(index)
    assert (line.file, line.name, line.language) == (tmp_path / "a" / "1.txt", "a/1.txt", "sv")
    assert line.told == Told("Sjöstads kommun", None, "2024-03", "7", "Nytt bad")


def test_the_nearest_index_above_a_file_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.tsv").write_text(HEAD + "a/1.txt\tsv\tOuter\t\t\t\t\n", encoding="utf-8")
    assert municipality(tmp_path / "a" / "1.txt") == "Outer"
    (tmp_path / "a" / "index.tsv").write_text(HEAD + "2.txt\tsv\tInner\t\t\t\t\n", encoding="utf-8")
    assert municipality(tmp_path / "a" / "2.txt") == "Inner"
    assert listed(tmp_path / "a" / "3.txt") is None


def municipality(path: Path) -> str | None:
    found = listed(path)
    return found.told.municipality if found else None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEAD.replace("\titem", "") + "1.txt\tsv\t\t\t\t\n", "these columns are missing"),
        (b"\xff\xfe", "cannot be read"),
        (None, "cannot be read"),
    ],
)
def test_what_is_wrong_with_an_index_is_said(tmp_path: Path, content: str | bytes | None, said: str) -> None:
    index = tmp_path / "list.tsv"
    if content is not None:
        index.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputFaultsError, match=said):
        read_index(index)
