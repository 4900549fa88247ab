"""A closure that is revised is the closure of what is left."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from munigraph.columns.bags import Bag, Columns
from munigraph.columns.tables import Statement, Tables, Terms, statements, tokens
from munigraph.reasoning import Closure, Terminology, axioms_among, close, revised

from .cases import PROLOGUE, quads
from .test_oracle import AXIOMS, EQUALITIES, FACTS

Change = tuple[list[int], list[str]]
"""Which of the facts go, and which come."""
CHANGES = st.lists(
    st.tuples(st.lists(st.integers(0, 11), max_size=4), st.lists(FACTS, max_size=3)), min_size=1, max_size=3
)


def facts_of(lines: Iterable[str]) -> list[Statement]:
    return list(tokens(ox.parse(PROLOGUE + "\n".join(lines), format=ox.RdfFormat.TURTLE)))


def told(terms: Terms, columns: Columns) -> set[Statement]:
    some = Tables(terms)
    some.columns.update(columns)
    return set(statements(some))


def known(closure: Closure) -> set[Statement]:
    return set(statements(closure.tables))


@given(
    st.lists(AXIOMS | EQUALITIES, min_size=1, max_size=6), st.lists(FACTS, min_size=1, max_size=12), CHANGES
)
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(
    axioms=[":p rdfs:range :A ."],
    facts=[":x :p :y .", ":z :p :y .", ":y a :A ."],
    changes=[([0], []), ([1], []), ([0], [])],
)
@example(
    axioms=[":A owl:oneOf (:x :y) .", ":p rdfs:domain :A .", ":A rdfs:subClassOf :B ."],
    facts=[":x a :A .", ":y :p :z .", ":x :p :z ."],
    changes=[([0], []), ([0], [":z :p :x ."])],
)
@example(
    axioms=[":p owl:inverseOf :q .", ":q rdfs:subPropertyOf :r .", ":r owl:inverseOf :p ."],
    facts=[":x :p :y .", ":y :q :x .", ":y :r :x ."],
    changes=[([0], []), ([1], []), ([0], [])],
)
@example(
    axioms=[":p a owl:TransitiveProperty .", ":p a owl:SymmetricProperty ."],
    facts=[":x :p :y .", ":y :p :z .", ":z :p :x ."],
    changes=[([0], []), ([1], [":x :p :z ."])],
)
def test_revised_is_closed_anew(axioms: list[str], facts: list[str], changes: list[Change]) -> None:
    everything = tokens(quads("\n".join(axioms)))
    bag = Bag.of(Terms(), [*everything, *facts_of(facts)])
    terminology = Terminology(axioms_among(bag.tables))
    closure = close(bag.tables, terminology)
    derived = set(statements(closure.derived()))
    for gone, come in changes:
        removed = [facts[place] for place in sorted(set(gone)) if place < len(facts)]
        facts = [fact for place, fact in enumerate(facts) if place not in gone] + come
        bag, change = bag.revised(facts_of(removed), facts_of(come))
        anew = close(bag.tables, terminology)
        revision = revised(closure, change)
        if revision is None:
            assert any(each.clashes or each.tables.leader is not None for each in (closure, anew))
            closure = anew
            derived = set(statements(anew.derived()))
            continue
        closure = revision.closure
        assert known(closure) == known(anew)
        assert set(closure.clashes) == set(anew.clashes)
        gone_now, come_now = (told(bag.tables.terms, side) for side in revision.derived)
        assert gone_now <= derived
        assert not come_now & derived
        derived = derived - gone_now | come_now
        assert derived == set(statements(anew.derived()))
