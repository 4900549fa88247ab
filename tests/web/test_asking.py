"""Parameters are read as urllib reads them, and queries compared as SPARQL reads them."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequest

from munigraph.web.asking import _pairs

PIECES = [
    *(b"%", b"%4", b"%41", b"%c3%a5", b"%C3", b"%5c", b"%zz", b"%%41", b"%u0041", b"%\n"),
    *(
        b"a",
        b"+",
        b"&",
        b"=",
        b"?",
        b"#",
        b";",
        b"\\",
        b"\\x41",
        b"\\N{DIGIT ONE}",
        b"\r\n",
        b"\0",
        "å".encode(),
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join))
def test_parameters_are_decoded_like_urllib_does(encoded: bytes) -> None:
    try:
        expected = parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(BadRequest):
            _pairs(encoded)
    else:
        assert _pairs(encoded) == expected


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), max_size=5))
def test_what_was_encoded_comes_back(parameters: list[tuple[str, str]]) -> None:
    assert _pairs(urlencode(parameters).encode()) == parameters


def test_bytes_that_are_no_text_are_refused() -> None:
    for encoded in (b"query=\xff", b"query=%FF", b"%ff=x", b"query=%c3%"):
        with pytest.raises(BadRequest):
            _pairs(encoded)
