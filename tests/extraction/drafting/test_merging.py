"""A new draft over an old record: a human's word stays as it is, and what is new comes in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from munigraph.extraction.drafting.marks import is_human, marked
from munigraph.extraction.drafting.merging import Merged, Record, merged, read
from munigraph.extraction.drafting.writing import record_text
from munigraph.records.yamlfile import parse_yaml

DOCUMENT = "document/x"


def node(name: str, at: int, **keys: Any) -> dict[str, Any]:
    span = {"start": at, "end": at + 10, "anchor": "a"}
    return {"id": name, "type": "Decision", "status": "adopted", **keys, "evidence": [span]}


def text_of(one: Merged) -> str:
    return record_text(one.head, (block.text for block in one.blocks))


def record(text: str) -> Record:
    return read(parse_yaml(Path("x.yaml"), text.encode()), text)


def drafted(*nodes: dict[str, Any]) -> str:
    return text_of(merged(DOCUMENT, nodes, None))


def again(text: str, *nodes: dict[str, Any], needed: frozenset[str] = frozenset()) -> Merged:
    return merged(DOCUMENT, nodes, record(text), needed)


def names(one: Merged) -> list[str]:
    return [block.node["id"] for block in one.blocks]


A, B, C = node("decision/a", 0), node("decision/b", 20), node("decision/c", 40)


def test_the_same_draft_changes_nothing() -> None:
    text = drafted(A, B)
    assert text_of(again(text, A, B)) == text


def test_a_better_reading_replaces_what_nobody_has_touched() -> None:
    better = {**A, "status": "rejected"}
    assert text_of(again(drafted(A, B), better, C)) == drafted(better, C)


def test_what_a_human_has_changed_stays_byte_for_byte_whatever_it_was_changed_with() -> None:
    text = drafted(A, B).replace("status: adopted", "status:   tabled  # seen by K", 1)
    one = again(text, {**A, "status": "rejected"}, B)
    assert text_of(one) == text
    assert one.conflicts == ("decision/a: kept as a human left it; the reader now reads it otherwise",)


def test_no_conflict_is_told_where_the_reader_says_what_it_said_before() -> None:
    text = drafted(A, B).replace("status: adopted", "status: tabled", 1)
    assert again(text, A, B).conflicts == ()


def test_an_accepted_node_stays() -> None:
    text = drafted(A, B).replace("    drafted:", "    curation: extracted-reviewed\n    drafted:", 1)
    assert text_of(again(text, {**A, "status": "rejected"}, B)) == text


def test_what_a_human_has_added_stays_in_its_place_with_the_comments_above_it() -> None:
    text = drafted(A, B)
    mine = "  # the clerk told me\n  - id: claim/mine\n    type: Claim\n"
    with_mine = text.replace("  - id: decision/b", f"{mine}  - id: decision/b")
    assert text_of(again(with_mine, A, B)) == with_mine
    assert names(again(with_mine, A, C, B)) == ["decision/a", "claim/mine", "decision/c", "decision/b"]


def test_what_was_rejected_stays_out_and_nothing_drafted_names_it() -> None:
    text = drafted(B).replace("facts:", "struckOut:\n  - {was: decision/a, start: 0, end: 10}\nfacts:")
    one = again(text, A, {**B, "follows": ["decision/a", "decision/c"]}, C)
    assert names(one) == ["decision/b", "decision/c"]
    assert one.blocks[0].node["follows"] == "decision/c"
    assert one.head["struckOut"] == [{"was": "decision/a", "start": 0, "end": 10}]


def test_what_was_rejected_stays_out_under_another_name_too() -> None:
    text = drafted(B).replace("facts:", "struckOut:\n  - {was: decision/a, start: 0, end: 10}\nfacts:")
    assert names(again(text, node("decision/a-renamed", 1), B)) == ["decision/b"]


def test_another_fact_of_the_same_sentence_is_not_taken_for_the_rejected_one() -> None:
    """Two proposals of one sentence have one span; one was rejected, the other is drafted as before."""
    other = node("decision/a-other", 0)
    text = drafted(other, B).replace("facts:", "struckOut:\n  - {was: decision/a, start: 0, end: 10}\nfacts:")
    assert names(again(text, A, other, B)) == ["decision/a-other", "decision/b"]


def test_a_human_word_is_not_doubled_when_the_reader_finds_another_name_for_the_fact() -> None:
    text = drafted(A, B).replace("status: adopted", "status: tabled", 1)
    assert names(again(text, node("decision/a-renamed", 1), B)) == ["decision/a", "decision/b"]


def test_what_other_files_name_is_not_taken_away_from_them() -> None:
    one = again(drafted(A, B), B, needed=frozenset({"decision/a"}))
    assert names(one) == ["decision/a", "decision/b"]
    assert names(again(drafted(A, B), B)) == ["decision/b"]


def test_a_record_is_reviewed_when_all_its_nodes_are() -> None:
    text = drafted(A).replace("    drafted:", "    curation: extracted-reviewed\n    drafted:")
    assert again(text, A).head["curation"] == "extracted-reviewed"
    assert again(text, A, B).head["curation"] == "extracted"


NODES = st.lists(
    st.builds(
        lambda letter, at, status: node(f"decision/{letter}", at, status=status),
        st.sampled_from("abcdef"),
        st.integers(0, 200),
        st.sampled_from(["adopted", "rejected"]),
    ),
    min_size=1,
    unique_by=lambda each: each["id"],
)


@given(NODES, NODES, st.data())
def test_no_word_of_a_human_is_ever_lost(before: list[Any], after: list[Any], data: st.DataObject) -> None:
    lines = drafted(*before).splitlines(keepends=True)
    at = data.draw(st.sampled_from([i for i, line in enumerate(lines) if "status:" in line]))
    lines[at] = "    status: tabled\n"
    old = record("".join(lines))
    theirs = [block.text for block in old.blocks if block.human]
    one = merged(DOCUMENT, after, old)
    assert [block.text for block in one.blocks if block.human] == theirs
    once = text_of(one)
    assert text_of(merged(DOCUMENT, after, record(once))) == once


@given(NODES)
def test_a_drafted_node_is_known_as_drafted_after_it_was_written(nodes: list[Any]) -> None:
    assert not any(block.human for block in record(drafted(*nodes)).blocks)
    assert not any(is_human(marked(each)) for each in nodes)
