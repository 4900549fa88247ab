"""The page of a statement."""

from __future__ import annotations

from dataclasses import dataclass

from ..sketch import Span, Value
from .claims import Claim, are_cut, claims, wording
from .near import Near, near
from .proceedings import STANCES, Stated, statements
from .setting import Setting, setting
from .telling import Teller


@dataclass(frozen=True, slots=True)
class StatementStory:
    """A statement: who, where, what about, what it claims, and who joins it."""

    it: Stated
    setting: Setting
    stances: tuple[tuple[str, tuple[Value, ...]], ...]
    """What it supports, opposes, criticises or speaks of."""
    note: Value | None
    joined: tuple[Stated, ...]
    joining: tuple[Stated, ...]
    claims: tuple[Claim, ...]
    wording: tuple[Span, ...]
    cut: bool


async def tell_statement(teller: Teller) -> StatementStory:
    """What the page of a statement tells."""
    found = await near(teller, "statement", "claims", "wording")
    this, where = teller.iri, setting(found, teller.iri)
    day = where.day.text if where.day else ""
    (it,) = statements(found, [this], (), day)
    return StatementStory(
        it=it,
        setting=where,
        stances=stances(found, this),
        note=found.words(this, "basisNote"),
        joined=statements(found, found.things("joined"), (), day),
        joining=statements(found, found.things("joining"), (), day),
        claims=claims(found),
        wording=await wording(teller, found),
        cut=found.cut or are_cut(found),
    )


def stances(found: Near, this: str) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    """What something supports, opposes or criticises, and then what else it speaks of."""
    taken = [(name, found.values(this, name)) for name in STANCES]
    known = {value.iri for _, values in taken for value in values}
    rest = tuple(value for value in found.values(this, "regarding") if value.iri not in known)
    return tuple((name, values) for name, values in (*taken, ("regarding", rest)) if values)
