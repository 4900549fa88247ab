"""Sums of money as Nordic texts write them, by the words of `grammars/money.yaml`.

A value is in full units of its currency: `1,5 mnkr` is 1500000 SEK in Sweden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .facts import Amount
from .money_words import YEARS, MoneyWords, money_words
from .tables import tables_in
from .text import View

_SPACES = re.compile("[\\s'\u00a0\u2007\u2009\u202f]")
_POINT = re.compile(r"\d+\.\d{1,2}")
_REACH = 120
"""How far from a number of millions a word of money is looked for."""
_FORMS = {
    "joint": "unit",
    "before": "currency before number",
    "words": "number in words",
    "currency": "number and currency",
    "dash": "number and dash",
    "bare": "number without currency",
}
"""The groups of a match that tell how a sum is written, and what facts call it."""
_RANGE = 40
"""How far before a sum the first end of its range is looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A sum in a text."""

    value: Decimal
    currency: str
    start: int
    end: int
    form: str


def find(view: View, country: str) -> list[Amount]:
    """All sums of a view, in order of place. `country` (`DK`, `SE`, `NO`, `FI`) says what `kr` is."""
    facts = []
    for found in scan(view.text, country):
        start, end = view.exact(found.start, found.end)
        rule = f"amount: {found.form}"
        facts.append(
            Amount(value=plain(found.value), currency=found.currency, start=start, end=end, rule=rule)
        )
    return facts


def scan(text: str, country: str) -> list[Found]:
    """All sums of a text, in order of place."""
    words = money_words(country)
    tables = tuple(tables_in(text, words))
    taken = bytearray(len(text))
    for table in tables:
        _take(taken, table.start, table.end)
    found: list[Found] = []
    for match in _matches(text, words):
        each = _read(text, match, words)
        if each and not any(taken[each.start : each.end]):
            found += (*_first_end(text, match, each, words, found[-1].end if found else 0), each)
            _take(taken, found[-1].start, each.end)
    for table in tables:
        for start, end in table.cells:
            if not any(taken[start:end]):
                value = number(text[start:end]).scaleb(table.power)
                found.append(Found(value, table.currency, start, end, "column"))
    return sorted(found, key=lambda each: each.start)


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


def _matches(text: str, words: MoneyWords) -> list[re.Match[str]]:
    """What may be sums, the first to begin first: `20 kr 30` is one sum, `kr 20 kr 30` two."""
    figures, before, in_words = words.sums
    matches = [*figures.finditer(text), *before.finditer(text)]
    if words.in_words.search(text):
        matches += in_words.finditer(text)
    return sorted(matches, key=lambda match: match.start())


def plain(value: Decimal) -> str:
    """A decimal without exponent and without zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(wording: str) -> Decimal:
    """The number that figures say: a comma, or a dot before one or two figures, begins the decimals."""
    digits = _SPACES.sub("", wording).replace("−", "-").replace("–", "-")
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    if "," in digits and "." in digits:
        thousands, point = (".", ",") if digits.rindex(",") > digits.rindex(".") else (",", ".")
        digits = digits.replace(thousands, "").replace(point, ".")
    elif "," in digits:
        digits = digits.replace(",", ".")
    elif not _POINT.fullmatch(digits):
        digits = digits.replace(".", "")
    return Decimal(sign + digits)


def _read(text: str, match: re.Match[str], words: MoneyWords) -> Found | None:
    """The sum that a match says, unless the words around it say otherwise."""
    groups = match.groupdict()
    form = next(form for form in _FORMS if groups.get(form))
    power, currency = words.unit(match)
    start = match.start()
    if form == "words":
        value = words.numerals[" ".join(groups["words"].lower().split())]
        return Found(value.scaleb(power), currency, start, match.end(), _FORMS[form])
    kept = _unbroken(text, match.start("number"), groups["number"])
    value = number(kept)
    if form == "before":
        minus = bool(groups["sign"])
    else:
        start = match.end("number") - len(kept)
        sign = words.sign.search(text, max(0, start - len("minus ")), start)
        minus = sign is not None
        start = sign.start() if sign else start
    if _is_other(text, match, form, value, words):
        return None
    return Found((-value if minus else value).scaleb(power), currency, start, match.end(), _FORMS[form])


def _is_other(text: str, match: re.Match[str], form: str, value: Decimal, words: MoneyWords) -> bool:
    """Whether what looks like a sum is a year, a rate, the unit of a table or a number of people."""
    power, currency = words.unit(match)
    if words.of_rate.match(text, match.end()):
        return True
    if form == "bare":
        return not _is_money(text, match, power, words)
    if power == 0 and currency == words.currency and YEARS.fullmatch(match["number"]):
        between = text[match.end("number") : match.end()]
        return form in ("before", "dash") or "\n" in between or _is_year(text, match.start(), words)
    return value == 1000 and power == 0 and words.is_unit(text, match.start(), match.end())


def _is_year(text: str, start: int, words: MoneyWords) -> bool:
    """Whether the word before says that a year follows: `i 2024 kr`."""
    return text[max(0, start - _RANGE) : start].lower().split()[-1:] in words.of_year


def _unbroken(text: str, start: int, wording: str) -> str:
    """A number over two lines, or its last line where the first is a cell of a table or an item's number."""
    if "\n" not in wording or any(
        letter.isalpha() for letter in text[text.rfind("\n", 0, start) + 1 : start]
    ):
        return wording
    return wording[wording.rindex("\n") + 1 :]


def _is_money(text: str, match: re.Match[str], power: int, words: MoneyWords) -> bool:
    """Whether a number of millions or milliards without currency is one of money."""
    if not words.after_bare.match(text, match.end()):
        return False
    around = text[max(0, match.start() - _REACH) : match.end() + _REACH // 2]
    return power > 6 or bool(words.of_money.search(around))


def _first_end(
    text: str, match: re.Match[str], last: Found, words: MoneyWords, after: int
) -> Iterator[Found]:
    """The sum before a sum that has its unit there: `5–7 mnkr`, `mellan 5 och 7 mnkr`."""
    if last.form not in ("unit", "number and currency") or last.value < 0:
        return
    first = words.first_end.search(text, max(after, last.start - _RANGE), last.start)
    if first is None:
        return
    group = "first" if first["first"] else "other"
    if not YEARS.fullmatch(first[group]):
        power, currency = words.unit(match)
        yield Found(number(first[group]).scaleb(power), currency, *first.span(group), "first of a range")
