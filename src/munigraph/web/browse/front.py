"""What the first page shows of the data: how much there is, where, and what was decided last."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from ..drawing import Drawing, Sign
from ..texts import Texts
from ..things.addresses import Addresses
from ..things.asking import Asker, about
from ..things.sketch import sketched
from ..things.stories.actors.decided import Decided, decisions
from ..things.stories.actors.figures import drawn_map
from ..things.stories.actors.points import points
from ..things.stories.actors.told import Line, Told
from .counting import counts

SHOWN = ("municipalities", "networks", "decisions", "votes", "statements", "sources")
"""Kinds whose numbers say most about what there is."""


@dataclass(frozen=True, slots=True)
class Front:
    """The parts of the first page that come from the data."""

    counts: Mapping[str, int]
    map: Drawing | None
    decisions: tuple[Decided, ...]


async def front(asker: Asker, addresses: Addresses, t: Texts) -> Front:
    """Ask for all of it at once."""
    numbers, places, decided = await asyncio.gather(
        counts(asker),
        asker.rows(about("map", package=__package__)),
        asker.rows(about("decided", package=__package__)),
    )
    sketch = await sketched(asker, addresses, t, (*places, *decided))
    told = Told(
        {"decided": tuple(Line(row, sketch) for row in decided)},
        sketch,
        t.language,
        addresses.graph("inferred"),
    )
    municipalities = points((Line(row, sketch) for row in places), "municipality")
    signs = {"": (Sign.DISC, t("browse.kinds.municipalities"))}
    return Front(
        counts={name: numbers[name] for name in SHOWN if numbers.get(name)},
        map=drawn_map(t, municipalities, signs, t("home.map"), t("browse.name")),
        decisions=decisions(told, "decided"),
    )
