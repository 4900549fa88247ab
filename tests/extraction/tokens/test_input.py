"""Files made into sources: as they are, or refused with a reason."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from munigraph.errors import MissingError
from munigraph.extraction.errors import (
    DocumentError,
    EncodingError,
    EncryptedError,
    FormatError,
    NoTextError,
    TooCostlyError,
    TooLargeError,
)
from munigraph.extraction.input import Limits, read, read_data

from .pdfs import assembled, pdf

ENCRYPTED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%b> /U <%b> >> /ID [<00> <00>]" % (
    b"41" * 32,
    b"42" * 32,
)
PAGE = """<!doctype html><html><head><title>Titel</title><style>p {color: red}</style></head><body>
<h1>§ 5 Budget</h1><p>Kommunstyrelsen <b>be</b>slutar
   att:</p><ol><li>avslå motionen.</li><li>anta<br>budgeten.</li></ol>
<table><tr><th>Ja</th><th>Nej</th></tr><tr><td>7</td><td>6</td></tr></table>
<script>document.write("nej")</script><p hidden>dold</p><p>1&nbsp;525 kronor</p></body></html>"""
AS_TEXT = (
    "§ 5 Budget\n\nKommunstyrelsen beslutar att:\n\navslå motionen.\nanta\nbudgeten.\n\n"
    "Ja\tNej\n7\t6\n\n1\u00a0525 kronor\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "§ 5\r\nÄrende\r\n",
        "\ufeffmed märke",
        "tunt\u2009mellanrum\u00a0\ffin",
        "𝔊 å\u0308",
        "a\x85b\u2028c\rd",
    ],
)
def test_text_stays_as_it_is(tmp_path: Path, text: str) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(text.encode())
    document = read(file)
    assert (document.source.text, document.kind, document.notes) == (text, "text", ())
    assert document.source.text == file.read_bytes().decode()


def test_utf_16_is_read_and_said() -> None:
    document = read_data(codecs.BOM_UTF16_LE + "§ 5 Ärende".encode("utf-16-le"))
    assert document.source.text == "§ 5 Ärende"
    assert "UTF-16" in document.notes[0]


@pytest.mark.parametrize(
    ("data", "error", "saying"),
    [
        ("§ 5 Ärende".encode("latin-1"), EncodingError, "byte 0 is 0xa7.*\n.*iconv"),
        (b'<html><meta charset="koi8-r">x', EncodingError, "koi8-r"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", EncodingError, "utf-16"),
        (b"PK\x03\x04rest", FormatError, "Word.*\n.*PDF"),
        (b"\x89PNG\r\n", FormatError, "picture"),
        (b"a\0b", FormatError, "NUL"),
        (b"%PDF-1.7\nnothing", FormatError, "PDF"),
        (b"", NoTextError, "empty"),
        (b" \r\n\f ", NoTextError, "empty"),
        (b"<html><script>x</script></html>", NoTextError, "empty"),
        (pdf(["", ""]), NoTextError, "2 pages.*pictures\n.*OCR"),
        (pdf(["§ 5"], ENCRYPTED), EncryptedError, "password"),
        (b"x" * 2000, TooLargeError, "1000 bytes"),
        (pdf(["text"] * 9), TooLargeError, "9 pages.*at most 5"),
        (pdf(["text " * 30] * 5), TooLargeError, "500 characters"),
    ],
)
def test_refusals(data: bytes, error: type[DocumentError], saying: str) -> None:
    limits = Limits(text=500 if data.startswith(b"%PDF") else 1000, pages=5)
    with pytest.raises(error, match=rf"(?s)file\.x: .*{saying}"):
        read_data(data, "file.x", limits)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingError, match=r"none\.txt"):
        read(tmp_path / "none.txt")


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode(),
        codecs.BOM_UTF8 + PAGE.encode(),
        PAGE.replace("<head>", '<head><meta http-equiv=x content="text/html; charset=iso-8859-1">').encode(
            "latin-1"
        ),
        codecs.BOM_UTF16_LE + PAGE.encode("utf-16-le"),
    ],
)
def test_pages_become_lines(data: bytes) -> None:
    document = read_data(data)
    assert (document.kind, document.source.text) == ("html", AS_TEXT)


def test_pdf() -> None:
    document = read_data(pdf(["§ 5 Ärende\n\nBeslut\nMotionen avslås.", "", "Jäv (M) \\ slut"]))
    assert document.kind == "pdf"
    assert document.source.text == "§ 5 Ärende\n\nBeslut\nMotionen avslås.\f\fJäv (M) \\ slut"
    assert document.notes == ("no text on pages 2",)


def test_a_page_tree_that_holds_itself_ends() -> None:
    with pytest.raises(DocumentError):
        read_data(assembled([b"BT ET"], kids=b"2 0 R 2 0 R"), limits=Limits(seconds=5))


def test_a_file_that_unpacks_to_more_than_the_memory_ends() -> None:
    bomb = assembled([b"BT (a) Tj ET " + b" " * 150_000_000])
    with pytest.raises(DocumentError):
        read_data(bomb, limits=Limits(memory=250 << 20, seconds=10))


def test_a_page_nested_without_end_ends() -> None:
    with pytest.raises(TooCostlyError, match="2 seconds"):
        read_data(b"<html>" + b"<div>" * 500_000, limits=Limits(seconds=2))


def _outcome(data: bytes) -> str:
    """The text, or the reason why there is none."""
    try:
        return read_data(data, limits=Limits(seconds=5)).source.text
    except DocumentError as error:
        return str(error)


@given(st.binary(max_size=3000).filter(lambda data: b"%PDF" not in data and b"<" not in data))
def test_any_bytes_give_a_text_or_a_reason(data: bytes) -> None:
    assert _outcome(data).strip()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([b"%PDF-1.7\n", b"<html>", pdf(["§ 5 Ärende"])]),
    st.binary(max_size=300),
    st.integers(0, 900),
)
def test_any_damage_gives_a_text_or_a_reason(start: bytes, damage: bytes, at: int) -> None:
    assert _outcome(start[:at] + damage + start[at + len(damage) :]).strip()
