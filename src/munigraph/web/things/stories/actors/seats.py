"""Mandates as lists and time lines show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...sketch import Value
from .told import Line, by
from .when import When


@dataclass(frozen=True, slots=True)
class Seat:
    """One mandate: who, in which body, in which role, for which party at the time."""

    mandate: Value
    person: Value | None
    role: Value | None
    body: Value | None
    party: Value | None
    when: When
    municipality: Value | None = None


def seats(lines: Iterable[Line]) -> tuple[Seat, ...]:
    """Mandates, each once, the latest first and then by name."""
    found = [_seat(some[0]) for some in by(lines, "mandate").values()]
    found.sort(key=lambda seat: seat.person.text if seat.person else "")
    found.sort(key=lambda seat: seat.when.first, reverse=True)
    return tuple(found)


def _seat(line: Line) -> Seat:
    person, role, body, party, municipality = map(
        line.get, ("person", "role", "body", "party", "municipality")
    )
    return Seat(line["mandate"], person, role, body, party, When.of(line), municipality)
