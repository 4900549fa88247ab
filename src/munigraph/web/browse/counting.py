"""How many things there are of each kind, as the graph describes itself."""

from __future__ import annotations

from ..things.asking import Asker, about
from .kinds import Kind, kinds


async def counts(asker: Asker) -> dict[str, int]:
    """By the name of the kind; none where the data do not say."""
    rows = await asker.rows(about("counts", package=__package__))
    by_class = {row["class"]["value"]: int(row["things"]["value"]) for row in rows}
    return {name: by_class.get(kind.iri, 0) for name, kind in kinds().items()} if by_class else {}


async def count(asker: Asker, kind: Kind) -> int:
    """How many things of a kind there are, counted where the data do not say."""
    known = await counts(asker)
    if known:
        return known[kind.name]
    rows = await asker.rows(about("count", package=__package__, **{"class": kind.iri}))
    return int(rows[0]["things"]["value"])
