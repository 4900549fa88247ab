"""Lists of those who moved, signed or voted: persons, parties, how many of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .facts import Named
from .names import Person, officials, people, rows, signed
from .parties import PartyList, parties
from .profile import Profile

_LETTERS = re.compile(r"[^\W\d_]+")
_COUNTED = re.compile(r"(?<![\w-])(\d{1,3})[^\S\n]+(?=[^\W\d_])")
_JOINING = frozenset({"og", "samt", "fra", "de", "det", "den", "liste", "gruppe"})


@dataclass(frozen=True, slots=True)
class Listed:
    """Persons and parties in a list; `whole` where nothing else stands in it.

    `numbers`: how many of each party, where the list says.
    """

    persons: tuple[Named, ...] = ()
    parties: tuple[str, ...] = ()
    whole: bool = True
    numbers: tuple[int, ...] = ()


def listed(text: str, profile: Profile) -> Listed:
    """The persons and parties of a list."""
    known = parties(profile.country)
    persons = people(text, known) or tuple(
        person
        for person in (*signed(text, known), *rows(text, known), *officials(text))
        if " " in person.name
    )
    rest = _blanked(text, persons)
    numbers = tuple(int(number) for number in _COUNTED.findall(rest))
    rest = _COUNTED.sub(lambda found: " " * len(found[0]), rest)
    named = list(known.lists(rest))
    rest = _blanked(rest, named)
    local, whole = _local(rest, profile)
    return Listed(
        tuple(person.named for person in persons),
        (*(party for each in named for party in each.parties), *local),
        whole,
        numbers,
    )


def _blanked(text: str, found: Iterable[Person | PartyList]) -> str:
    """The text without what was found in it, everything else in its place."""
    for each in found:
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _local(rest: str, profile: Profile) -> tuple[tuple[str, ...], bool]:
    """The letters of lists of the municipality in what is left of a list, and whether that is all."""
    left = [word for word in _LETTERS.findall(rest) if word.lower() not in _JOINING]
    letters = re.compile(profile.slots.get("local", "(?!)"))
    if all(letters.fullmatch(word) for word in left):
        return tuple(left), True
    return (), False
