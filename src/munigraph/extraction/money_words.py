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
_END = r"(?!\w)"
_GUARD = r"[\w.,:/§]"
_GUARD_HYPHEN = r"[\w.,:/§-]"
_NOTHING = r"(?!)"
YEARS = re.compile(r"(?:19|20)\d\d")
"""What is rather a year than a sum."""


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """The patterns for one country, and what their words mean."""

    currency: str
    sums: tuple[re.Pattern[str], ...]
    in_words: re.Pattern[str]
    """What a text has where it writes numbers of sums in words."""
    sign: re.Pattern[str]
    first_end: re.Pattern[str]
    heading: re.Pattern[str]
    not_money: re.Pattern[str]
    after_bare: re.Pattern[str]
    of_rate: re.Pattern[str]
    of_money: re.Pattern[str]
    of_year: tuple[list[str], ...]
    unit_only: re.Pattern[str]
    multipliers: Mapping[str, int]
    currencies: Mapping[str, str]
    joint: Mapping[str, tuple[int, str]]
    units: Mapping[str, tuple[int, str]]
    numerals: Mapping[str, Decimal]

    def unit(self, match: re.Match[str]) -> tuple[int, str]:
        """Power of ten and currency of a match."""
        groups = match.groupdict()
        if groups.get("joint"):
            return self.joint[_key(groups["joint"] or "")]
        multiplier = _key(groups.get("multiplier") or groups.get("bare") or "")
        currency = _key(groups.get("currency") or groups.get("before") or "")
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
        sums=_sums(data, dotted, bool(own["before"])),
        in_words=re.compile(rf"[^\W\d]\s{{1,3}}{_any(_long(data['multipliers']), True)}", re.IGNORECASE),
        sign=re.compile(r"(?<![\w)])(?:minus\s|(?<!\d\s)[-−–])\Z", re.IGNORECASE),
        first_end=_first_end(data),
        heading=_heading(data, dotted),
        not_money=re.compile(_any(data["headings"]["not_money"], dotted=True), re.IGNORECASE),
        of_rate=re.compile(rf"\s+{_any(data['of_rate'], True)}(?!\w)", re.IGNORECASE),
        after_bare=re.compile(
            rf"\s+{_any(data['after_bare'], True)}(?!\w)|\s*(?:[.,;:)]|\n|\Z)", re.IGNORECASE
        ),
        of_money=re.compile(rf"(?<!\w){_any(data['of_money'], True)}(?!\w)", re.IGNORECASE),
        of_year=tuple([word] for word in data["of_year"]),
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


def _number(name: str, guard: str) -> str:
    """Figures that do not go on to the left; at most 18, longer ones are no sums.

    The guard stands behind the first figure: a pattern that begins with a figure is found
    by jumping from figure to figure.
    """
    separator = rf"{_SPACE}|\.|'|{_SPACE}?\n"
    grouped = rf"\d{{0,2}}(?P<{name}_by>{separator})\d{{3}}(?!\d)(?:(?P={name}_by)\d{{3}}(?!\d)){{0,4}}"
    english = r"\d{0,2}(?:,\d{3}){1,5}\.\d\d(?!\d)"
    decimals = r"(?:,\d{1,6}|\.\d{1,2}(?![\d.]))?"
    return rf"(?P<{name}>\d(?<!{guard}\d)(?:{english}|(?:{grouped}|\d{{0,17}}(?!\d)){decimals}))"


def _sums(data: Mapping[str, Any], dotted: bool, local_before: bool) -> tuple[re.Pattern[str], ...]:
    """A number and its unit; a currency and its number; a number in words."""
    multiplier = _any(_forms(data["multipliers"]), dotted=True)
    currency = _any(_forms(data["currencies"]), dotted)
    joint = _any([form for codes in data["joint"].values() for form in _forms(codes)], dotted)
    unit = (
        rf"{_GAP}(?P<joint>{joint}){_END}"
        rf"|{_GAP}(?:(?P<multiplier>{multiplier}){_GAP})?(?P<currency>{currency}){_END}"
        r"|(?P<dash>\s?[,:][-–—]{1,2})(?!\d)"
        rf"|{_GAP}(?P<bare>{_any(data['bare'], dotted=True)}){_END}"
    )
    leading = _forms(
        {code: forms for code, forms in data["before"].items() if local_before or code != "local"}
    )
    before = (
        rf"(?<![\w-])(?P<before>{_any(leading, dotted=True)}){_GAP}(?P<sign>[-−–])?"
        rf"{_number('number', _NOTHING)}(?:{_GAP}(?P<multiplier>{multiplier}){_END})?(?!\d)(?:,[-–—]{{1,2}})?"
    )
    words = (
        rf"(?<!\w)(?P<words>{_any(_forms(data['numerals']), dotted=True)})\s{{1,3}}"
        rf"(?P<multiplier>{multiplier})\s{{1,3}}(?P<currency>{currency}){_END}"
    )
    patterns = (f"{_number('number', _GUARD)}(?:{unit})", before, words)
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _long(lists: Mapping[str, Iterable[str]]) -> list[str]:
    return [form for form in _forms(lists) if len(form) > len("mill.")]


def _forms(lists: Mapping[str, Iterable[str]]) -> list[str]:
    return [form for forms in lists.values() for form in forms]


def _first_end(data: Mapping[str, Any]) -> re.Pattern[str]:
    between = _any(data["between"], dotted=True)
    joined = _any(data["ranges"], dotted=True)
    joined_between = _any(data["ranges_between"], dotted=True)
    first = rf"{_number('first', _GUARD_HYPHEN)}\s?{joined}\s?"
    other = rf"(?<!\w){between}\s+{_number('other', _NOTHING)}\s+{joined_between}\s+"
    return re.compile(rf"(?:{first}|{other})\Z", re.IGNORECASE)


def _heading(data: Mapping[str, Any], dotted: bool) -> re.Pattern[str]:
    joint = [form for codes in data["joint"].values() for forms in codes.values() for form in forms]
    units = [form for forms in data["headings"]["units"].values() for form in forms]
    words = _any(data["headings"]["words"], dotted=True)
    return re.compile(
        r"(?P<label>[^\n\d]{0,60}?|[^\n]{0,80}(?=\())(?:^|[\s,(/])"
        rf"(?:{words}\s+)?(?P<unit>{_any([*joint, *units], True)})"
        rf"\)?:?[^\S\n]*(?P<rest>[^\n]{{0,120}})",
        re.IGNORECASE | re.MULTILINE,
    )
