"""Where in its column each thing stands: few crossings, and near to what it is connected with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

Columns = list[list[str]]
Edges = Mapping[str, Sequence[str]]
"""For each thing those in the next column that it is connected with."""

_SWEEPS = 24
GAP = 12.0


def ordered(columns: Columns, after: Edges) -> Columns:
    """The columns in an order with few crossings, by barycentres (Sugiyama, Tagawa and Toda 1981)."""
    before = _turned(after)
    best, fewest = [list(column) for column in columns], crossings(columns, after)
    current = [list(column) for column in columns]
    for sweep in range(_SWEEPS):
        rightward = sweep % 2 == 0
        places = range(1, len(current)) if rightward else range(len(current) - 2, -1, -1)
        for place in places:
            beside = current[place - 1] if rightward else current[place + 1]
            position = {name: number for number, name in enumerate(beside)}
            neighbours = before if rightward else after
            current[place] = _by_barycentre(current[place], neighbours, position)
        count = crossings(current, after)
        if count < fewest:
            best, fewest = [list(column) for column in current], count
    return best


def crossings(columns: Columns, after: Edges) -> int:
    """How many pairs of lines between neighbouring columns cross."""
    total = 0
    for left, right in pairwise(columns):
        position = {name: number for number, name in enumerate(right)}
        ends = [
            position[other]
            for name in left
            for other in sorted(after.get(name, ()), key=position.__getitem__)
        ]
        total += sum(ends[i] > ends[j] for i in range(len(ends)) for j in range(i + 1, len(ends)))
    return total


def heights(columns: Columns, after: Edges, size: Mapping[str, float]) -> dict[str, float]:
    """The middle of each thing, from the top."""
    before = _turned(after)
    found: dict[str, float] = {}
    for column in columns:
        y = 0.0
        for name in column:
            found[name] = y + size[name] / 2
            y += size[name] + GAP
    for sweep in range(_SWEEPS):
        rightward = sweep % 2 == 0
        for column in columns if rightward else reversed(columns):
            wanted = []
            for name in column:
                both = [*before.get(name, ()), *after.get(name, ())]
                near = both if sweep >= _SWEEPS - 4 else (before if rightward else after).get(name, ())
                wanted.append(sum(map(found.__getitem__, near)) / len(near) if near else found[name])
            found |= zip(column, apart(wanted, [size[name] for name in column]), strict=True)
    top = min((found[name] - size[name] / 2 for name in found), default=0.0)
    return {name: y - top for name, y in found.items()}


def apart(wanted: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Middles as near as possible to those wanted, by least squares, in order and without overlaps."""
    offsets = [0.0]
    for one, other in pairwise(sizes):
        offsets.append(offsets[-1] + (one + other) / 2 + GAP)
    blocks: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=False):
        mean, count = want - offset, 1
        while blocks and blocks[-1][0] > mean:
            former, several = blocks.pop()
            mean, count = (former * several + mean * count) / (several + count), several + count
        blocks.append((mean, count))
    shifts = [mean for mean, count in blocks for _ in range(count)]
    return [shift + offset for shift, offset in zip(shifts, offsets, strict=False)]


def _by_barycentre(column: list[str], neighbours: Edges, position: Mapping[str, int]) -> list[str]:
    def centre(name: str, place: int) -> float:
        near = neighbours.get(name, ())
        return sum(position[each] for each in near) / len(near) if near else float(place)

    keyed = [(centre(name, place), place, name) for place, name in enumerate(column)]
    return [name for _, _, name in sorted(keyed)]


def _turned(edges: Edges) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, others in edges.items():
        for other in others:
            found.setdefault(other, []).append(name)
    return found
