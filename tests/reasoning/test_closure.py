"""What follows from the real data, and what never may."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from munigraph.names import Names
from munigraph.proofs import Prover
from munigraph.release import Release
from tests.terms import rows, term, triple

HERE = Path(__file__).parent
FOLLOWS = list(rows(HERE / "follows.tsv"))
NEVER = list(rows(HERE / "never.tsv"))
INFERRED = ox.NamedNode(Names().graph("inferred"))


@pytest.fixture(scope="module")
def store(shipped_release: Release) -> ox.Store:
    return shipped_release.store()


def holds(store: ox.Store, wanted: ox.Triple) -> bool:
    return any(store.quads_for_pattern(wanted.subject, wanted.predicate, wanted.object, None))


def test_no_case_was_lost() -> None:
    assert (len(FOLLOWS), len(NEVER)) == (45, 12)


@pytest.mark.parametrize("row", FOLLOWS, ids=lambda row: row["why"])
def test_it_follows(row: dict[str, str], store: ox.Store) -> None:
    quads = store.quads_for_pattern(triple(row).subject, triple(row).predicate, triple(row).object, None)
    assert {quad.graph_name for quad in quads} == {INFERRED}


@pytest.mark.parametrize("row", NEVER, ids=lambda row: row["why"])
def test_it_does_not_hold(row: dict[str, str], store: ox.Store) -> None:
    assert not holds(store, triple(row))


def test_no_decision_of_the_stockholm_executive_board_is_invented(store: ox.Store) -> None:
    board = term("id:body/stockholm-city-executive-board")
    decided = {
        quad.subject
        for quad in store.quads_for_pattern(None, ox.NamedNode(term("mg:decidedBy").value), board)
    }
    decisions = {quad.subject for quad in store.quads_for_pattern(None, None, term("mg:Decision"))}
    assert decided
    assert not decided & decisions


def test_what_is_inferred_is_worth_reading(store: ox.Store) -> None:
    asserted = {quad.triple for quad in store if quad.graph_name != INFERRED}
    inferred = [quad.triple for quad in store.quads_for_pattern(None, None, None, INFERRED)]
    assert len(inferred) > 1000
    assert not [t for t in inferred if t in asserted]
    assert not [t for t in inferred if t.subject == t.object]
    assert not [
        t for t in inferred if isinstance(t.object, ox.BlankNode) or isinstance(t.subject, ox.BlankNode)
    ]
    trivial = {"http://www.w3.org/2002/07/owl#Thing", "http://www.w3.org/2000/01/rdf-schema#Resource"}
    assert not [t for t in inferred if isinstance(t.object, ox.NamedNode) and t.object.value in trivial]


def test_every_inference_can_be_explained_down_to_assertions(store: ox.Store) -> None:
    """One triple of every predicate and type: our rulebook reaches whatever owlrl derives."""
    prover = Prover(store, INFERRED.value)
    samples: dict[str, ox.Triple] = {}
    for quad in store.quads_for_pattern(None, None, None, INFERRED):
        kind = quad.predicate.value
        key = f"{kind} {quad.object}" if kind.endswith("#type") else kind
        samples.setdefault(key, quad.triple)
    assert len(samples) > 80
    unproven = [sample for sample in samples.values() if prover.prove(sample) is None]
    assert not unproven


def test_a_proof_reaches_the_evidence(store: ox.Store) -> None:
    prover = Prover(store, INFERRED.value)
    goal = ox.Triple(
        ox.NamedNode(term("id:municipality/stockholm").value),
        ox.NamedNode(term("rdf:type").value),
        term("mg:SteeringGroupMember"),
    )
    proof = prover.prove(goal)
    assert proof is not None
    names: list[str] = []
    evidence: list[str] = []
    stack = [proof]
    while stack:
        node = stack.pop()
        names += [node.rule.name] if node.rule else []
        evidence += node.evidence
        stack += node.premises
    assert {"cax-sco", "cls-svf1", "cls-int1", "cls-hv2"} <= set(names)
    assert term("id:evidence/stockholm-2018-nordic-safe-cities/8382-8428").value in evidence
    absent = ox.Triple(goal.subject, goal.predicate, term("mg:Network"))
    assert prover.prove(absent) is None
