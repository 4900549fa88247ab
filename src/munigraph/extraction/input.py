"""Files made into sources: UTF-8 text as it is, web pages and PDFs as their text.

Offsets of facts refer to the text that comes out here. What cannot be read is refused
with an error that says why and what to do; nothing is guessed.
"""

from __future__ import annotations

import codecs
import json
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from munigraph.errors import MissingError

from . import errors
from .errors import DocumentError, EncodingError, FormatError, NoTextError, TooCostlyError, TooLargeError
from .text import Source

Kind = Literal["text", "html", "pdf"]

_HEAD = 1024
"""Where a format shows itself, and where HTML declares its encoding (HTML Standard §4.2.5.4)."""
_PDF = re.compile(rb"%PDF-\d")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_CHARSET = re.compile(rb"""<meta[^>]{1,200}charset\s*=\s*["']?\s*([\w-]{2,20})""", re.I)
_OTHER_KINDS = {
    b"PK\x03\x04": ("a zipped file, such as Word or OpenDocument", "save it as PDF or as plain text"),
    b"\xd0\xcf\x11\xe0": ("an old Word or Excel file", "save it as PDF or as plain text"),
    b"{\\rtf": ("a rich text file", "save it as PDF or as plain text"),
    b"\x89PNG": ("a picture", "let a program for text recognition (OCR) read it first"),
    b"\xff\xd8\xff": ("a picture", "let a program for text recognition (OCR) read it first"),
    b"II*\x00": ("a picture", "let a program for text recognition (OCR) read it first"),
    b"\x1f\x8b": ("a compressed file", "unpack it first"),
}
_ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8"} | dict.fromkeys(
    # Browsers read all of these as Windows-1252 (Encoding Standard §4.2).
    ("iso-8859-1", "latin1", "windows-1252", "cp1252"),
    "windows-1252",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take. Sizes are in bytes."""

    text: int = 10_000_000
    """Of a text or web page, and of the text of a PDF in characters."""
    pdf: int = 100_000_000
    pages: int = 3_000
    memory: int = 2 << 30
    seconds: int = 30


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read. `notes` say what a reader should know: an encoding, pages without text."""

    source: Source
    kind: Kind
    notes: tuple[str, ...] = ()


def read(path: Path, limits: Limits = Limits()) -> Document:
    """Read a file.

    Raises MissingError where it cannot be opened, and a DocumentError where it cannot be
    read as a document.
    """
    try:
        with path.open("rb") as file:
            data = file.read(max(limits.text, limits.pdf) + 1)
    except OSError as error:
        raise MissingError(f"{path} cannot be read: {error.strerror}") from error
    return read_data(data, str(path), limits)


def read_data(data: bytes, name: str = "", limits: Limits = Limits()) -> Document:
    """Read the bytes of a file.

    Raises a DocumentError where they cannot be read as a document.
    """
    try:
        kind = _kind(data)
        most = limits.pdf if kind == "pdf" else limits.text
        if len(data) > most:
            raise TooLargeError(f"the file is larger than {most} bytes", hint="read it in parts")
        text, notes = _text(data, kind, limits)
        if not text.removeprefix("\ufeff").strip():
            raise NoTextError("the file is empty")
    except DocumentError as error:
        raise type(error)(f"{name or 'the input'}: {error.message}", hint=error.hint) from error
    return Document(Source.of(text, name=name), kind, notes)


def _kind(data: bytes) -> Kind:
    head = data[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    if _PDF.search(head):
        return "pdf"
    for magic, (what, hint) in _OTHER_KINDS.items():
        if head.startswith(magic):
            raise FormatError(f"this is {what}", hint=hint)
    return "html" if _HTML.match(head.removeprefix(codecs.BOM_UTF8)) else "text"


def _text(data: bytes, kind: Kind, limits: Limits) -> tuple[str, tuple[str, ...]]:
    if kind == "pdf":
        return _converted(data, kind, limits)
    encoding, declared = _encoding(data, kind)
    text = _decoded(data, encoding)
    notes = (f"read as {encoding}, as it {declared}",) if declared else ()
    if kind == "html":
        converted, more = _converted(text.removeprefix("\ufeff").encode(), kind, limits)
        return converted, (*notes, *more)
    if "\0" in text:
        raise FormatError("the file holds NUL characters: it is no text")
    return text, notes


def _encoding(data: bytes, kind: Kind) -> tuple[str, str]:
    """The encoding of a text, and how the file says so where it is not the usual one."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return encoding, "begins with the mark of UTF-16"
    declared = _CHARSET.search(data[:_HEAD]) if kind == "html" else None
    if declared is None:
        return "utf-8", ""
    name = declared[1].decode("ascii").lower()
    if name not in _ENCODINGS:
        raise EncodingError(f"the page is in the encoding {name}", hint=_hint(name))
    encoding = _ENCODINGS[name]
    return encoding, "" if encoding == "utf-8" else "declares"


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise EncodingError(f"the text is no {encoding} from byte {error.start} on") from error
        raise EncodingError(
            f"the text is no UTF-8: byte {error.start} is 0x{data[error.start]:02x}",
            hint=_hint("WINDOWS-1252"),
        ) from error


def _hint(encoding: str) -> str:
    return f"convert it, for instance with `iconv -f {encoding} -t UTF-8`"


def _converted(data: bytes, kind: Kind, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """The text of a page or PDF, made by a process that ends with its limits."""
    most = (limits.memory, limits.seconds, limits.pages, limits.text)
    command = [sys.executable, "-m", "munigraph.extraction.converter", kind, *map(str, most)]
    try:
        done = subprocess.run(  # noqa: S603 (our own program)
            command, input=data, capture_output=True, timeout=limits.seconds * 2, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow(limits) from error
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise _too_slow(limits)
    head, found, text = done.stdout.partition(b"\n")
    if not found:
        raise FormatError(f"the {kind.upper()} ended the process that read it: it is damaged")
    said = json.loads(head)
    if "error" in said:
        refusal: type[DocumentError] = getattr(errors, said["error"])
        raise refusal(said["message"], hint=said["hint"])
    empty = ", ".join(map(str, said["empty"]))
    return text.decode("utf-8"), (f"no text on pages {empty}",) if empty else ()


def _too_slow(limits: Limits) -> TooCostlyError:
    return TooCostlyError(f"the file takes more than {limits.seconds} seconds to open")
