"""What any actor is known by: a description, codes, addresses elsewhere, and facts of its own."""

from __future__ import annotations

from dataclasses import dataclass

from ...sketch import Group, Value
from .told import Told
from .when import When

QUESTIONS = ("described", "codes", "links")


@dataclass(frozen=True, slots=True)
class Code:
    """A code, with the system it belongs to and the period it was in use."""

    text: str
    scheme: Value | None
    when: When


@dataclass(frozen=True, slots=True)
class Known:
    """What stands at the head of a page."""

    description: Value | None
    facts: tuple[Group, ...]
    codes: tuple[Code, ...]
    links: tuple[Value, ...]
    """Of the thing itself."""
    place_links: tuple[Value, ...]
    """Of the place it governs."""


def known(told: Told, facts: str = "") -> Known:
    """Out of the answers to `QUESTIONS` and, if there is one, to the question for the facts of a kind."""
    links = [line for line in told["links"] if line["link"].link]
    return Known(
        description=told.best(told["described"], "description"),
        facts=told.facts(facts) if facts else (),
        codes=tuple(Code(line.text("code"), line.get("scheme"), When.of(line)) for line in told["codes"]),
        links=tuple(line["link"] for line in links if "territory" not in line),
        place_links=tuple(line["link"] for line in links if "territory" in line),
    )
