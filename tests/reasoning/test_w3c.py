"""The rules of the W3C's tables (OWL 2 Profiles §4.3), one case each, and where they must not apply."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from munigraph.columns.tables import parsed, statements, tokens
from munigraph.proofs import Prover
from munigraph.reasoning import Closure
from munigraph.reasoning.consistency import names
from tests.terms import rows

from .cases import closed, quads

CASES = list(rows(Path(__file__).parent / "w3c.tsv"))


def test_no_case_was_lost() -> None:
    assert len(CASES) == 104


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_rule(case: dict[str, str]) -> None:
    closure = closed(case["given"])
    if case["outcome"] == "contradiction":
        found = {clash.name for clash in closure.clashes}
        assert case["rule"].partition(",")[0].partition(" ")[0] in found
        assert found <= names()
        return
    (wanted,) = tokens(quads(case["statement"] + " ."))
    assert (wanted in set(statements(closure.tables))) == (case["outcome"] == "follows")
    assert not closure.clashes


ANONYMOUS = {"prp-spo2, an anonymous inverse", "cls-svf1, an anonymous inverse"}
"""A property without a name cannot be the predicate of a premise."""
INFERRED = ox.NamedNode("https://example.org/inferred")


def stored(given: str, closure: Closure) -> ox.Store:
    """What is given in one graph, and what follows in another."""
    store = ox.Store()
    store.extend(quads(given))
    for triple in parsed(each for each in statements(closure.tables) if each[1].startswith("<")):
        if not any(store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)):
            store.add(ox.Quad(triple.subject, triple.predicate, triple.object, INFERRED))
    return store


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["outcome"] != "contradiction"], ids=lambda case: case["rule"]
)
def test_what_follows_is_explained_and_nothing_else(case: dict[str, str]) -> None:
    store = stored(case["given"], closed(case["given"]))
    (wanted,) = quads(case["statement"] + " .")
    proof = Prover(store, INFERRED.value).prove(wanted.triple)
    if case["rule"] in ANONYMOUS or case["outcome"] == "not":
        assert proof is None
        return
    assert proof is not None
    assert proof.rule is not None
    assert {premise.triple for premise in proof.premises}
