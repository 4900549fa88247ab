"""Dates as Nordic texts write them, by the forms of `grammars/dates.yaml`.

Never a date from a number, an amount or a law: what a form leaves open is decided here,
by the words before it and by the calendar.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from .facts import Date
from .text import View
from .wordlists import any_of, grammar

_IN_FIGURES = ("figures", "day/month year", "short year", "short year after a word")
_HYPHENS = tuple("-‐‑–—")
_PIVOT = 50
"""Two figures below this are of this century."""
_BEFORE = 60
"""How far back a day that shares a month or a year is looked for."""
_AFTER = 30
"""How far after the name of a month its year stands at most."""
_LONGEST_LEAD = 16


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
    for form in _forms():
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
    for match in _words().no_year.finditer(text):
        value = _value({**match.groupdict(), "y": str(year)})
        if value:
            yield Found(value, *match.span(), "year from elsewhere")


def _read(text: str, match: re.Match[str], form: str) -> Found | None:
    groups = match.groupdict()
    first = match.start("d") if groups.get("d") else match.start("m")
    first = min(first, match.start("m"), match.start("y") if groups.get("y") else first)
    word = text[max(0, first - 20) : first].split()[-1:]
    if form in _IN_FIGURES and word and word[0].lower().strip("(.") in _words().never_after:
        return None
    if text[first - 1 : first] in _HYPHENS and not _words().range_start.search(
        text, max(0, first - 16), first
    ):
        return None
    value = _value(groups)
    if value is None or (form == "month" and _words().day_before.search(text, max(0, first - 8), first)):
        return None
    return Found(value, first, match.end(), form)


def _value(groups: Mapping[str, str | None]) -> str | None:
    year = groups.get("y") or _century(groups.get("yy") or "")
    month = _number(groups["m"] or "", _words().months)
    day = groups.get("d")
    if not day:
        return f"{year}-{month:02}"
    try:
        return datetime.date(int(year), month, _number(day, _words().days)).isoformat()
    except ValueError:
        return None


def _century(short: str) -> str:
    return ("20" if int(short) < _PIVOT else "19") + short


def _number(wording: str, words: Mapping[str, int]) -> int:
    return int(wording) if wording.isdecimal() else words[wording.lower().rstrip(".")]


def _sharing(text: str, last: Found) -> Iterator[Found]:
    """The days before a date that share its year, or its month too: `12 och 13 maj 2024`."""
    if last.form == "iso":
        yield from _rest_of_range(text, last)
        return
    pattern = _words().sharing.get(last.form)
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
    rest = _words().range_end.match(text, first.end)
    if rest:
        value = _value({"y": first.value[:4], "m": rest["m"], "d": rest["d"]})
        if value and value > first.value:
            yield Found(value, rest.start("m"), rest.end("d"), "iso, shared")


def _near_months(text: str) -> list[tuple[int, int]]:
    """The parts of a text around names of months: dates in words are there and nowhere else."""
    parts: list[tuple[int, int]] = []
    for month in _words().month.finditer(text):
        start, end = max(0, month.start() - _BEFORE), min(len(text), month.end() + _AFTER)
        if parts and start <= parts[-1][1]:
            start = parts.pop()[0]
        parts.append((start, end))
    return parts


@dataclass(frozen=True, slots=True)
class _Form:
    name: str
    pattern: re.Pattern[str]
    languages: tuple[str, ...]
    in_words: bool
    """It has the name of a month."""
    lead: re.Pattern[str] | None
    """What has to stand before it."""

    def matches(self, text: str, near_months: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
        for start, end in near_months if self.in_words else ((0, len(text)),):
            for match in self.pattern.finditer(text, start, end):
                before = max(0, match.start() - _LONGEST_LEAD)
                if self.lead is None or self.lead.search(text, before, match.start()):
                    yield match


@dataclass(frozen=True, slots=True)
class _Words:
    month: re.Pattern[str]
    months: Mapping[str, int]
    days: Mapping[str, int]
    never_after: frozenset[str]
    day_before: re.Pattern[str]
    range_start: re.Pattern[str]
    sharing: Mapping[str, re.Pattern[str]]
    range_end: re.Pattern[str]
    no_year: re.Pattern[str]


@cache
def _words() -> _Words:
    data = grammar("dates")
    month = _month(data["months"], dotless=True)
    day = r"[12]\d|3[01]|0?[1-9]"
    joining = rf"(?:\s*{any_of(data['joining'])}\s*(?:den\s+|d\.\s+)?)"
    return _Words(
        month=re.compile(rf"(?<![^\W\d_]){month}(?![^\W\d_])", re.IGNORECASE),
        months={form.rstrip("."): int(number) for number, forms in data["months"].items() for form in forms},
        days={form: int(number) for number, forms in data["days"].items() for form in forms},
        never_after=frozenset(data["never_after"]),
        day_before=re.compile(r"\d[.:]?[aest]{0,2}[^\S\n]*\n?[^\S\n]*\Z"),
        range_start=re.compile(_filled(data["range_start"], {"month": month}), re.IGNORECASE),
        sharing={
            "day month-word year": re.compile(
                rf"(?<![\w.,:/§–-])(?<!§\s)(?P<d>{day})(?:\.|:[aest]+)?(?:\s+(?P<m>{month}))?{joining}\Z",
                re.IGNORECASE,
            ),
            "figures": re.compile(rf"(?<![\w.,:/§–-])(?P<d>{day})\.(?P<m>0?[1-9]|1[0-2])\.?\s*[–-]\s*\Z"),
            "month": re.compile(rf"(?<![\w-])(?P<m>{month})(?P<d>)\s*{joining}\Z", re.IGNORECASE),
        },
        no_year=re.compile(
            rf"(?<![\w.,:/§-])(?P<d>{day})\.?\s{{1,3}}(?P<m>{month})(?!\.?,?\s*\d{{4}})(?!\w)", re.IGNORECASE
        ),
        range_end=re.compile(r"(?:--?|–|—)(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?![\w-])"),
    )


@cache
def _forms() -> tuple[_Form, ...]:
    data = grammar("dates")
    parts: dict[str, str] = dict(data["parts"])
    parts["month"] = _month(data["months"], dotless=True)
    parts["month_alone"] = _month(data["months"], dotless=False)
    parts["day_word"] = any_of(word for words in data["days"].values() for word in words)
    lead = re.compile(rf"(?<!\w){any_of(data['lead'])}\s{{1,3}}\Z", re.IGNORECASE)
    return tuple(
        _Form(
            form["name"],
            re.compile(_filled(form["pattern"], parts), re.IGNORECASE),
            tuple(form.get("languages", ())),
            in_words="{month" in form["pattern"],
            lead=lead if "after" in form else None,
        )
        for form in data["forms"]
    )


def _month(months: Mapping[str, list[str]], dotless: bool) -> str:
    forms = [form for forms in months.values() for form in forms]
    if dotless:
        forms += [form.rstrip(".") for form in forms]
    return any_of(forms)


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    """The pattern with its parts put in."""
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return pattern
