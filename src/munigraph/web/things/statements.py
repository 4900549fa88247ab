"""All that is said of a thing or with it; of what is too much for a page, the beginning and the count."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .asking import Asker, Row, about

MOST_ROWS = 500
MOST_VALUES = 20
"""Values of one property that a page begins with, where there are too many statements for it."""


class Direction(StrEnum):
    """Whether a thing is what something is said of, or the value."""

    SAID = "said"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class Statements:
    """Rows of `graph`, `property` and the other end, and how many there are of properties cut short."""

    rows: list[Row]
    counts: Mapping[str, int] = field(default_factory=dict)
    cut: bool = False
    """Whether there is more, of which not even the count is given."""


async def statements(asker: Asker, thing: str, direction: Direction) -> Statements:
    """The statements in one direction, as far as a page shows them.

    Where there are more than a page takes, each property is counted; of those with many
    values the first are asked for one by one, and of the others all together.
    """
    rows = await asker.rows(about(direction, thing))
    if len(rows) <= MOST_ROWS:
        return Statements(rows)
    counted = await asker.rows(about(f"{direction}-counts", thing))
    counts = {row["property"]["value"]: int(row["count"]["value"]) for row in counted}
    many = {name: count for name, count in counts.items() if count > MOST_VALUES}
    rest, *firsts = await asyncio.gather(
        asker.rows(about(f"{direction}-rest", thing, those=list(many))),
        *(_first(asker, thing, direction, name) for name in many),
    )
    rows = [row for some in (rest[:MOST_ROWS], *firsts) for row in some]
    return Statements(rows, many, len(rest) > MOST_ROWS)


async def _first(asker: Asker, thing: str, direction: Direction, name: str) -> list[Row]:
    found = await asker.rows(about(f"{direction}-few", thing, named=[name]))
    return [{**row, "property": {"type": "uri", "value": name}} for row in found]
