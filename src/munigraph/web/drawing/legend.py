"""What the colours and signs of a drawing stand for, on lines above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .flow import Piece, Set, flow, lines
from .rendering import Frame

_SIGN = 20


@dataclass(frozen=True, slots=True)
class Legend:
    """Names with their signs, in place."""

    entries: Sequence[Set]
    height: float


def legend(names: Iterable[tuple[str, str]], frame: Frame) -> Legend:
    """Entries of a style and a name; one alone needs no explanation."""
    pieces = [Piece(name, lead=_SIGN, style=style) for style, name in names]
    if len(pieces) < 2:
        return Legend((), 0.0)
    entries = flow(pieces, frame.width, frame.small)
    return Legend(entries, lines(entries) * frame.line + 8)
