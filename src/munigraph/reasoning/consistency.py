"""Contradictions: facts that an axiom says cannot stand together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from .rulebook import Rule, clashes


@dataclass(frozen=True, slots=True)
class Clash:
    """One contradiction: the rule that finds it, the axiom, and the facts that clash."""

    rule: Rule
    axiom: ox.Triple
    facts: tuple[ox.Triple, ...]


def contradictions(closed: ox.Store) -> Iterator[Clash]:
    """All contradictions in a store that holds axioms, assertions and what follows from them."""
    for rule in clashes():
        for premises in rule.premises(closed):
            yield Clash(rule, premises[0], premises[1:])
