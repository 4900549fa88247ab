"""What is measured: what is stated, what follows from it, and the things a change touches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from munigraph.columns.arrays import NOTHING, Column, keys, unique, values
from munigraph.columns.bags import Delta
from munigraph.columns.tables import Tables
from munigraph.validation.data import Data


class State(NamedTuple):
    """The data at one time."""

    facts: Tables
    """What the files state."""
    stated: Data
    """The same with the class hierarchy."""
    inferred: Tables


def touched(changes: Iterable[Delta]) -> Column:
    """All things that changed statements are about or have as their value."""
    parts = [NOTHING]
    for change in changes:
        for side in change:
            for relation, column in side.items():
                parts += [column] if relation.kind == "members" else [keys(column), values(column)]
    return unique(np.concatenate(parts))
