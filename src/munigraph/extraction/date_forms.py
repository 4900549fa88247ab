"""The forms of `grammars/dates.yaml`, made ready."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from .wordlists import any_of, grammar

_LONGEST_LEAD = 16


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a date."""

    name: str
    pattern: re.Pattern[str]
    languages: tuple[str, ...]
    in_words: bool
    """It has the name of a month."""
    lead: re.Pattern[str] | None
    """What has to stand before it."""

    def matches(self, text: str, near_months: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
        """All matches in a text; those in words only near names of months."""
        for start, end in near_months if self.in_words else ((0, len(text)),):
            for match in self.pattern.finditer(text, start, end):
                before = max(0, match.start() - _LONGEST_LEAD)
                if self.lead is None or self.lead.search(text, before, match.start()):
                    yield match


@dataclass(frozen=True, slots=True)
class Words:
    """Names of months and days, and what stands around dates."""

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
def words() -> Words:
    """The words of the grammar."""
    data = grammar("dates")
    month = _month(data["months"], dotless=True)
    day = r"[12]\d|3[01]|0?[1-9]"
    joining = rf"(?:\s*{any_of(data['joining'])}\s*(?:den\s+|d\.\s+)?)"
    return Words(
        month=re.compile(rf"(?<![^\W\d_]){month}(?![^\W\d_])", re.IGNORECASE),
        months={name.rstrip("."): int(number) for number, names in data["months"].items() for name in names},
        days={name: int(number) for number, names in data["days"].items() for name in names},
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
def forms() -> tuple[Form, ...]:
    """The forms of the grammar, in the order in which they are tried."""
    data = grammar("dates")
    parts: dict[str, str] = dict(data["parts"])
    parts["month"] = _month(data["months"], dotless=True)
    parts["month_alone"] = _month(data["months"], dotless=False)
    parts["day_word"] = any_of(word for words in data["days"].values() for word in words)
    lead = re.compile(rf"(?<!\w){any_of(data['lead'])}\s{{1,3}}\Z", re.IGNORECASE)
    return tuple(
        Form(
            form["name"],
            re.compile(_filled(form["pattern"], parts), re.IGNORECASE),
            tuple(form.get("languages", ())),
            in_words="{month" in form["pattern"],
            lead=lead if "after" in form else None,
        )
        for form in data["forms"]
    )


def _month(months: Mapping[str, list[str]], dotless: bool) -> str:
    names = [name for several in months.values() for name in several]
    if dotless:
        names += [name.rstrip(".") for name in names]
    return any_of(names)


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    """The pattern with its parts put in."""
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return pattern
