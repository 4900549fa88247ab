"""What is claimed of a thing, and by whom: that it was said is a fact, what it says is not thereby one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...sketch import Value
from .told import Line, by, every


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, with whom the speaker names as its origin."""

    it: Value
    kind: Value | None
    speakers: tuple[Value, ...]
    origins: tuple[Value, ...]


def claims(lines: Iterable[Line]) -> tuple[Claim, ...]:
    """Claims by those who make them."""
    found = [
        Claim(some[0]["claim"], some[0].get("kind"), every(some, "speaker"), every(some, "origin"))
        for some in by(lines, "claim").values()
    ]
    return tuple(sorted(found, key=lambda claim: ([who.text for who in claim.speakers], claim.it.text)))
