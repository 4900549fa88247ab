"""Properties that hold for any text and any value."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from munigraph.errors import InputFaultsError
from munigraph.records.evidence import folded, locate
from munigraph.records.yamlfile import read_yaml

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(
        st.characters(
            codec="utf-8", exclude_categories=("Cc", "Cn", "Co", "Cs"), exclude_characters="\ufeff"
        ),
        max_size=20,
    ),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc é:#'\"", max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


def read(text: bytes) -> object:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.yaml"
        path.write_bytes(text)
        return read_yaml(path).content


@given(json_values)
@settings(max_examples=150, deadline=None)
def test_json_is_read_as_itself(value: object) -> None:
    assert read(json.dumps({"value": value}, ensure_ascii=False).encode()) == {"value": value}


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read(data)
    except InputFaultsError as error:
        assert error.faults  # noqa: PT017 - that it may be refused is the property


@given(st.text("aåb \n\t.", max_size=60), st.text("aåb ", min_size=1, max_size=5))
@settings(max_examples=300, deadline=None)
def test_what_is_located_selects_the_wording(text: str, wording: str) -> None:
    for start, end in locate(text, wording):
        assert folded(text[start:end]) == folded(wording)


@given(st.text("aåb \n", max_size=30), st.text("åb", min_size=1, max_size=4), st.text("a \n", max_size=30))
@settings(max_examples=200, deadline=None)
def test_a_wording_that_stands_there_is_found(before: str, wording: str, after: str) -> None:
    assert locate(before + wording + after, wording)
