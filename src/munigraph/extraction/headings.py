"""Which lines are headings, and of what."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from .profile import Headings, Profile
from .text import View, fold

_ALIKE = 93
"""From this likeness on (of 100) a line counts as a misspelt heading."""
_INLINE = re.compile(r"(?P<heading>[^\W\d][^\n:]{2,39}?)(?::[^\S\n]+|[^\S\n]{3,})(?=\S)")
_LONGEST_HEADING = 110
_SHORTEST_MISSPELT = 7

Heading = tuple[str, Mapping[str, str]]
"""The kind of a heading, and what it says."""


def heading_of(line: str, profile: Profile) -> Heading | None:
    """The kind that a line is a heading of, and what it says beside."""
    for rule in profile.of("stages"):
        if found := rule.pattern.fullmatch(line):
            return rule.means["kind"], {"stage": str(rule.means.get("name") or rule.name), **_said(found)}
    if len(line) > _LONGEST_HEADING or line[0].islower():
        return None
    line = " ".join(line.split()).removesuffix(":")
    kind = _literal(fold(line), profile.headings)
    if kind:
        return kind, {}
    for pattern, kind in profile.headings.patterns:
        if found := pattern.fullmatch(line):
            return kind, _said(found)
    return None


def heading_with_text(view: View, start: int, end: int, profile: Profile) -> tuple[Heading | None, int]:
    """A heading that its text follows in the same line (`Beslut: Enligt förslaget`), and where it ends."""
    found = _INLINE.match(view.text, start, end)
    if found is None:
        return None, end
    kind = profile.headings.literal.get(fold(" ".join(found["heading"].split())))
    return ((kind, {}) if kind else None), found.end()


def _said(found: re.Match[str]) -> dict[str, str]:
    return {name: " ".join(value.split()) for name, value in found.groupdict().items() if value}


def _literal(folded: str, headings: Headings) -> str | None:
    kind = headings.literal.get(folded)
    if kind or len(folded) < _SHORTEST_MISSPELT or not folded[-1].isalpha():
        return kind
    alike = process.extractOne(folded, headings.literal.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return headings.literal[alike[0]] if alike else None
