"""A text cut into passages: every word stays, and every span is marked as it is, nested or crossing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from munigraph.web.things.passages import Passage, passages

TEXT = "One line.\nAnother line, with words in it.\n\nThe third stands apart.\nAnd the last.\n"


def marked(found: tuple[Passage, ...]) -> list[list[tuple[str, tuple[int, ...]]]]:
    return [[(piece.text, piece.spans) for piece in passage.pieces] for passage in found if passage.spans]


def test_nested_spans_are_cut_where_they_begin_and_end() -> None:
    found = passages([(10, 22), (18, 22)], TEXT, (0, 1000))
    assert marked(found) == [[("Another ", (0,)), ("line", (0, 1)), (", with words in it.\n", ())]]
    inner = found[1].pieces[1]
    assert (inner.opened, inner.closed) == ((1,), (1, 0))


def test_crossing_spans_are_marked_all_along() -> None:
    found = passages([(10, 28), (18, 33)], TEXT, (0, 1000))
    assert marked(found) == [
        [("Another ", (0,)), ("line, with", (0, 1)), (" word", (1,)), ("s in it.\n", ())],
    ]


def test_a_passage_is_whole_lines_and_goes_as_far_as_its_spans() -> None:
    found = passages([(4, 14), (50, 55)], TEXT, (0, 1000))
    assert [(passage.start, passage.end, passage.spans) for passage in found] == [
        (0, 42, (0,)),
        (43, 67, (1,)),
        (67, 81, ()),
    ]


def test_without_a_text_what_overlaps_is_one_passage() -> None:
    found = passages([(0, 10), (2, 5), (9, 12), (12, 15)], None, (0, 1000))
    assert [(passage.start, passage.end, passage.spans) for passage in found] == [
        (0, 12, (0, 1, 2)),
        (12, 15, (3,)),
    ]


@pytest.mark.parametrize("span", [(70, 90), (90, 95), (81, 82), (5, 5), (9, 3)])
def test_places_that_the_text_has_not_do_no_harm(span: tuple[int, int]) -> None:
    found = passages([span], TEXT, (0, 1000))
    assert [passage.spans for passage in found if passage.spans] == [(0,)]
    assert shown(found) == unbroken(TEXT)


texts = st.text(alphabet=st.sampled_from("ab \nø\U0001f600"), min_size=1, max_size=60)


@given(texts, st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=12), st.integers(1, 70))
def test_no_word_is_lost_and_no_mark_is_wrong(text: str, pairs: list[tuple[int, int]], last: int) -> None:
    """Of any text with any spans: what is shown is the text, and each span's pieces are its words."""
    spans = sorted({(a, b) for a, b in pairs if a < b <= len(text) and a < last}, key=lambda s: (s[0], -s[1]))
    found = passages(spans, text, (0, last))
    end = text.find("\n", max(last - 1, 0))
    window = text if end < 0 else text[: end + 1]
    assert shown(found) == unbroken(window)
    for number, (start, stop) in enumerate(spans):
        words = "".join(piece.text for passage in found for piece in passage.pieces if number in piece.spans)
        assert words == text[start : min(stop, len(window))]
    assert sorted(number for passage in found for number in passage.spans) == list(range(len(spans)))
    opened = [number for passage in found for piece in passage.pieces for number in piece.opened]
    assert sorted(opened) == list(range(len(spans)))


def shown(found: tuple[Passage, ...]) -> str:
    """All words of the passages, without the line breaks around those that nothing rests on."""
    return unbroken("".join(piece.text for passage in found for piece in passage.pieces))


def unbroken(text: str) -> str:
    return text.replace("\n", "").replace(" ", "")
