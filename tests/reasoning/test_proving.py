"""How proofs are looked for: the shortest is found, and not by way of all there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox
import pytest

from munigraph.names import PREFIXES
from munigraph.proofs import Prover, Rule, prover
from munigraph.proofs.rulebook import rules

STATED, INFERRED = (ox.NamedNode(f"https://e.example/graph/{name}") for name in ("stated", "inferred"))
TYPE, DOMAIN, RANGE, BELOW = (
    ox.NamedNode(PREFIXES[prefix] + name)
    for prefix, name in (("rdf", "type"), ("rdfs", "domain"), ("rdfs", "range"), ("rdfs", "subPropertyOf"))
)
MANY = 2000


def e(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"https://e.example/{name}")


@dataclass(frozen=True)
class Counted(Rule):
    """A rule that keeps what it gave."""

    given: list[tuple[ox.Triple, ...]] = field(default_factory=list)

    def premises(self, store: ox.Store, goal: ox.Triple) -> Iterator[tuple[ox.Triple, ...]]:
        for found in Rule.premises(self, store, goal):
            self.given.append(found)
            yield found


def quads() -> Iterator[ox.Quad]:
    """A party of which much is said, each time by a property whose range only follows."""
    for n in range(MANY):
        yield ox.Quad(e(f"ballot/{n}"), e("votedFor"), e("party"), STATED)
    yield ox.Quad(e("votedFor"), BELOW, e("regards"), STATED)
    yield ox.Quad(e("regards"), RANGE, e("Agent"), STATED)
    yield ox.Quad(e("votedFor"), RANGE, e("Agent"), INFERRED)
    yield ox.Quad(e("party"), e("seat"), e("town"), STATED)
    yield ox.Quad(e("seat"), DOMAIN, e("Agent"), STATED)
    yield ox.Quad(e("party"), TYPE, e("Agent"), INFERRED)


def test_what_follows_at_once_is_not_proved_from_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = tuple(Counted(rule.name, rule.title, rule.query) for rule in rules())
    monkeypatch.setattr(prover, "rules", lambda: counted)
    store = ox.Store()
    store.extend(quads())
    proof = Prover(store, INFERRED.value).prove(ox.Triple(e("party"), TYPE, e("Agent")))
    assert proof is not None
    assert proof.rule is not None
    assert (proof.rule.name, proof.size) == ("prp-dom", 3)
    assert sum(len(rule.given) for rule in counted) < MANY / 10
    assert Prover(store, INFERRED.value).prove(ox.Triple(e("town"), TYPE, e("Agent"))) is None
