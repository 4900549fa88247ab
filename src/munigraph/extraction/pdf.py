"""The text of a PDF, page by page, as the file itself has it in order."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median_low

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from .errors import EncryptedError, FormatError, NoTextError, TooLargeError

PAGE_BREAK = "\f"
_BROKEN_WORD = str.maketrans({"\ufffe": "\u00ad", "\x02": "\u00ad", "\0": " ", "\f": " "})
"""What PDFium writes where a word is broken over a line."""
_APART = 1.4
"""Lines this much further apart than is usual on the page are of two paragraphs."""


def pdf_text(data: bytes, most_pages: int, most_characters: int) -> tuple[str, tuple[int, ...]]:
    """The pages parted by form feeds, and the numbers of those without text.

    Raises EncryptedError, FormatError, NoTextError or TooLargeError.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_raw.FPDF_ERR_PASSWORD:
            raise EncryptedError(
                "the PDF asks for a password", hint="save a copy without a password and read that"
            ) from error
        raise FormatError(f"no readable PDF: {error}") from error
    if len(document) > most_pages:
        raise TooLargeError(f"the PDF has {len(document)} pages; at most {most_pages} are read")
    pages: list[str] = []
    for page in _pages(document):
        pages.append(page)
        if sum(map(len, pages)) > most_characters:
            raise TooLargeError(f"the PDF has more than {most_characters} characters of text")
    empty = tuple(number for number, page in enumerate(pages, 1) if not page.strip())
    if len(empty) == len(pages):
        raise NoTextError(
            f"the PDF has {len(pages)} pages and no text: its pages are pictures",
            hint="let a program for text recognition (OCR) add the text first",
        )
    return PAGE_BREAK.join(pages), empty


def _pages(document: pdfium.PdfDocument) -> Iterator[str]:
    for number in range(len(document)):
        try:
            page = document[number]
            text = _text(page.get_textpage())
            page.close()
        except pdfium.PdfiumError:
            text = ""
        yield text


def _text(page: pdfium.PdfTextPage) -> str:
    """The text of a page, with a blank line where the lines stand further apart than usual."""
    text = page.get_text_range()
    if len(text) != page.count_chars():
        # Some letters are left out there, such as form feeds: places would not be those of letters.
        text = "".join(chr(pdfium_raw.FPDFText_GetUnicode(page, at)) for at in range(page.count_chars()))
    lines = text.translate(_BROKEN_WORD).split("\r\n")
    heights = [_height(page, at) for at in _starts(lines)]
    gaps = [above - below for above, below in pairwise(heights)]
    usual = median_low([gap for gap in gaps if gap > 0] or [0.0])
    parts = [lines[0]]
    for line, gap in zip(lines[1:], gaps, strict=True):
        apart = gap < 0 or gap > _APART * usual
        parts.append(f"\n\n{line}" if apart else f"\n{line}")
    return "".join(parts)


def _height(page: pdfium.PdfTextPage, at: int) -> float:
    """How high above the foot of the page a letter stands."""
    across, up = ctypes.c_double(), ctypes.c_double()
    pdfium_raw.FPDFText_GetCharOrigin(page, at, across, up)
    return up.value


def _starts(lines: Sequence[str]) -> list[int]:
    """Where each line begins, and its first letter."""
    starts, at = [], 0
    for line in lines:
        starts.append(at + len(line) - len(line.lstrip()))
        at += len(line) + len("\r\n")
    return starts
