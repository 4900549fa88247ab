"""A text cut into passages: the words that statements rest on, and what stands between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Extent = tuple[int, int]
"""Where words begin and end, in characters; the end is the first that is no more of them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words on which the same statements rest, all along."""

    text: str
    spans: tuple[int, ...]
    """The spans that they belong to, the innermost last; none for words that nothing rests on."""
    opened: tuple[int, ...]
    """The spans that begin with them."""
    closed: tuple[int, ...]
    """The spans that end with them."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole lines of a text with the spans in them, none of which reaches beyond; or lines between such."""

    start: int
    end: int
    spans: tuple[int, ...]
    """Numbers of spans, in their order."""
    pieces: tuple[Piece, ...] = ()


def passages(spans: Sequence[Extent], text: str | None, window: Extent) -> tuple[Passage, ...]:
    """The passages of a text within a window, from the one that its first line is in.

    Spans are in order of their place, wider ones first, each once. Without a text only the
    passages with spans are known: those that overlap are one.
    """
    if text is None:
        return tuple(Passage(start, end, inside) for start, end, inside in _joined(spans))
    first, last = _line_start(text, window[0]), _line_end(text, window[1])
    clipped = [(start, min(end, last)) for start, end in spans]
    found: list[Passage] = []
    at = first
    for start, end, inside in _joined([_lines(text, span) for span in clipped]):
        found.extend(_between(text, at, max(start, at)))
        found.append(Passage(start, end, inside, _pieces(text, start, end, clipped, inside)))
        at = end
    found.extend(_between(text, at, last))
    return tuple(found)


def _joined(extents: Iterable[Extent]) -> list[tuple[int, int, tuple[int, ...]]]:
    """Extents that overlap as one, each with the spans in it."""
    found: list[tuple[int, int, tuple[int, ...]]] = []
    for number, (start, end) in enumerate(extents):
        if found and start < found[-1][1]:
            before = found.pop()
            found.append((before[0], max(before[1], end), (*before[2], number)))
        else:
            found.append((start, end, (number,)))
    return found


def _between(text: str, start: int, end: int) -> list[Passage]:
    """Lines that nothing rests on; none if they are empty."""
    if not text[start:end].strip():
        return []
    return [Passage(start, end, (), (Piece(text[start:end].strip("\n"), (), (), ()),))]


def _pieces(
    text: str, start: int, end: int, spans: Sequence[Extent], inside: Sequence[int]
) -> tuple[Piece, ...]:
    """The words of a passage, cut wherever a span begins or ends."""
    cuts = sorted({start, end} | {place for number in inside for place in spans[number] if place <= end})
    pieces = []
    for begin, stop in pairwise(cuts):
        covering = [number for number in inside if spans[number][0] <= begin and stop <= spans[number][1]]
        covering.sort(key=lambda number: (spans[number][0] - spans[number][1], number))
        opened = tuple(number for number in covering if spans[number][0] == begin)
        closed = tuple(number for number in reversed(covering) if spans[number][1] == stop)
        pieces.append(Piece(text[begin:stop], tuple(covering), opened, closed))
    return tuple(pieces)


def _lines(text: str, span: Extent) -> Extent:
    return _line_start(text, span[0]), _line_end(text, span[1])


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _line_end(text: str, place: int) -> int:
    found = text.find("\n", max(place - 1, 0))
    return len(text) if found < 0 else found + 1
