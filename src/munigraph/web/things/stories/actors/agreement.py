"""How often parties stood on the same side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...sketch import Value
from .told import Line

MOST_VOTES = 20
"""As the query has it; where so many are found there may be more."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """In how many votes in which both took part another party stood on the same side."""

    party: Value
    together: int
    agreed: int

    @property
    def share(self) -> float:
        return self.agreed / self.together


def agreements(lines: Iterable[Line], party: str) -> tuple[tuple[Agreement, ...], int]:
    """With every other party, the closest first, and on how many votes that rests.

    The side of a party is the one that most of its ballots, or of the members they count
    for, were given to; where two sides have as many, it has none in that vote.
    """
    named: dict[str, Value] = {}
    weights: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for line in lines:
        named[line.text("party")] = line["party"]
        weights[line.text("vote")][line.text("party")][line.text("side")] = max(
            line.number("counted"), line.number("ballots")
        )
    together: dict[str, list[bool]] = defaultdict(list)
    for parties in weights.values():
        sides = {iri: _side(some) for iri, some in parties.items()}
        for other in sides.keys() - {party}:
            if sides[other] and sides.get(party):
                together[other].append(sides[other] == sides[party])
    found = [Agreement(named[iri], len(some), sum(some)) for iri, some in together.items()]
    found.sort(key=lambda each: (-each.share, -each.together, each.party.text.casefold()))
    return tuple(found), len(weights)


def _side(weights: Mapping[str, int]) -> str:
    """The side with most weight; empty where there is no such one."""
    most = max(weights.values())
    leading = [side for side, weight in weights.items() if weight == most]
    return leading[0] if len(leading) == 1 else ""
