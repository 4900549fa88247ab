"""The words of sums of money, made into patterns for a country."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from .wordlists import grammar

_SPACE = "[ \u00a0\u2007\u2009\u202f]"
_GAP = r"\s{0,4}"
YEARS = re.compile(r"(?:19|20)\d\d")
"""What is rather a year than a sum."""


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """The patterns for one country, and what their words mean."""

    currency: str
    sum: re.Pattern[str]
    first_end: re.Pattern[str]
    heading: re.Pattern[str]
    not_money: re.Pattern[str]
    after_bare: re.Pattern[str]
    of_money: re.Pattern[str]
    unit_only: re.Pattern[str]
    multipliers: Mapping[str, int]
    currencies: Mapping[str, str]
    joint: Mapping[str, tuple[int, str]]
    units: Mapping[str, tuple[int, str]]
    numerals: Mapping[str, Decimal]
    forms: Mapping[str, str]

    def unit(self, match: re.Match[str], form: str) -> tuple[int, str]:
        """Power of ten and currency of a match."""
        groups = match.groupdict()
        if groups.get(f"{form}_joint"):
            return self.joint[_key(groups[f"{form}_joint"] or "")]
        multiplier = _key(groups.get(f"{form}_multiplier") or "")
        currency = _key(groups.get(f"{form}_currency") or "")
        return self.multipliers.get(multiplier, 0), self.currencies.get(currency, self.currency)

    def is_unit(self, text: str, start: int, end: int) -> bool:
        """Whether `1.000 kr.` is the unit of a table rather than a sum."""
        before = text[max(0, start - 20) : start]
        after = text[end : end + 2].lstrip(" ")[:1]
        return bool(self.unit_only.search(before)) and after in ("", ")", "\n")

    def heading_unit(self, wording: str) -> tuple[int, str]:
        """Power of ten and currency that a heading says."""
        return self.units[_key(wording)]


def _key(wording: str) -> str:
    """A word as the tables have it: small letters, one space, no final dot."""
    return " ".join(wording.lower().split()).rstrip(".")


@cache
def money_words(country: str) -> MoneyWords:
    """The words for a country (`DK`, `SE`, `NO`, `FI`)."""
    data = grammar("money")
    own = data["countries"].get(country, data["countries"]["SE"])
    local, dotted = own["currency"], bool(own["dotted"])
    currencies = {
        _key(form): _iso(code, local) for code, forms in data["currencies"].items() for form in forms
    }
    joint = {
        _key(form): (int(power), _iso(code, local))
        for power, codes in data["joint"].items()
        for code, forms in codes.items()
        for form in forms
    }
    return MoneyWords(
        currency=local,
        sum=_sum(data, dotted),
        first_end=_first_end(data),
        heading=_heading(data, dotted),
        not_money=re.compile(_any(data["headings"]["not_money"], dotted=True), re.IGNORECASE),
        after_bare=re.compile(
            rf"\s+{_any(data['after_bare'], True)}(?!\w)|\s*(?:[.,;:)]|\n|\Z)", re.IGNORECASE
        ),
        of_money=re.compile(rf"(?<!\w){_any(data['of_money'], True)}(?!\w)", re.IGNORECASE),
        unit_only=re.compile(rf"(?:\(|(?<!\w){_any(data['headings']['words'], True)})\s*\Z", re.IGNORECASE),
        multipliers={
            _key(form): int(power) for power, forms in data["multipliers"].items() for form in forms
        },
        currencies=currencies,
        joint=joint,
        units={
            **joint,
            **{
                _key(form): (int(power), _currency_in(form, currencies, local))
                for power, forms in data["headings"]["units"].items()
                for form in forms
            },
        },
        numerals={form: Decimal(value) for value, forms in data["numerals"].items() for form in forms},
        forms={
            "joint": "unit",
            "plain": "number and currency",
            "dash": "number and dash",
            "bare": "number without currency",
            "before": "currency before number",
            "words": "number in words",
        },
    )


def _iso(code: str, local: str) -> str:
    return local if code == "local" else str(code)


def _currency_in(form: str, currencies: Mapping[str, str], local: str) -> str:
    return next((currencies[_key(word)] for word in form.split() if _key(word) in currencies), local)


def _any(forms: Iterable[str], dotted: bool) -> str:
    """A pattern for any of some forms. The dot of `kr.` only where it belongs to the abbreviation."""
    return (
        "(?:" + "|".join(_form(form, dotted) for form in sorted(set(forms), key=lambda f: (-len(f), f))) + ")"
    )


def _form(form: str, dotted: bool) -> str:
    pattern = re.escape(form.removesuffix(".")).replace(r"\ ", r"\s{1,3}")
    if not form.endswith("."):
        return pattern
    return pattern if form.endswith("kr.") and not dotted else rf"{pattern}\.?"


def _number(name: str) -> str:
    """Figures, at most 18: longer ones are no sums, and a text of figures alone must not take for ever."""
    separator = rf"{_SPACE}|\.|'|{_SPACE}?\n"
    grouped = rf"\d{{1,3}}(?P<{name}_sep>{separator})\d{{3}}(?!\d)(?:(?P={name}_sep)\d{{3}}(?!\d)){{0,4}}"
    english = r"\d{1,3}(?:,\d{3}){1,5}\.\d\d(?!\d)"
    return rf"(?P<{name}>{english}|(?:{grouped}|\d{{1,18}}(?!\d))(?:,\d{{1,6}}|\.\d{{1,2}}(?![\d.]))?)"


def _sum(data: Mapping[str, Any], dotted: bool) -> re.Pattern[str]:
    multipliers = [form for forms in data["multipliers"].values() for form in forms]
    multiplier = _any(multipliers, dotted=True)
    currency = _any([form for forms in data["currencies"].values() for form in forms], dotted)
    before = _any([form for forms in data["before"].values() for form in forms], dotted=True)
    joint = _any(
        [form for codes in data["joint"].values() for forms in codes.values() for form in forms], dotted
    )
    numeral = _any([form for forms in data["numerals"].values() for form in forms], dotted=True)
    end = r"(?!\w)"

    def figures(form: str) -> str:
        sign = rf"(?P<{form}_sign>(?<![\w)])(?:minus\s|[-−–]))"
        return rf"(?:{sign}|(?<![\w.,:/§]))(?<!\d\s[-–]){_number(f'{form}_number')}"

    forms = {
        "joint": rf"{figures('joint')}{_GAP}(?P<joint_joint>{joint}){end}",
        "plain": rf"{figures('plain')}{_GAP}(?:(?P<plain_multiplier>{multiplier}){_GAP})?"
        rf"(?P<plain_currency>{currency}){end}",
        "dash": rf"{figures('dash')}\s?[,:][-–—]{{1,2}}(?!\d)",
        "bare": rf"{figures('bare')}{_GAP}(?P<bare_multiplier>{_any(data['bare'], dotted=True)}){end}",
        "before": rf"(?<![\w-])(?P<before_currency>{before}){_GAP}(?P<before_sign>[-−–])?"
        rf"{_number('before_number')}(?:{_GAP}(?P<before_multiplier>{multiplier}){end})?"
        rf"(?!\d)(?:,[-–—]{{1,2}})?",
        "words": rf"(?<!\w)(?P<words_number>{numeral})\s{{1,3}}(?P<words_multiplier>{multiplier})\s{{1,3}}"
        rf"(?P<words_currency>{currency}){end}",
    }
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in forms.items()), re.IGNORECASE)


def _first_end(data: Mapping[str, Any]) -> re.Pattern[str]:
    between = _any(data["between"], dotted=True)
    joined = _any(data["ranges"], dotted=True)
    joined_between = _any(data["ranges_between"], dotted=True)
    guard = r"(?<![\w.,:/§-])"
    first = rf"{guard}{_number('first')}\s?{joined}\s?"
    second = _number("first").replace("first_sep", "other_sep").replace("<first>", "<other>")
    return re.compile(rf"(?:{first}|(?<!\w){between}\s+{second}\s+{joined_between}\s+)\Z", re.IGNORECASE)


def _heading(data: Mapping[str, Any], dotted: bool) -> re.Pattern[str]:
    joint = [form for codes in data["joint"].values() for forms in codes.values() for form in forms]
    units = [form for forms in data["headings"]["units"].values() for form in forms]
    words = _any(data["headings"]["words"], dotted=True)
    return re.compile(
        rf"^(?P<label>[^\n\d]{{0,60}}?)(?:^|[\s,(/])(?:{words}\s+)?(?P<unit>{_any([*joint, *units], True)})"
        rf"\)?:?[^\S\n]*(?P<rest>[^\n]{{0,120}})$",
        re.IGNORECASE | re.MULTILINE,
    )
