"""Every example query gives the answer that was reviewed, on the real data.

The answers are files: tables as TSV, questions as `true` or `false`, graphs as sorted
N-Triples. To review a change, look at the difference git shows after
`python -m tests.queries.test_examples`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest

from munigraph.build import Stopwatch, build
from munigraph.description.examples import Example, example_quads, read_examples
from munigraph.engine import Dataset, Embedded, Form, Query
from munigraph.names import Names
from munigraph.release import Release, Releases

ROOT = Path(__file__).parents[2]
EXPECTED = Path(__file__).parent / "expected"
EXAMPLES = read_examples(ROOT / "queries")


def answer(example: Example, served: Embedded) -> str:
    found = served.answer(Query(example.query), Dataset(), ["tsv", "ntriples", "json"])
    text = found.stream.read().decode()
    if found.form is Form.GRAPH:
        return "".join(sorted(text.splitlines(keepends=True)))
    return text


@pytest.fixture(scope="module")
def served(shipped_release: Release) -> Embedded:
    return Embedded(shipped_release.store(), shipped_release.id, union=True)


def test_there_are_enough() -> None:
    assert len(EXAMPLES) >= 50
    assert {path.stem for path in EXPECTED.iterdir()} == {example.name for example in EXAMPLES}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_answer_is_the_reviewed_one(example: Example, served: Embedded) -> None:
    assert answer(example, served) == (EXPECTED / f"{example.name}.txt").read_text(encoding="utf-8")


def test_no_answer_is_empty() -> None:
    for path in EXPECTED.iterdir():
        assert len(path.read_text(encoding="utf-8").splitlines()) > 1 or "is-copenhagen" in path.name, (
            path.name
        )


def test_titles_and_comments_differ_by_language() -> None:
    for example in EXAMPLES:
        assert len(set(example.title.values())) == 3, example.name
        assert len(set(example.comment.values())) == 3, example.name


def test_examples_are_in_the_graph_as_executables() -> None:
    quads = list(example_quads(ROOT / "queries", Names()))
    executable = ox.NamedNode("http://www.w3.org/ns/shacl#SPARQLExecutable")
    assert sum(quad.object == executable for quad in quads) == len(EXAMPLES)


def _write_all() -> None:
    with tempfile.TemporaryDirectory() as home:
        release = build(ROOT, Names(), Releases(Path(home)), None, Stopwatch(print))
        for example in EXAMPLES:
            text = answer(example, Embedded(release.store(), release.id, union=True))
            (EXPECTED / f"{example.name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _write_all()
