"""The leaves of a release that was revised are those of one made whole."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from munigraph.build.plan import Fresh, Kept, Piece, revised, whole
from munigraph.build.statements import GraphDelta, difference
from munigraph.release import Leaf, LeafReader, Leaves
from munigraph.release.leaves import cut, digest

SUBJECTS = [f"<x:{number}>" for number in range(400)]
CUTS = {subject for subject in SUBJECTS if zlib.crc32(f"{subject} ".encode()) % 64 == 0}
Graphs = dict[str, set[str]]


@st.composite
def lines(draw: st.DrawFn) -> set[str]:
    """Lines of few subjects, many of which begin a leaf."""
    subjects = draw(st.lists(st.sampled_from(sorted(CUTS)) | st.sampled_from(SUBJECTS), max_size=25))
    return {f"{subject} <x:p> <x:{draw(st.integers(0, 2))}> ." for subject in subjects}


GRAPHS = st.dictionaries(st.sampled_from(["x:a", "x:b", "x:c"]), lines())


class Memory:
    """Stands for the dump of the former release."""

    def __init__(self, pieces: list[Fresh]) -> None:
        self._pieces = pieces

    def lines(self, number: int) -> list[str]:
        return self._pieces[number].text.decode().split("\n")[:-1]


def made(graphs: Graphs) -> list[Fresh]:
    pieces = whole(((graph, sorted(found)) for graph, found in sorted(graphs.items())), None)
    return [piece for piece in pieces if isinstance(piece, Fresh)]


def leaves(pieces: list[Fresh]) -> Leaves:
    none = Leaf("", "", 0, "", ())
    found = (
        Leaf(each.graph, each.text.partition(b" ")[0].decode(), each.quads, each.digest, ())
        for each in pieces
    )
    return Leaves((), none, list(found))


def resolved(pieces: Iterator[Piece], former: list[Fresh]) -> Iterator[Fresh]:
    for piece in pieces:
        yield from former[piece.begin : piece.end] if isinstance(piece, Kept) else [piece]


def test_there_are_subjects_that_begin_leaves() -> None:
    assert len(CUTS) > 3


@given(GRAPHS, GRAPHS)
@settings(max_examples=500)
def test_revised_is_whole(before: Graphs, after: Graphs) -> None:
    former = made(before)
    delta: GraphDelta = {
        graph: difference(before.get(graph, ()), after.get(graph, ())) for graph in {*before, *after}
    }
    changed = {graph: change for graph, change in delta.items() if any(change)}
    reader = cast(LeafReader, Memory(former))
    found = list(resolved(revised(leaves(former), reader, changed), former))
    assert found == made(after)


@given(lines())
def test_a_leaf_begins_where_a_subject_says_so(some: set[str]) -> None:
    runs = list(cut(sorted(some)))
    assert [line for run in runs for line in run] == sorted(some)
    for former, run in itertools.pairwise(runs):
        subject = run[0].partition(" ")[0]
        assert subject in CUTS
        assert former[-1].partition(" ")[0] != subject
    assert len({digest("".join(run).encode()) for run in runs}) == len(runs)


def test_leaves_are_read_as_they_were_written(tmp_path: Path) -> None:
    beginning = Leaf("", "", 0, "d" * 64, (7, 9))
    written = Leaves(("a.gz", "b.gz"), beginning, [Leaf("x:æ", '<x:"q">', 3, "e" * 64, (10, 20))])
    written.write(tmp_path)
    assert Leaves.read(tmp_path) == written
    assert written.offsets("b.gz") == [9, 29]
