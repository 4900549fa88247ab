"""Sets of numbers and of pairs of numbers as sorted arrays, and the joins between them.

A pair is one 64-bit number: its first half is the key it is sorted by, its second the
value. All functions take and give arrays that are sorted and free of repetition,
unless they say otherwise.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Column: TypeAlias = NDArray[np.uint64]
Mask: TypeAlias = NDArray[np.bool_]
Index: TypeAlias = NDArray[np.intp]

_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
NOTHING: Column = np.empty(0, np.uint64)

_FEW = 8
"""How many times smaller one side must be for a search to beat sorting both together."""


def pairs(keys: Column, values: Column) -> Column:
    """Pairs of the corresponding numbers, in the order given."""
    return (keys << _HALF) | values


def keys(column: Column) -> Column:
    """The first halves, in the order of the pairs."""
    return column >> _HALF


def values(column: Column) -> Column:
    """The second halves, in the order of the pairs."""
    return column & _LOW


def swapped(column: Column) -> Column:
    """The same pairs the other way round, in the order given."""
    return (column << _HALF) | (column >> _HALF)


def unique(numbers: Column) -> Column:
    """A set from numbers in any order."""
    if len(numbers) < 2:
        return numbers
    return once(np.sort(numbers))


def once(numbers: Column) -> Column:
    """A set from sorted numbers."""
    if len(numbers) < 2:
        return numbers
    first = np.empty(len(numbers), bool)
    first[0] = True
    np.not_equal(numbers[1:], numbers[:-1], out=first[1:])
    return numbers if first.all() else numbers[first]


def among(numbers: Column, known: Column) -> Mask:
    """For each of the numbers, which may come in any order, whether it is in a set."""
    if not len(known):
        return np.zeros(len(numbers), bool)
    places = np.searchsorted(known, numbers)
    places[places == len(known)] = 0
    return np.asarray(known[places] == numbers)


def without(numbers: Column, known: Column) -> Column:
    return numbers[~among(numbers, known)] if len(numbers) and len(known) else numbers


def with_(known: Column, more: Column) -> Column:
    """Both together; they have nothing in common."""
    if not len(known) or not len(more):
        return known if len(known) else more
    if len(more) * _FEW < len(known):
        return np.insert(known, np.searchsorted(known, more), more)
    return np.sort(np.concatenate([known, more]), kind="stable")


def exchanged(known: Column, gone: Column, come: Column) -> Column:
    """A set without some that are in it, and with others that are not."""
    if len(gone):
        known = np.delete(known, np.searchsorted(known, gone))
    return with_(known, come)


def reversed_(column: Column) -> Column:
    """The same pairs the other way round, as a set."""
    return np.sort(swapped(column))


def spans(column: Column, wanted: Column) -> tuple[Index, Index]:
    """For each wanted key, in any order, where its pairs begin and end."""
    begin = np.searchsorted(column, wanted << _HALF)
    end = np.searchsorted(column, (wanted << _HALF) | _LOW, side="right")
    return begin, end


def spread(begin: Index, end: Index) -> tuple[Index, Index]:
    """For spans in a column: of each element in them, which span it is of and where it stands."""
    sizes = end - begin
    owner = np.repeat(np.arange(len(sizes)), sizes)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return owner, within + begin[owner]


def of_keys(column: Column, wanted: Column) -> Column:
    """The pairs that have one of the keys."""
    if not len(column) or not len(wanted):
        return NOTHING
    if len(wanted) * 4 < len(column):
        return column[spread(*spans(column, wanted))[1]]
    return column[among(keys(column), wanted)]


def has_key(column: Column, wanted: Column) -> Mask:
    """For each of some keys, in any order, whether a pair has it."""
    begin, end = spans(column, wanted)
    return np.asarray(begin < end)


def joined(left: Column, right: Column) -> Column:
    """All (x, y) with (k, x) in one and (k, y) in the other; unsorted, with repetitions."""
    if not len(left) or not len(right):
        return NOTHING
    if len(left) > len(right):
        return swapped(joined(right, left))
    owner, place = spread(*spans(right, keys(left)))
    return pairs(values(left)[owner], values(right[place]))


def values_of(column: Column, wanted: Column) -> Column:
    """The values of all pairs that have one of the keys."""
    return unique(values(of_keys(column, wanted)))
