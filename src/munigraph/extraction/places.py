"""Municipalities and cities as members of something are named: `Stockholms stad`, `den by Antalya`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .gazetteer import municipality, own
from .wordlists import wordlist

_WORD = r"[A-ZÅÄÖÆØÉ][\w-]+"
_GENITIVE = re.compile(r"(?<=\w)(?::s|['’]s?|s)$")
_JOINT = re.compile(r",\s|\s(?:og|och|samt|&)\s")
_TAIL = re.compile(r"(?<!\S)(?=(\S.*))", re.DOTALL)
"""Every end of a wording that begins with a word."""
_LEAD = re.compile(rf"^(?:[a-zåäöæø]+\s)*(?={_WORD})")

ONE = rf"{_WORD}(?:\s(?:de\s|i\s)?{_WORD}){{0,3}}(?:\s(?:kommun|stad|kommune|herad))?"
"""A pattern for one: words with capitals, and the word for a municipality."""
_OTHERS = r"(?:(?:andre|andra|øvrige|övriga|også|även)\s(?:[a-zåäöæø]+\s){0,3}?)?(?:som\s)?"
_NEXT = rf"(?:,\s|\s(?:og|och|samt|&)\s{_OTHERS})"
MANY = rf"{ONE}(?:{_NEXT}{ONE}){{0,30}}"
"""A pattern for a list: `New York, London og Paris samt andre nordiske byer som Oslo og Aarhus`."""


def place(wording: str) -> str | None:
    """The place or municipality that a wording ends with, in base form; None for anything else."""
    found = placed(wording)
    return found[1] if found else None


def placed(wording: str) -> tuple[int, str] | None:
    """Where in a wording the place begins that it ends with, and the place."""
    for tail in _TAIL.finditer(wording):
        authority = own(tail[1])
        if authority and authority.start == 0:
            return tail.start(), authority.wording
        for form in (tail[1], _GENITIVE.sub("", tail[1])):
            if municipality(form) or form in _cities():
                return tail.start(), form
    return None


def places(wording: str) -> Iterator[str]:
    """The places of a list. Unknown ones only where most are known."""
    parts = [_LEAD.sub("", part).strip() for part in _JOINT.split(wording)]
    known = {part: place(part) for part in parts if part}
    trusted = sum(map(bool, known.values())) * 2 > len(known)
    for part, found in known.items():
        if found or trusted:
            yield found or part


def home_of(wording: str) -> str | None:
    """The municipality that a place or authority is or belongs to, by its place's name."""
    authority = own(wording)
    if authority:
        return authority.municipality.place
    found = municipality(wording)
    return found.place if found else None


@cache
def _cities() -> frozenset[str]:
    return frozenset(wordlist("cities")["cities"])
