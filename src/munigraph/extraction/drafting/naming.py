"""The ids of what is drafted.

An id says what the thing is and where it comes from, and does not count: what a better
reader finds beside a thing leaves its id as it is. Only where two things are alike in all
that their ids say does a number tell them apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SPELT = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")
_LONGEST = 60


def slug(*parts: str | int) -> str:
    """Words as part of an id: small ASCII letters, digits and single hyphens."""
    text = " ".join(map(str, parts)).casefold().translate(_SPELT)
    ascii_ = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NOT_IN_SLUGS.sub("-", ascii_).strip("-")


def short_slug(text: str) -> str:
    """As `slug`, cut at a word's end where it is long."""
    whole = slug(text)
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST + 1].rpartition("-")[0]


def own(name: str) -> str:
    """An id without its kind: `city-council` of `body/city-council`."""
    return name.partition("/")[2]


class Ids:
    """Gives ids within one record; what would get one twice is told apart by a number from 2."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def new(self, kind: str, *parts: str | int) -> str:
        """An id that this record has not given yet."""
        first = f"{kind}/{slug(*parts)}"
        name, number = first, 1
        while name in self._given:
            number += 1
            name = f"{first}-{number}"
        self._given.add(name)
        return name


def mandate(body: str, person: str, party: str | None, role: str) -> str:
    """A mandate's id: body, person, party and role; the municipality stands in it once."""
    place, _, _ = own(body).partition("-")
    who = own(person).removeprefix(f"{place}-")
    return f"mandate/{slug(own(body), who, *([_code(party)] if party else []), role)}"


def _code(party: str) -> str:
    return own(party).partition("-")[2]


def parties(ids: Iterable[str]) -> str:
    """Parties as part of a slug, whatever their order in the text."""
    return " ".join(sorted(_code(each) for each in ids))
