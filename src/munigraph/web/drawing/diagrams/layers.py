"""Which column each class stands in: arrows lead to the right, but for those that would make a circle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Pair = tuple[str, str]


def forward(names: Sequence[str], pairs: Iterable[Pair]) -> set[Pair]:
    """Pairs without circles: each as it is or, where it would close a circle, turned round.

    Classes are taken in the order of Eades, Lin and Smyth (1993): what nothing leads to
    first, what leads nowhere last, else what leads to most.
    """
    pairs = {pair for pair in pairs if pair[0] != pair[1]}
    rank = {name: place for place, name in enumerate(_ordered(names, pairs))}
    return {(one, other) if rank[one] < rank[other] else (other, one) for one, other in pairs}


def _ordered(names: Sequence[str], pairs: set[Pair]) -> list[str]:
    left, first, last = list(names), list[str](), list[str]()
    while left:
        some = set(left)
        out = {name: sum(one == name and other in some for one, other in pairs) for name in left}
        into = {name: sum(other == name and one in some for one, other in pairs) for name in left}
        chosen = next((name for name in left if not out[name]), None)
        if chosen is not None:
            last.append(chosen)
        else:
            chosen = next((name for name in left if not into[name]), None)
            chosen = chosen or max(left, key=lambda name: (out[name] - into[name], -left.index(name)))
            first.append(chosen)
        left.remove(chosen)
    return first + last[::-1]


def columns(names: Sequence[str], pairs: set[Pair]) -> dict[str, int]:
    """The column of each class: as far left as its arrows allow, then as near to what it leads to."""
    found = dict.fromkeys(names, 0)
    for _ in names:
        for one, other in sorted(pairs):
            found[other] = max(found[other], found[one] + 1)
    for name in sorted(names, key=lambda each: -found[each]):
        nearest = min((found[other] for one, other in pairs if one == name), default=found[name] + 1)
        found[name] = nearest - 1
    return found
