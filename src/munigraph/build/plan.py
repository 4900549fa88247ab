"""Which leaves a release is made of: those that another release has already, and fresh ones."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby
from typing import NamedTuple

from munigraph.release.leaves import LeafReader, Leaves, cut, digest

from .statements import GraphDelta, LineDelta


class Kept(NamedTuple):
    """Leaves of the former release that follow one another there: from one number up to another."""

    begin: int
    end: int


class Fresh(NamedTuple):
    """A leaf to be made."""

    graph: str
    quads: int
    text: bytes
    """The lines, each with its end."""
    digest: str


Piece = Kept | Fresh
Known = Mapping[tuple[str, str], int]


def quads(former: Leaves | None, piece: Piece) -> int:
    """How many quads there are in a piece."""
    if isinstance(piece, Fresh):
        return piece.quads
    leaves = () if former is None else former.leaves[piece.begin : piece.end]
    return sum(leaf.quads for leaf in leaves)


def whole(graphs: Iterable[tuple[str, Iterable[str]]], former: Leaves | None) -> Iterator[Piece]:
    """The leaves of graphs, which come in order, each with its sorted lines."""
    known = _known(former)
    for graph, lines in graphs:
        for run in cut(lines):
            yield _piece(graph, run, known)


def revised(former: Leaves, reader: LeafReader, delta: GraphDelta) -> Iterator[Piece]:
    """The leaves of a release that differs from a former one by some lines."""
    known = _known(former)
    spans: dict[str, tuple[int, int]] = {}
    for graph, group in groupby(enumerate(former.leaves), key=lambda each: each[1].graph):
        numbers = [number for number, _ in group]
        spans[graph] = (numbers[0], numbers[-1] + 1)
    for graph in sorted({*spans, *delta}):
        begin, end = spans.get(graph, (0, 0))
        if graph not in delta:
            yield Kept(begin, end)
        elif begin == end:
            yield from (_piece(graph, run, known) for run in cut(delta[graph].added))
        else:
            firsts = [f"{leaf.subject} " for leaf in former.leaves[begin:end]]
            yield from _graph_revised(graph, begin, firsts, reader, delta[graph], known)


def _known(former: Leaves | None) -> Known:
    leaves = () if former is None else former.leaves
    return {(leaf.graph, leaf.digest): number for number, leaf in enumerate(leaves)}


def _piece(graph: str, run: list[str], known: Known) -> Piece:
    text = "\n".join((*run, "")).encode()
    found = digest(text)
    number = known.get((graph, found))
    return Fresh(graph, len(run), text, found) if number is None else Kept(number, number + 1)


def _graph_revised(
    graph: str, begin: int, firsts: Sequence[str], reader: LeafReader, delta: LineDelta, known: Known
) -> Iterator[Piece]:
    """The leaves of one graph; `begin` is the number of the first, `firsts` are the first subjects of all."""
    removed, added = (_by_place(lines, firsts) for lines in delta)
    contents = {
        place: sorted({*reader.lines(begin + place)}.difference(removed[place]).union(added[place]))
        for place in {*removed, *added}
    }
    # Where the first subject of a leaf is gone there is no cut any more: its rest goes to the leaf before.
    headless = {
        place
        for place, lines in contents.items()
        if place and not (lines and lines[0].startswith(firsts[place]))
    }
    done = 0
    for first, last in _runs(sorted({*contents, *(place - 1 for place in headless)}), headless):
        if done < first:
            yield Kept(begin + done, begin + first)
        places = range(first, last + 1)
        parts = (contents[place] if place in contents else reader.lines(begin + place) for place in places)
        yield from (_piece(graph, run, known) for run in cut(line for lines in parts for line in lines))
        done = last + 1
    if done < len(firsts):
        yield Kept(begin + done, begin + len(firsts))


def _by_place(lines: Iterable[str], firsts: Sequence[str]) -> dict[int, list[str]]:
    """Lines by the leaf they belong to."""
    found: dict[int, list[str]] = defaultdict(list)
    for line in lines:
        subject = line[: line.index(" ") + 1]
        found[max(bisect_right(firsts, subject) - 1, 0)].append(line)
    return found


def _runs(places: Sequence[int], joined: Set[int]) -> Iterator[tuple[int, int]]:
    """First and last of places that follow one another and are joined to the one before."""
    first = last = -1
    for place in places:
        if place in joined and place == last + 1 and last >= 0:
            last = place
            continue
        if last >= 0:
            yield first, last
        first = last = place
    if last >= 0:
        yield first, last
