"""The letters that parties go by, which change with time."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..asking import about
from .telling import Teller


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that a party goes by, in a period."""

    text: str
    since: str
    until: str

    def fits(self, day: str) -> bool:
        """Whether it was in use on a day, or may have been in a month or a year."""
        begun = not self.since or self.since[: len(day)] <= day
        return begun and (not self.until or day <= self.until[: len(day)])


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of some parties."""

    known: Mapping[str, tuple[Letter, ...]]
    day: str
    """Of the document that the thing is told in: when nothing nearer is known."""

    def of(self, party: str, day: str = "") -> str:
        """The letter of a party on a day, or else its last; empty where none is known."""
        found = self.known.get(party, ())
        on = day or self.day
        last = found[-1].text if found else ""
        return next((letter.text for letter in found if on and letter.fits(on)), last)


async def letters(teller: Teller, parties: Collection[str]) -> Letters:
    """Ask for the letters of parties, in the order in which they came into use."""
    if not parties:
        return Letters({}, "")
    codes = about("codes", *sorted(parties), package=__package__)
    rows, days = await asyncio.gather(teller.asker.rows(codes), teller.rows("period"))
    found: dict[str, list[Letter]] = {}
    for row in rows:
        since, until = (row[name]["value"] if name in row else "" for name in ("since", "until"))
        found.setdefault(row["thing"]["value"], []).append(Letter(row["code"]["value"], since, until))
    known = {party: tuple(sorted(some, key=lambda letter: letter.since)) for party, some in found.items()}
    return Letters(known, days[0]["day"]["value"] if days else "")
