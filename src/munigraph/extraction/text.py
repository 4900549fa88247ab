"""A document's text as it was read, and cleaned views of it that know where each character came from.

Readers work on views: without page furniture, with lines joined and broken words
mended. Facts speak of the text as read. The way back is `View.raw`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

Span = tuple[int, int]

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_MARKED = re.compile(r"[^\s\u0300-\u036f][\u0300-\u036f]+")
_LINE_END = re.compile("\r\n|[\r\v\x85\u2028\u2029]")
_BROKEN_WORD = re.compile(r"(?<=[a-zà-öø-ÿ])([-\u2010])\s*\n\s*(?=[A-Za-zÀ-ÖØ-öø-ÿ])")
_SOFT_HYPHEN = re.compile(r"\u00ad\s*")
_WHITE = re.compile(r"\s+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_AND = re.compile(r"(?:och|eller|og|eller|samt|respektive|and|or)\b")
_TRAILING = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + ".,:;"

_WITHOUT_MARK = dict(zip("æøœđðłıþ", "aooddlit", strict=True))


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it was read; all offsets refer to `text`."""

    text: str
    sha256: str
    """Of the UTF-8 bytes of `text` as the file had them."""
    language: str | None = None
    name: str = ""

    @classmethod
    def of(cls, text: str, language: str | None = None, name: str = "") -> Source:
        """A source made from a text alone. Lone surrogates count as a question mark in the hash."""
        return cls(text, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), language, name)

    def view(self) -> View:
        """All of the text, as it is."""
        size = len(self.text)
        return View(self.text, self, range(size), range(1, size + 1))


@dataclass(frozen=True, eq=False)
class View:
    """A text made from a source: character i stands for `source.text[starts[i]:ends[i]]`.

    Positions in a view are its own; only `raw` and `exact` speak of the source.
    """

    text: str
    source: Source = field(repr=False)
    starts: Sequence[int] = field(repr=False)
    ends: Sequence[int] = field(repr=False)

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def folded(self) -> str:
        """The text in small letters without diacritics, character for character."""
        return fold(self.text)

    def exact(self, start: int = 0, end: int | None = None) -> Span:
        """Where `text[start:end]` stands in the source, white space at its ends left out."""
        end = len(self.text) if end is None else end
        return self._raw(start, end, None)

    def raw(self, start: int = 0, end: int | None = None) -> Span:
        """As `exact`, without a final full stop, comma, colon or semicolon."""
        end = len(self.text) if end is None else end
        return self._raw(start, end, _TRAILING)

    def _raw(self, start: int, end: int, trailing: str | None) -> Span:
        piece = self.text[start:end]
        first = start + len(piece) - len(piece.lstrip())
        last = start + len(piece.rstrip(trailing))
        if last <= first:
            place = self.starts[start] if start < len(self.starts) else len(self.source.text)
            return place, place
        return self.starts[first], self.ends[last - 1]

    def slice(self, start: int = 0, end: int | None = None) -> View:
        """A part of this view."""
        end = len(self.text) if end is None else end
        return View(self.text[start:end], self.source, self.starts[start:end], self.ends[start:end])

    def lines(self) -> Iterator[Span]:
        """Each line's place without white space at its ends; empty ones too."""
        at = 0
        for line in self.text.split("\n"):
            stripped = line.strip()
            start = at + line.index(stripped) if stripped else at
            yield start, start + len(stripped)
            at += len(line) + 1

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> View:
        """A view with parts replaced: (start, end, new text), in order, apart from one another.

        Each new character stands for all that it replaced.
        """
        texts: list[str] = []
        starts: list[Sequence[int]] = []
        ends: list[Sequence[int]] = []
        at = 0
        for start, end, new in edits:
            texts += (self.text[at:start], new)
            starts += (self.starts[at:start], (self.starts[start],) * len(new))
            ends += (self.ends[at:start], (self.ends[end - 1],) * len(new))
            at = end
        if not texts:
            return self
        texts.append(self.text[at:])
        starts.append(self.starts[at:])
        ends.append(self.ends[at:])
        return View(
            "".join(texts),
            self.source,
            tuple(chain.from_iterable(starts)),
            tuple(chain.from_iterable(ends)),
        )

    def without(self, spans: Iterable[Span]) -> View:
        """A view with parts left out."""
        return self.edited((start, end, "") for start, end in spans if start < end)

    def mended(self) -> View:
        """One kind of line end, ligatures taken apart, marks joined with their letters (NFC)."""
        view = self.edited([(*m.span(), "\n") for m in _LINE_END.finditer(self.text)])
        view = view.edited([(*m.span(), _LIGATURES[m[0]]) for m in _LIGATURE.finditer(view.text)])
        marked = ((m.span(), unicodedata.normalize("NFC", m[0])) for m in _MARKED.finditer(view.text))
        return view.edited([(*span, new) for span, new in marked])

    def flowed(self) -> View:
        """One line: words broken over lines are joined, white space becomes one space.

        A hyphen before "och" and its like (`kommun-⏎och landsting`) stays, with a space;
        one before a capital (`Anna-⏎Lena`) stays without.
        """
        view = self.without(m.span() for m in _SOFT_HYPHEN.finditer(self.text))
        view = view.without(_breaks(view.text))
        return view.edited([(*m.span(), " ") for m in _WHITE.finditer(view.text) if m[0] != " "])

    def paragraphs(self) -> Iterator[View]:
        """The parts between blank lines, without empty ones."""
        at = 0
        for gap in _BLANK_LINE.finditer(self.text):
            if self.text[at : gap.start()].strip():
                yield self.slice(at, gap.start())
            at = gap.end()
        if self.text[at:].strip():
            yield self.slice(at)


def fold(text: str) -> str:
    """Small letters without diacritics; as many characters as before, so that places stay."""
    return text.translate(_FOLDING)


class _Folding(dict[int, str]):
    """Filled as letters are met: a table of all of Unicode would cost more than all our texts."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        small = letter.lower()
        base = unicodedata.normalize("NFD", small)[0] if len(small) == 1 else letter
        self[code] = folded = _WITHOUT_MARK.get(base, base)
        return folded


_FOLDING = _Folding()


def _breaks(text: str) -> Iterator[Span]:
    """What to leave out where a word goes on in the next line."""
    for broken in _BROKEN_WORD.finditer(text):
        if _AND.match(text, broken.end()):
            continue
        capital = text[broken.end()].isupper()
        yield broken.start() + (1 if capital else 0), broken.end()
