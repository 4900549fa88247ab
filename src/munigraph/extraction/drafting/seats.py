"""What documents say of the seats that persons have: member, deputy, member of the board."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..names import PersonList, lists
from ..parties import parties
from ..wordlists import wordlist

DEPUTY, BOARD = "deputy", "board"
Seats = Mapping[str, frozenset[str]]
"""Kinds of seat by the name of a person."""


def seats(texts: Iterable[str], country: str) -> Seats:
    """The seats that some texts give to persons by the offices before their names."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for named in lists(text, parties(country)):
            for name, kind in _of_list(named):
                found.setdefault(name, set()).add(kind)
    return {name: frozenset(kinds) for name, kinds in found.items()}


def _of_list(named: PersonList) -> Iterator[tuple[str, str]]:
    deputies = False
    for person in named.persons:
        if person.office:
            deputies = _says(person.office, "deputies")
        if deputies or _says(person.office, "deputy"):
            yield person.name, DEPUTY
        if _says(person.office, "board"):
            yield person.name, BOARD


def _says(office: str, kind: str) -> bool:
    return office.lower() in wordlist("persons")["seats"][kind]
