"""Page headers and footers inside a text: left out, read for what they say, displaced lines kept.

A pattern of furniture matches whole lines. Its group `keep` holds lines of the body that
the page break put in the middle of the header; groups `body`, `date` and `number` say
what meeting it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .text import Span, View


@dataclass(frozen=True, slots=True)
class Heads:
    """What page headers say: of the meeting (the first says it), and on what day a body had an item."""

    said: Mapping[str, str]
    days: Mapping[tuple[str, str], str]


def cleaned(view: View, patterns: Iterable[re.Pattern[str]]) -> tuple[View, Heads]:
    """The view without furniture, and what the furniture says.

    One line end stays where furniture was, whatever blank lines were around it: a page
    break is no end of a paragraph.
    """
    said: dict[str, str] = {}
    days: dict[tuple[str, str], str] = {}
    for pattern in patterns:
        gone: list[Span] = []
        for found in pattern.finditer(view.text):
            gone += (_widened(view.text, *span) for span in _without_kept(found))
            groups = found.groupdict()
            for name, value in groups.items():
                if value and name != "keep":
                    said.setdefault(name, value)
            if groups.get("body") and groups.get("item") and groups.get("date"):
                days.setdefault((found["body"].lower(), found["item"]), found["date"])
        view = view.edited((start, end, "\n") for start, end in _apart(gone))
    return view, Heads(said, days)


def _without_kept(found: re.Match[str]) -> Iterator[Span]:
    kept = found.span("keep") if "keep" in found.re.groupindex else (-1, -1)
    if kept[0] < 0 or not found["keep"].strip():
        yield found.span()
        return
    yield found.start(), kept[0]
    yield kept[1], found.end()


def _widened(text: str, start: int, end: int) -> Span:
    """With the white space around it."""
    while start > 0 and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return start, end


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans in order, those that touch made one."""
    last: Span | None = None
    for start, end in spans:
        if last and start <= last[1]:
            last = last[0], max(end, last[1])
            continue
        if last:
            yield last
        last = start, end
    if last:
        yield last
