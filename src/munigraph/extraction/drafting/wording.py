"""Labels in three languages, from templates: one file of them per language.

Titles stay in the language of their document; in a label of another language they stand
in its quotation marks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from munigraph.errors import MissingError

FOLDER = Path(__file__).parent / "labels"
LANGUAGES = ("en", "da", "sv")
ANSWERS = {"sv": ("Ja", "Nej")}
"""With which words the sides of a vote answer, by the language of the minutes."""
_LONGEST_TITLE = 120
_FIRST = 45
"""How much of a longer one stands before the gap."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

Label = dict[str, str]
"""A text by language."""


@dataclass(frozen=True, slots=True)
class Titled:
    """A document's words for a thing, and their language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date as precise as it is known: `2025-05-22`, `2025-05`, `2025`."""

    value: str


@dataclass(frozen=True, slots=True)
class Several:
    """Things named one after another."""

    each: tuple[str | Mapping[str, str], ...]

    @classmethod
    def of(cls, each: Iterable[str | Mapping[str, str]]) -> Several:
        return cls(tuple(each))


Value = str | int | Titled | Day | Several | Mapping[str, str]


def label(key: str, **values: Value) -> Label:
    """The template `key` in every language, filled."""
    return {
        language: _template(language, key).format(
            **{name: _said(value, language) for name, value in values.items()}
        )
        for language in LANGUAGES
    }


def _said(value: Value, language: str) -> str:
    match value:
        case Titled():
            return _title(value, language)
        case Day():
            return _day(value.value, language)
        case Several():
            said = [_said(each, language) for each in value.each]
            return format_list(said, locale=_locale(language))
        case Mapping():
            return str(value.get(language) or value["en"])
        case _:
            return str(value)


def _title(title: Titled, language: str) -> str:
    text = _shortened(title.text)
    return text if title.language == language else _template(language, "title").format(title=text)


def _shortened(text: str) -> str:
    """A long title without its middle, cut between words: who it is by stands first, what about last."""
    if len(text) <= _LONGEST_TITLE:
        return text
    first = text[:_FIRST].rpartition(" ")[0] or text[:_FIRST]
    last = text[_FIRST - _LONGEST_TITLE :].partition(" ")[2] or text[_FIRST - _LONGEST_TITLE :]
    return f"{first} … {last}"


def _day(value: str, language: str) -> str:
    found = _DATE.fullmatch(value)
    if found is None:
        return value
    year, month, day = (int(part) if part else 0 for part in found.groups())
    first = date(year, month or 1, day or 1)
    if day:
        return format_date(first, "long", locale=_locale(language))
    return format_skeleton("yMMMM" if month else "y", first, locale=_locale(language))


def _locale(language: str) -> str:
    return "en_GB" if language == "en" else language


@cache
def _templates(language: str) -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def _template(language: str, key: str) -> str:
    found: Any = _templates(language)
    for part in key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    if not isinstance(found, str):
        raise MissingError(f"labels/{language}.toml has no template {key}")
    return found
