"""Pieces of text set one after another, on as many lines as they need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .text import clean, cut, width


@dataclass(frozen=True, slots=True)
class Piece:
    """A text to be set, with room kept free before it for a sign."""

    text: str
    strong: str = ""
    """What stands before the text in heavier type."""

    lead: float = 0
    link: str | None = None
    tip: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Set:
    """A piece in its place, cut to the room there was."""

    piece: Piece
    x: float
    line: int
    text: str
    strong: str
    width: float


def flow(pieces: Iterable[Piece], room: float, size: float, gap: float = 18) -> Sequence[Set]:
    """Set pieces from left to right; one that does not fit begins a line."""
    placed: list[Set] = []
    x, line = 0.0, 0
    for piece in pieces:
        strong = cut(clean(piece.strong), room * 0.5, size, bold=True)
        before = piece.lead + (width(strong + " ", size, bold=True) if strong else 0)
        text = cut(clean(piece.text), room - before, size) if piece.text else ""
        whole = min(room, before + width(text, size))
        if x and x + whole > room:
            x, line = 0.0, line + 1
        placed.append(Set(piece, x, line, text, strong, whole))
        x += whole + gap
    return placed


def lines(placed: Sequence[Set]) -> int:
    return placed[-1].line + 1 if placed else 0
