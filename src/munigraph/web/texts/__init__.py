"""What pages say beside the data, in the languages of the site.

Each language is a folder, each area of the site a TOML file in it; a text is named `area.key`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal, format_percent

from . import alphabet
from .dates import PartialDate

LANGUAGES = {"en": "English", "da": "Dansk", "sv": "Svenska"}
"""By their codes, each with its own name for itself."""

_LOCALES = {"en": "en_GB", "da": "da_DK", "sv": "sv_SE"}
_MOST_DIGITS = 30
_UNITS = ("B", "kB", "MB", "GB", "TB")
_SKELETONS = {"month": "yMMMM", "year": "y"}
_MONEY = {"en": "¤¤\u00a0#,##0{}", "da": "#,##0{}\u00a0¤", "sv": "#,##0{}\u00a0¤"}
"""How a sum of money is written, with room for what is less than a whole."""


class Texts:
    """The texts of one language, and how it writes numbers and dates."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = Locale.parse(_LOCALES[language])
        folder = resources.files(__package__) / language
        self._texts: dict[str, str] = {}
        for file in folder.iterdir():
            area, _, ending = file.name.rpartition(".")
            if ending == "toml":
                self._texts |= _flat(area, tomllib.loads(file.read_text(encoding="utf-8")))

    def __call__(self, key: str, **values: object) -> str:
        """A text, with values in the places that it has for them.

        Raises KeyError for one that no page has.
        """
        text = self._texts[key]
        return text.format(**values) if values else text

    def get(self, key: str, otherwise: str) -> str:
        """A text that may not be there, such as for what the data name."""
        return self._texts.get(key, otherwise)

    def many(self, key: str, count: int, **values: object) -> str:
        """A text for `{n}` of something: `key.one`, `key.other`, as CLDR's plural rules have it."""
        return self(f"{key}.{self._locale.plural_form(count)}", n=self.number(count), **values)

    def number(self, number: float) -> str:
        """A number as the language writes it."""
        if isinstance(number, int) and 0 <= number < 1000:
            return str(number)
        return format_decimal(number, locale=self._locale)

    def order(self, text: str) -> str:
        """What to sort a text by, in the order of the language's alphabet."""
        return alphabet.place(text, self.language)

    def share(self, share: float) -> str:
        """A part of a whole, in percent; only all is 100 and only nothing 0."""
        shown = round(share, 3)
        if 0 < share < 1:
            shown = min(max(shown, 0.001), 0.999)
        pattern = "#,##0 %" if shown in (0, 1) else "#,##0.0 %"
        return format_percent(shown, pattern, locale=self._locale)

    def amount(self, text: str) -> str:
        """A decimal number of the data as the language writes it; anything else as it stands."""
        number = decimal(text)
        if number is None:
            return text
        return format_decimal(number, locale=self._locale, decimal_quantization=False)

    def money(self, amount: Decimal, currency: str) -> str:
        """A sum of money, with a currency by its code (ISO 4217); cents only where there are some."""
        whole = amount == amount.to_integral_value()
        form = _MONEY[self.language].format("" if whole else ".00##")
        return format_currency(amount, currency, form, self._locale, currency_digits=False)

    def size(self, bytes_: int) -> str:
        """A number of bytes, in units that leave it short."""
        size, unit = float(bytes_), 0
        while size >= 1000 and unit < len(_UNITS) - 1:
            size, unit = size / 1000, unit + 1
        return f"{format_decimal(size, '#,##0' if not unit else '#,##0.0', self._locale)} {_UNITS[unit]}"

    def language_name(self, tag: str) -> str:
        """What a language is called, by its tag (BCP 47); empty for one that is not known."""
        return str(self._locale.languages.get(tag, ""))

    def date(self, text: str) -> str:
        """A day, month or year of XML Schema, as precise as it is; anything else as it stands."""
        return _written(text, self._locale)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._texts)

    def text(self, key: str) -> str:
        """A text as it stands in its file."""
        return self._texts[key]


def decimal(text: str) -> Decimal | None:
    """A decimal number as one writes it out; None for what is none, or would be endless to write."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= _MOST_DIGITS else None


@lru_cache(maxsize=1 << 14)
def _written(date: str, locale: Locale) -> str:
    found = PartialDate.read(date)
    if found is None:
        return date
    if found.precision == "day":
        return format_date(found.first, "long", locale=locale)
    return format_skeleton(_SKELETONS[found.precision], found.first, locale=locale)


@cache
def texts(language: str) -> Texts:
    """The texts of a language of the site."""
    return Texts(language)


def preferred(wanted: str | None, accepted: str | None) -> str:
    """The language somebody chose or, as far as we have it, the first that the browser would like."""
    if wanted in LANGUAGES:
        return wanted
    ranges = []
    for place, part in enumerate((accepted or "").lower().split(",")):
        tag, _, parameter = part.strip().partition(";")
        name, _, quality = parameter.strip().partition("=")
        try:
            weight = float(quality) if name.strip() == "q" else 1.0
        except ValueError:
            weight = 0.0
        ranges.append((-weight, place, tag.partition("-")[0]))
    near = {"nb": "da", "nn": "da", "no": "da"}
    for weight, _, tag in sorted(ranges):
        if weight < 0 and near.get(tag, tag) in LANGUAGES:
            return near.get(tag, tag)
    return "en"


def _flat(start: str, content: Mapping[str, Any]) -> dict[str, str]:
    return dict(_entries(start, content))


def _entries(start: str, content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in content.items():
        if isinstance(value, Mapping):
            yield from _entries(f"{start}.{key}", value)
        else:
            yield f"{start}.{key}", str(value)
