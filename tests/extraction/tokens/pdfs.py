"""PDFs made for tests: as little as a reader accepts."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def pdf(pages: Sequence[str], extra: bytes = b"") -> bytes:
    """A PDF with these pages; a blank line leaves a gap, an empty page has a drawn line only."""
    return assembled([_content(page) for page in pages], extra)


def assembled(contents: Sequence[bytes], extra: bytes = b"", kids: bytes | None = None) -> bytes:
    """A PDF of content streams."""
    first = 4
    numbers = range(first, first + 2 * len(contents), 2)
    kids = b" ".join(b"%d 0 R" % number for number in numbers) if kids is None else kids
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(contents), kids),
        _FONT,
    ]
    for number, content in zip(numbers, contents, strict=True):
        packed = zlib.compress(content)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % (number + 1),
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed),
        ]
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    out += b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        extra,
        start,
    )
    return out


def _content(page: str) -> bytes:
    if not page:
        return b"10 10 m 500 800 l S"
    lines = b"".join(b"(%b) Tj T*\n" % _escaped(line) for line in page.split("\n"))
    return b"BT /F 11 Tf 13 TL 50 800 Td\n%b ET" % lines


def _escaped(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
