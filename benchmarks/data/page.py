"""One named graph while it is written."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from random import Random

from munigraph.names import Names

from .terms import Texts, a, coded, day, number, term, text, thing, words
from .town import Town

EVIDENCE = term("evidence")
SELECTOR = term("selector")
IN_DOCUMENT = term("inDocument")
START = term("oa:start")
END = term("oa:end")
INTEGER = term("xsd:integer")
LANGUAGES = "http://publications.europa.eu/resource/authority/language/"


class Page:
    """The statements of one graph, each a subject, a property and a value in one line."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.lines: list[str] = []

    def say(self, subject: str, *pairs: str) -> None:
        self.lines.extend([f"{subject} {pair}" for pair in pairs])

    def quads(self) -> Iterator[str]:
        """The lines as sorted N-Quads."""
        ending = f" <{Names().graph(self.slug)}> .\n"
        for line in sorted(self.lines):
            yield line + ending


class DocumentPage(Page):
    """The graph of one document, and how far its reader has come in the text."""

    def __init__(self, slug: str, random: Random) -> None:
        super().__init__(slug)
        self.random = random
        self.document = thing(f"document/{slug}")
        self.position = random.randrange(80, 400)

    def evidence(self) -> str:
        """The pair that points to the next words of the text."""
        start = self.position + int(self.random.random() * 60)
        end = start + 12 + int(self.random.random() * 240)
        self.position = end
        span = f"{self.slug}/{start}-{end}"
        evidence, selector = thing(f"evidence/{span}"), thing(f"selector/{span}")
        self.say(evidence, a("Evidence"), f"{IN_DOCUMENT} {self.document}", f"{SELECTOR} {selector}")
        self.say(
            selector,
            a("oa:TextPositionSelector"),
            f'{START} "{start}"^^{INTEGER}',
            f'{END} "{end}"^^{INTEGER}',
        )
        return f"{EVIDENCE} {evidence}"

    def close(self, title: Texts, kind: str, town: Town, issued: dt.date, *pairs: str) -> None:
        """Describe the document itself, now that its length is known."""
        quality = self.random.choices(("clean", "ocr-good", "ocr-poor"), (8, 3, 1))[0]
        self.say(
            self.document,
            a("SourceDocument"),
            *words("dct:title", title),
            coded("documentKind", f"document-kind/{kind}"),
            coded("textQuality", f"text-quality/{quality}"),
            f"{term('dct:publisher')} {town.iri}",
            f"{term('dct:language')} <{LANGUAGES}{town.country.language}>",
            day("dct:issued", issued),
            text("sha256", hashlib.sha256(self.slug.encode()).hexdigest()),
            number("characters", self.position + self.random.randrange(20, 900)),
            *pairs,
        )
