"""What is claimed in a statement, an answer, a question or a proposal."""

from __future__ import annotations

from dataclasses import dataclass

from ..quoting import quoted
from ..sketch import Span, Value
from .near import Near
from .telling import Teller

MOST_CLAIMS = 200
"""One less than the query asks for, so that it shows where there are more."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, with whom its speaker names as the origin, and where it stands."""

    it: Value
    kind: Value | None
    origin: Value | None
    span: Span | None


def claims(near: Near) -> tuple[Claim, ...]:
    """The claims of the query `claims`, in the order of the text."""
    found = {}
    for row in near.more["claims"]:
        thing = row["claim"]["value"]
        kind, origin = (
            near.named(row[name]["value"]) if name in row else None for name in ("kind", "origin")
        )
        span = near.sketch.span(row) if "document" in row else None
        found[thing] = Claim(near.named(thing), kind, origin, span)
    return tuple(sorted(found.values(), key=_place)[:MOST_CLAIMS])


def are_cut(near: Near) -> bool:
    """Whether there are more claims than are told of."""
    return len({row["claim"]["value"] for row in near.more["claims"]}) > MOST_CLAIMS


def _place(claim: Claim) -> tuple[str, int, str]:
    span = claim.span
    return (span.path, span.start, claim.it.text) if span else ("", 0, claim.it.text)


async def wording(teller: Teller, near: Near) -> tuple[Span, ...]:
    """Where the wording stands, of the query `wording`, with the words where the text is at hand."""
    rows = near.more["wording"]
    return await quoted(teller.originals, rows, [near.sketch.span(row) for row in rows])
