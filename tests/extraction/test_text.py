"""A view knows where each of its characters stands in the text as it was read."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from munigraph.extraction.text import Source, View, fold

LETTERS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="ab-\n \u00adﬁåéA\u0301,.:\r\f", max_size=120),
)


def whole(text: str) -> View:
    return Source.of(text).view()


def stands_for(view: View, at: int) -> bool:
    """Whether a character is what stands in the source, or one of the declared changes of it."""
    raw = view.source.text[view.starts[at] : view.ends[at]]
    letter = view.text[at]
    return (
        letter == raw
        or letter in unicodedata.normalize("NFC", raw)
        or letter in unicodedata.normalize("NFKC", raw)
        or (letter.isspace() and raw.isspace())
    )


@given(LETTERS)
def test_every_character_knows_its_place(text: str) -> None:
    for view in (whole(text), whole(text).mended(), whole(text).mended().flowed()):
        assert len(view.text) == len(view.starts) == len(view.ends)
        assert all(stands_for(view, at) for at in range(len(view)))
        assert all(start < end for start, end in zip(view.starts, view.ends, strict=True))
        assert list(view.starts) == sorted(view.starts)


@given(LETTERS, st.data())
def test_a_part_has_the_places_of_the_whole(text: str, data: st.DataObject) -> None:
    view = whole(text).mended()
    start = data.draw(st.integers(0, len(view)))
    end = data.draw(st.integers(start, len(view)))
    part = view.slice(start, end)
    assert part.text == view.text[start:end]
    assert not part.text.strip() or part.exact() == view.exact(start, end)


@given(LETTERS)
def test_a_place_has_no_space_at_its_ends_and_no_final_stop(text: str) -> None:
    for view in (whole(text), whole(text).mended().flowed()):
        start, end = view.raw()
        wording = text[start:end]
        assert wording == wording.strip()
        assert not wording.endswith((".", ",", ":", ";"))


@given(LETTERS)
def test_folding_keeps_places(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold("Överförmyndarnämndens ÅRSBERÄTTELSE") == "overformyndarnamndens arsberattelse"


def test_what_a_flow_joins() -> None:
    broken = "För- och nackdelar med vatten-\nförsörjning, kommun-\noch landsting, Anna-\nLena,\r\nﬁn.\n"
    assert whole(broken).mended().flowed().text == (
        "För- och nackdelar med vattenförsörjning, kommun- och landsting, Anna-Lena, fin. "
    )


def test_a_wording_across_a_page_break_is_found_again() -> None:
    text = "Ärendet bord-\n\n12 (30)\n\nläggs i dag."
    view = whole(text)
    at = text.index("\n\n12")
    cleaned = view.edited([(at, text.index("läggs"), "\n")]).flowed()
    assert cleaned.text == "Ärendet bordläggs i dag."
    start, end = cleaned.raw(cleaned.text.index("bord"), cleaned.text.index(" i dag"))
    assert text[start:end] == "bord-\n\n12 (30)\n\nläggs"
