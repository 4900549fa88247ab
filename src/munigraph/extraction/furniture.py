"""Page headers and footers inside a text: left out, read for what they say, displaced lines kept.

A pattern of furniture matches whole lines. Its group `keep` holds lines of the body that
the page break put in the middle of the header; groups `body`, `date` and `number` say
what meeting it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .text import Span, View


def cleaned(view: View, patterns: Iterable[re.Pattern[str]]) -> tuple[View, dict[str, str]]:
    """The view without furniture, and what the furniture says of the meeting (the first says it)."""
    said: dict[str, str] = {}
    for pattern in patterns:
        gone: list[Span] = []
        for found in pattern.finditer(view.text):
            gone += _without_kept(found)
            for name, value in found.groupdict().items():
                if value and name != "keep":
                    said.setdefault(name, value)
        view = view.without(gone)
    return view, said


def _without_kept(found: re.Match[str]) -> Iterator[Span]:
    kept = found.span("keep") if "keep" in found.re.groupindex else (-1, -1)
    if kept[0] < 0:
        yield found.span()
        return
    yield found.start(), kept[0]
    yield kept[1], found.end()
