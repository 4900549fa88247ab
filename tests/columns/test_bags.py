"""A bag that is revised is the bag of what is left, however often each statement was made."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from munigraph.columns.bags import Bag, Delta
from munigraph.columns.lines import lines, lines_in_order
from munigraph.columns.tables import TYPE, Statement, Tables, Terms, read, statement, statements

THINGS = st.sampled_from([f"<x:{letter}>" for letter in "abc"] + ["_:b1", "_:b10"])
STATEMENTS = st.one_of(
    st.tuples(THINGS, st.just(TYPE), THINGS),
    st.tuples(THINGS, st.sampled_from(["<x:p>", "<x:q>"]), THINGS | st.just('"a b"@en')),
)
GRAPH = "x:graph"


@given(st.lists(STATEMENTS), st.lists(STATEMENTS), st.data())
def test_revised_is_made_anew(first: list[Statement], added: list[Statement], data: st.DataObject) -> None:
    removed = data.draw(st.permutations(first + added)).copy()[: data.draw(st.integers(0, 5))]
    bag = Bag.of(Terms(), first)
    once = list((Counter(removed) & Counter(first)).elements())
    revised, delta = bag.revised(once, added)
    left = list((Counter(first) - Counter(once) + Counter(added)).elements())
    assert set(statements(revised.tables)) == set(left)
    assert len(revised) == len(left)
    assert revised.surplus == Bag.of(revised.tables.terms, left).surplus
    before, after = set(statements(bag.tables)), set(left)
    assert told(bag.tables, delta) == (before - after, after - before)
    assert told(bag.tables, Delta.between(bag.tables, revised.tables)) == told(bag.tables, delta)
    assert before == set(first)


def told(tables: Tables, delta: Delta) -> tuple[set[Statement], set[Statement]]:
    """What went and what came, as statements."""
    gone, come = ({*map(statement, lines(tables.terms, side, GRAPH))} for side in delta)
    return gone, come


@given(st.lists(STATEMENTS))
def test_lines_come_in_order(some: list[Statement]) -> None:
    found = list(lines_in_order(read(Terms(), some), GRAPH))
    assert found == sorted({f"{' '.join(each)} <{GRAPH}> ." for each in some})


@given(st.lists(STATEMENTS), st.lists(STATEMENTS))
def test_what_was_turned_round_stays_so(first: list[Statement], added: list[Statement]) -> None:
    """A revised table has its pairs from value to subject as well, without sorting them again."""
    bag = Bag.of(Terms(), first)
    for relation in bag.tables.columns:
        bag.tables.reversed(relation)
    revised, _ = bag.revised(first[::2], added)
    fresh = Bag.of(revised.tables.terms, statements(revised.tables)).tables
    for relation in revised.tables.columns:
        assert revised.tables.reversed(relation).tolist() == fresh.reversed(relation).tolist()
