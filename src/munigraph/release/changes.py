"""What differs between two releases, found in the leaves that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .leaves import LeafReader, Leaves
from .releases import Release

Side = tuple[Path, Leaves]
"""The folder of a release, or of one that is being made, and its leaves."""


@dataclass(frozen=True)
class Changes:
    """Lines of N-Quads that went and that came, each in order; found anew each time they are gone through."""

    old: Side
    new: Side

    @classmethod
    def between(cls, old: Release, new: Release) -> Changes:
        """Raises MissingError when a release cannot be read."""
        return cls((old.path, Leaves.read(old.path)), (new.path, Leaves.read(new.path)))

    def removed(self) -> Iterator[str]:
        return (line for came, line in self._both() if not came)

    def added(self) -> Iterator[str]:
        return (line for came, line in self._both() if came)

    @property
    def share(self) -> float:
        """How large the leaves that are not in both are, beside all of the new release."""
        quads = sum(
            side[1].leaves[number].quads
            for side, differing in zip((self.old, self.new), self._differing, strict=True)
            for numbers in differing.values()
            for number in numbers
        )
        return quads / max(sum(leaf.quads for leaf in self.new[1].leaves), 1)

    @cached_property
    def _differing(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """The numbers of the leaves that only the old one has, and of those that only the new one has."""
        return _by_graph(self.old[1], self.new[1]), _by_graph(self.new[1], self.old[1])

    def _both(self) -> Iterator[tuple[bool, str]]:
        """Pairs of whether a line came and the line.

        Raises MissingError when a release cannot be read.
        """
        with ExitStack() as stack:
            went, came = (stack.enter_context(LeafReader(*side)) for side in (self.old, self.new))
            lost, gained = self._differing
            for graph in sorted({*lost, *gained}):
                gone = (line for number in lost.get(graph, ()) for line in went.lines(number))
                fresh = (line for number in gained.get(graph, ()) for line in came.lines(number))
                yield from merged(gone, fresh)


def merged(old: Iterable[str], new: Iterable[str]) -> Iterator[tuple[bool, str]]:
    """Of two sorted rows of lines those that are in one only, with whether it is the new one."""
    former, later = iter(old), iter(new)
    gone, come = next(former, None), next(later, None)
    while gone is not None or come is not None:
        if come is None or (gone is not None and gone < come):
            yield False, str(gone)
            gone = next(former, None)
        elif gone is None or come < gone:
            yield True, come
            come = next(later, None)
        else:
            gone, come = next(former, None), next(later, None)


def _by_graph(leaves: Leaves, others: Leaves) -> dict[str, list[int]]:
    """The numbers of leaves that are not among others, by graph."""
    known = {(leaf.graph, leaf.digest) for leaf in others.leaves}
    found: dict[str, list[int]] = {}
    for number, leaf in enumerate(leaves.leaves):
        if (leaf.graph, leaf.digest) not in known:
            found.setdefault(leaf.graph, []).append(number)
    return found


def patch_lines(found: Changes, old_id: str, new_id: str) -> Iterator[str]:
    """The changes as an RDF Patch (Apache Jena's format): one transaction of D and A rows."""
    yield f'H id "{new_id}" .'
    yield f'H prev "{old_id}" .'
    yield "TX ."
    yield from (f"D {line}" for line in found.removed())
    yield from (f"A {line}" for line in found.added())
    yield "TC ."
