"""The words themselves, where the operator has the text that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..originals import Originals
from .asking import Row
from .places import whole
from .sketch import Span

LONGEST = 400
"""Characters of a quotation; the document's page has all of them."""

_TAGS = {
    "DAN": "da", "DEU": "de", "ENG": "en", "EST": "et", "FIN": "fi", "FAO": "fo", "FRA": "fr", "ISL": "is",
    "KAL": "kl", "NNO": "nn", "NOB": "nb", "NOR": "no", "SME": "se", "SWE": "sv",
}  # fmt: skip
"""Languages of the EU's authority table as HTML names them (BCP 47)."""


def tag(language: str) -> str:
    """How HTML names a language, by its IRI; empty for one that is not known."""
    return _TAGS.get(language.rpartition("/")[2], "")


async def quoted(originals: Originals | None, rows: Sequence[Row], spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans with their words; each belongs to a row with `sha256`, `characters` and `language`."""
    if originals is None:
        return tuple(spans)
    found = []
    for row, span in zip(rows, spans, strict=True):
        text = await original(originals, row)
        words = " ".join(text[span.start : span.end].split()) if text else ""
        quote = words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
        language = tag(row["language"]["value"]) if "language" in row else ""
        found.append(replace(span, quote=quote, language=language))
    return tuple(found)


async def original(originals: Originals, row: Row) -> str | None:
    """The text of a document by the hash and the length in a row; None where it is not at hand."""
    characters = whole(row["characters"]["value"]) if "characters" in row else None
    if characters is None or "sha256" not in row:
        return None
    return await originals.text(row["sha256"]["value"], characters)
