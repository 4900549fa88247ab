"""What any actor is known by: a description, codes, addresses elsewhere, and facts of its own."""

from __future__ import annotations

from dataclasses import dataclass

from ...sketch import Group, Value
from .told import Told
from .when import When

KNOWN = "known"
"""The question that every story asks."""


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
    """Out of the answers to `KNOWN` and, if there is one, to the question for the facts of a kind."""
    lines = told[KNOWN]
    links = [line for line in lines if "link" in line and line["link"].link]
    return Known(
        description=told.best(lines, "description"),
        facts=told.facts(facts) if facts else (),
        codes=tuple(
            Code(line.text("code"), line.get("scheme"), When.of(line)) for line in lines if "code" in line
        ),
        links=tuple(line["link"] for line in links if "territory" not in line),
        place_links=tuple(line["link"] for line in links if "territory" in line),
    )
