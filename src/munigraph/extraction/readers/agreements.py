"""Agreements with named partners, and the day they were signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from .. import dates
from ..facts import Agreement
from ..gazetteer import own
from ..places import ONE, home_of, place
from ..text import View
from ..wordlists import any_of, grammar

_COLUMNS = re.compile(r"(?<=\S)[^\S\n]{3,}\S[^\n]*")
_HEADING = re.compile(r"\n(?=[A-ZÅÄÖÆØ][a-zåäöæø]+[^\S\n]*(?:\n|\Z))")
_JOINT = re.compile(r",\s(?:(?:samt|og|och)\s)?|\s(?:og|och|samt)\s")
_LETTERS = re.compile(r"[A-ZÅÄÖÆØ]{1,3}")
_YEARS = re.compile(r"\s\d{4}(?:\s?[–-]\s?\d{4})?$")
_FIRST_LINES = 300
"""How far a title reaches: the same agreement in the body of the text is the one that counts."""


def find(view: View, language: str, municipality: str | None = None) -> Iterator[Agreement]:
    """The agreements that a view tells of; each once. `municipality` is the document's own."""
    if not _may_tell(view.text):
        return
    home = municipality or (known.wording if (known := own(view.text)) else None)
    found: dict[tuple[str, ...], Agreement] = {}
    for paragraph in _cells(view).paragraphs():
        if _may_tell(paragraph.text):
            for agreement in _told(paragraph.flowed(), home, language):
                first = found.get(agreement.partners)
                if first is None or first.end < view.starts[0] + _FIRST_LINES:
                    found[agreement.partners] = agreement
    yield from found.values()


def _cells(view: View) -> View:
    """The view without the further columns of tables, where a title goes on below itself; headings apart."""
    view = view.without(match.span() for match in _COLUMNS.finditer(view.text))
    return view.edited((*match.span(), ".\n") for match in _HEADING.finditer(view.text))


def _told(flow: View, home: str | None, language: str) -> Iterator[Agreement]:
    for name, pattern in _patterns():
        for match in pattern.finditer(flow.text):
            partners = tuple(_partners(match, home))
            if len(partners) > 1:
                start, end = flow.raw(*match.span())
                day = dates.first_day(match["date"], language) if match.groupdict().get("date") else None
                yield Agreement(partners=partners, date=day, start=start, end=end, rule=f"agreement: {name}")


def _partners(match: re.Match[str], home: str | None) -> Iterator[str]:
    groups = match.groupdict()
    if groups.get("own") or groups.get("place"):
        if home is None:
            return
        yield (home_of(home) or home) if groups.get("place") else home
    if groups.get("place"):
        other = place(groups["place"] or "")
        if other:
            yield other
        return
    for part in _JOINT.split(_YEARS.sub("", groups.get("partners") or "")):
        # Letters are parties: an agreement of parties is none of the municipality's.
        if part.strip() and not _LETTERS.fullmatch(part.strip()):
            yield part.strip()


def _may_tell(text: str) -> bool:
    """Whether a text has a word for an agreement."""
    small = text.lower()
    return any(stem in small for stem in grammar("agreements")["stems"])


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data: Mapping[str, Any] = grammar("agreements")
    word = r"[A-ZÅÄÖÆØÉ][\w&’'-]*"
    kind = "(?:kommune?|stad|herad|fylkeskommune)"
    name = rf"{word}(?:\s(?:{word}|for|för|A/S)){{0,5}}(?:\s{kind}(?!\w))?"
    named = rf"(?:(?:den|det)\s)?{name}"
    plain = any_of(data["partners"])
    one = rf"(?:{plain}(?!\w)|{named})"
    partners = rf"{one}(?:,\s(?:(?:samt|og|och)\s)?{one}|\s(?:og|och|samt)\s{one}){{0,12}}"
    day = r"\d{1,2}(?:\.|:e)?\s[a-zæøå]{3,9}\s\d{4}|\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{4}"
    parts = {
        "{kind}": any_of(data["kinds"]),
        "{partners}": rf"(?-i:(?P<partners>{partners}))",
        "{date}": rf"(?P<date>{day})",
        "{place}": rf"(?-i:(?P<place>{ONE}))",
        "{name}": rf"(?-i:{word}(?:\s{word}){{0,4}})",
        "{own}": rf"(?P<own>{any_of(grammar('memberships')['own'])})",
    }
    made = []
    for each in data["patterns"]:
        pattern = each["pattern"]
        for part, meaning in parts.items():
            pattern = pattern.replace(part, meaning)
        made.append((each["name"], re.compile(pattern, re.IGNORECASE)))
    return tuple(made)
