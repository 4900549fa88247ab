"""What is written is read again as it was, whatever it says, and looks as a curator would write it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from munigraph.extraction.drafting.writing import node_text, record_text, remarks, source_text
from munigraph.records.yamlfile import parse_yaml

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
HARD = st.sampled_from(
    ["no", "true", "null", "~", "12", "0123", "1.5", "1e3", "2024-03-05", "a: b", "a #b", "- a", "? a", "[a]",
     "{a}", "a, b", "'a", '"a"', " a", "a ", "a:", "#a", "&a", "*a", "!a",
     "|", ">", "%a", "@a", "`a", "a\nb", "a\tb", "\u2028", "\x85", "\ufeff",
     "§ 12", "“x”", "»x«", "5 March", "y", "\u202e", "01719863", "a\\b"]
)  # fmt: skip
STRINGS = TEXTS | HARD
KEYS = st.sampled_from(["label", "status", "proposedBy", "title", "byVote"])
SPANS = st.fixed_dictionaries({"start": st.integers(0, 9), "end": st.integers(10, 99), "anchor": STRINGS})
VALUES = st.one_of(
    STRINGS,
    st.integers(),
    st.booleans(),
    st.lists(STRINGS, min_size=1, max_size=3),
    st.dictionaries(st.sampled_from(["en", "da", "sv"]), STRINGS, min_size=1),
    st.fixed_dictionaries({"id": STRINGS, "type": st.just("Identifier"), "notation": STRINGS}),
    st.lists(
        st.fixed_dictionaries({"id": STRINGS, "type": st.just("BallotFor"), "voterMandate": STRINGS}),
        min_size=1,
    ),
)
NODES = st.builds(
    lambda name, rest, spans: {"id": name, **rest, "evidence": spans},
    STRINGS,
    st.dictionaries(KEYS, VALUES),
    st.lists(SPANS, min_size=1, max_size=2),
)


def read(text: str) -> Any:
    return parse_yaml(Path("x.yaml"), text.encode()).content


@given(st.lists(NODES, min_size=1, max_size=3))
def test_nodes_are_read_again_as_they_were(nodes: list[dict[str, Any]]) -> None:
    text = record_text({"document": "document/x"}, map(node_text, nodes), remarks(["a\nb"]))
    assert read(text) == {"document": "document/x", "facts": nodes}


@given(st.dictionaries(KEYS, VALUES, min_size=1))
def test_source_entries_are_read_again_as_they_were(node: dict[str, Any]) -> None:
    assert read(source_text(node)) == node


def test_it_looks_as_a_curator_writes_it() -> None:
    node = {
        "id": "vote/x-1",
        "type": "VoteEvent",
        "label": {"en": "Vote 1: “Ny simhall”", "sv": "Omröstning"},
        "votesFor": 3,
        "itemNumber": "5",
        "heldOn": "2024-03-05",
        "verified": True,
        "proposedBy": ["party/se-m", "party/se-l"],
        "decidedOn": {"value": "2016", "type": "gYear"},
        "ballotFor": [{"id": "ballot/x", "type": "BallotFor", "votingParty": "party/se-m"}],
        "evidence": [{"start": 1, "end": 9, "anchor": "§ 12, a"}],
    }
    assert (
        node_text(node)
        == """\
  - id: vote/x-1
    type: VoteEvent
    label:
      en: "Vote 1: “Ny simhall”"
      sv: Omröstning
    votesFor: 3
    itemNumber: "5"
    heldOn: 2024-03-05
    verified: true
    proposedBy: [party/se-m, party/se-l]
    decidedOn: {value: "2016", type: gYear}
    ballotFor:
      - {id: ballot/x, type: BallotFor, votingParty: party/se-m}
    evidence:
      - {start: 1, end: 9, anchor: "§ 12, a"}
"""
    )
