"""Dates as Nordic texts write them, by the forms of `grammars/dates.yaml`.

Never a date from a number, an amount or a law: what a form leaves open is decided here,
by the words before it and by the calendar.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .date_forms import forms, words
from .facts import Date
from .text import View

_IN_FIGURES = ("figures", "day/month year", "short year", "short year after a word")
_HYPHENS = tuple("-‐‑–—")
_PIVOT = 50
"""Two figures below this are of this century."""
_BEFORE = 60
"""How far back a day that shares a month or a year is looked for."""
_AFTER = 30
"""How far after the name of a month its year stands at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text; `value` is a day (`2024-05-22`) or a month (`2016-05`)."""

    value: str
    start: int
    end: int
    form: str

    @property
    def is_day(self) -> bool:
        return len(self.value) > len("2016-05")


def find(view: View, language: str | None = None) -> list[Date]:
    """All dates of a view, in order of place."""
    facts = []
    for found in scan(view.text, language):
        start, end = view.exact(found.start, found.end)
        facts.append(Date(value=found.value, start=start, end=end, rule=f"date: {found.form}"))
    return facts


def scan(text: str, language: str | None = None) -> list[Found]:
    """All dates of a text, in order of place."""
    taken: dict[int, Found] = {}
    spans = bytearray(len(text))
    near_months = _near_months(text)
    for form in forms():
        if form.languages and language not in form.languages:
            continue
        for match in form.matches(text, near_months):
            found = _read(text, match, form.name)
            if found is None or any(spans[found.start : found.end]):
                continue
            for each in (found, *_sharing(text, found)):
                taken[each.start] = each
                spans[each.start : each.end] = b"\1" * (each.end - each.start)
    return [taken[start] for start in sorted(taken)]


def first_day(text: str, language: str | None = None) -> str | None:
    """The first full date of a text."""
    return next((found.value for found in scan(text, language) if found.is_day), None)


def of_year(text: str, year: int) -> Iterator[Found]:
    """Days without a year (`Byrådet 25. juni`), for those who know which year is meant."""
    for match in words().no_year.finditer(text):
        value = _value({**match.groupdict(), "y": str(year)})
        if value:
            yield Found(value, *match.span(), "year from elsewhere")


def _read(text: str, match: re.Match[str], form: str) -> Found | None:
    """The date that a match says, unless what stands before it or the calendar says otherwise."""
    groups = match.groupdict()
    first = min(match.start(group) for group in ("d", "m", "y") if groups.get(group))
    value = _value(groups)
    if value is None or _goes_on(text, first, form):
        return None
    return Found(value, first, match.end(), form)


def _goes_on(text: str, first: int, form: str) -> bool:
    """Whether what stands before makes it something else: `nr 1.5.2022`, `kf-2024-05-23`, `31 april 2024`."""
    word = text[max(0, first - 20) : first].split()[-1:]
    if form in _IN_FIGURES and word and word[0].lower().strip("(.") in words().never_after:
        return True
    before = max(0, first - 16)
    if text[first - 1 : first] in _HYPHENS and not words().range_start.search(text, before, first):
        return True
    return form == "month" and bool(words().day_before.search(text, before, first))


def _value(groups: Mapping[str, str | None]) -> str | None:
    year = int(groups.get("y") or _century(groups.get("yy") or ""))
    month = _number(groups["m"] or "", words().months)
    day = groups.get("d")
    if not day:
        return f"{year}-{month:02}"
    try:
        return datetime.date(year, month, _number(day, words().days)).isoformat()
    except ValueError:
        return None


def _century(short: str) -> str:
    return ("20" if int(short) < _PIVOT else "19") + short


def _number(wording: str, names: Mapping[str, int]) -> int:
    return int(wording) if wording.isdecimal() else names[wording.lower().rstrip(".")]


def _sharing(text: str, last: Found) -> Iterator[Found]:
    """The days before a date that share its year, or its month too: `12 och 13 maj 2024`."""
    if last.form == "iso":
        yield from _rest_of_range(text, last)
        return
    pattern = words().sharing.get(last.form)
    if pattern is None:
        return
    year, month = last.value[:4], last.value[5:7]
    at = last.start
    while match := pattern.search(text, max(0, at - _BEFORE), at):
        groups = {"y": year, "m": match["m"] or month, "d": match["d"] if last.is_day else None}
        value = _value(groups)
        if value is None or value > last.value:
            return
        month, at = value[5:7], match.start("d" if last.is_day else "m")
        end = match.end("m") if match["m"] else match.end("d")
        yield Found(value, at, end, f"{last.form}, shared")


def _rest_of_range(text: str, first: Found) -> Iterator[Found]:
    """The other end of `2026-01-12--06-12`."""
    rest = words().range_end.match(text, first.end)
    if rest:
        value = _value({"y": first.value[:4], "m": rest["m"], "d": rest["d"]})
        if value and value > first.value:
            yield Found(value, rest.start("m"), rest.end("d"), "iso, shared")


def _near_months(text: str) -> list[tuple[int, int]]:
    """The parts of a text around names of months: dates in words are there and nowhere else."""
    parts: list[tuple[int, int]] = []
    for month in words().month.finditer(text):
        start, end = max(0, month.start() - _BEFORE), min(len(text), month.end() + _AFTER)
        if parts and start <= parts[-1][1]:
            start = parts.pop()[0]
        parts.append((start, end))
    return parts
