"""Where sentences end in a passage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .entities import MARKS, Passage, Sentence
from .profile import Profile

_END = re.compile(rf"[.!?][\"”’)]*(?=\s+[\"”„(]?[^\W\d_a-zà-öø-ÿ{MARKS}]|\s+[{MARKS}]|\s+[•–-]?\s?\d)")
_NUMBER = re.compile(r"(?:^|\s)(?:\d{1,3}|[a-zå-ö]{1,2})\.$")
_GOES_ON = tuple(",-–(")
_JOINS = re.compile(r"(?:[,(–-]|(?<!\w)[a-zà-öø-ÿ]{1,4})\s$")
"""What no paragraph ends with: punctuation that goes on, a short word (`och`, `av`, `till`)."""
_BEGINS = re.compile(rf"[\"”„(]?[^\W\d_a-zà-öø-ÿ{MARKS}]|[{MARKS}]")


def sentences(
    passage: Passage, profile: Profile, start: int = 0, stop: int | None = None
) -> Iterator[Sentence]:
    """The sentences of a passage or a part of it, in order.

    A sentence also begins where a line does, with persons followed by a word of moving,
    stating or voting: minutes forget full stops at the ends of lines. So does a paragraph.
    """
    text = passage.view.text
    stop = len(text) if stop is None else stop
    ends = {*_ends(passage, profile, start, stop), *_begun_lines(passage, profile, start, stop), stop}
    for end in sorted(ends):
        if text[start:end].strip():
            yield passage.sentence(start, end)
        start = end


def _ends(passage: Passage, profile: Profile, start: int, stop: int) -> Iterator[int]:
    text = passage.view.text
    for found in _END.finditer(text, start, stop):
        before = text[max(0, found.start() - 12) : found.start() + 1]
        number = _NUMBER.search(before)
        if number and passage.begins_line(found.start() + 1 - len(number[0].strip())):
            continue
        if not _abbreviation(profile).search(before):
            yield found.end()


def _begun_lines(passage: Passage, profile: Profile, start: int, stop: int) -> Iterator[int]:
    text = passage.view.text
    for line in passage.lines_in(start, stop):
        goes_on = text[line - 2] in _GOES_ON
        if (
            _line_opens(profile).match(text, line)
            or (not goes_on and _opening(profile).match(text, line))
            or (line in passage.paragraphs and _is_new_paragraph(text, line))
        ):
            yield line


def _is_new_paragraph(text: str, at: int) -> bool:
    """Whether a blank line before ended a sentence, or only a page."""
    return bool(_BEGINS.match(text, at)) and not _JOINS.search(text, max(0, at - 8), at)


@cache
def _abbreviation(profile: Profile) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{profile.slots['abbreviation']})\.$", re.IGNORECASE)


@cache
def _line_opens(profile: Profile) -> re.Pattern[str]:
    """What begins a sentence wherever it begins a line."""
    return re.compile(rf"(?:{profile.slots.get('line_opens', '(?!)')})", re.IGNORECASE)


@cache
def _opening(profile: Profile) -> re.Pattern[str]:
    verbs = "|".join(profile.words[name] for name in ("MOVES", "STATES", "CASTS") if name in profile.words)
    return re.compile(rf"[{MARKS}]\s(?:{verbs})(?!\w)", re.IGNORECASE)
