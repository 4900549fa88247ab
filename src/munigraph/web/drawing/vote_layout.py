"""Where the bars and words of a vote stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from .flow import Piece, Set, flow, lines
from .links import harmless
from .rendering import FRAMES, WIDE, Drawing, Frame, render, tabulate
from .text import clean, cut, width
from .votes import Ballot, Side, Vote, vote_table

BAR = 26
_WIDEST_VOTER = 40
_NARROWEST_CELL = 7
_COUNT = 56
"""Room for the number at the end of the longest bar."""

_LABELS = (72, 200)
"""The least and the most that the labels of sides take up of a wide drawing."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: the voters of a ballot, or those that no ballot tells of."""

    x: float
    width: float
    voters: int
    ballot: Ballot | None
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A side with its bar and the ballots under it."""

    side: Side
    label: str
    count: str
    y: float
    bar: float
    """From the top of the drawing to that of the bar."""

    reach: float
    """How far the bar goes."""

    segments: Sequence[Segment]
    cells: Sequence[float]
    """Where one voter ends and the next begins, where that can be seen."""

    stated: float | None
    """Where the count as stated ends, if the ballots say otherwise."""

    note: str
    under: float
    """From the top of the drawing to the first line of type under the bar: that of the note."""

    ballots: Sequence[Set]
    words: float
    """From the top of the drawing to the line of type that the ballots begin on."""

    end: float


@dataclass(frozen=True, slots=True)
class Layout:
    frame: Frame
    left: float
    rows: Sequence[Row]
    height: float


def draw_vote(vote: Vote, ident: str) -> Drawing:
    """A bar for each side, divided by party as far as counts are known, and the parties named."""
    layouts = [layout(vote, frame) for frame in FRAMES]
    linked = any(harmless(ballot.link) for side in vote.sides for ballot in side.ballots)
    picture = render("vote.svg", ident, vote=vote, layouts=layouts, bar=BAR, linked=linked)
    return Drawing(picture, tabulate(vote_table(vote), ident))


def layout(vote: Vote, frame: Frame) -> Layout:
    """Sides one under the other; their labels at the left where there is room, else above."""
    left = _label_room(vote, frame) if frame == WIDE else 0.0
    room = frame.width - left - (_COUNT if left else 0)
    most = max((extent(side) for side in vote.sides), default=0)
    unit = min(_WIDEST_VOTER, room / most) if most else 0.0
    rows: list[Row] = []
    y = 2.0
    for side in vote.sides:
        rows.append(_row(vote, side, frame, left, unit, y))
        y = rows[-1].end + frame.line
    return Layout(frame, left, rows, max(y - frame.line, frame.line))


def extent(side: Side) -> int:
    """How many voters the bar of a side shows: all that are stated or named."""
    return max(side.count or 0, side.named)


def segments(side: Side, unit: float, size: float) -> Sequence[Segment]:
    """The bar of a side from its left end; what no ballot accounts for comes last."""
    known = [ballot for ballot in side.ballots if ballot.voters]
    counts = [ballot.voters or 0 for ballot in known]
    starts = list(accumulate(counts, initial=0))
    parts = [
        Segment(start * unit, count * unit, count, ballot, _inside(ballot, count * unit, size))
        for ballot, count, start in zip(known, counts, starts, strict=False)
    ]
    rest = extent(side) - side.named
    if rest:
        parts.append(Segment(starts[-1] * unit, rest * unit, rest, None, ""))
    return parts


def _label_room(vote: Vote, frame: Frame) -> float:
    wanted = max((width(clean(side.label), frame.size) for side in vote.sides), default=0.0) + 20
    return min(max(wanted, _LABELS[0]), _LABELS[1])


def _row(vote: Vote, side: Side, frame: Frame, left: float, unit: float, y: float) -> Row:
    total = side.total
    count = "" if total is None else vote.number(total)
    label_room = left - 16 if left else frame.width - width(count, 22, bold=True) - 12
    bar = y if left else y + 30
    parts = segments(side, unit, frame.small)
    listed = flow([_piece(vote, ballot) for ballot in side.ballots], frame.width - left, frame.size)
    note = vote.note(side) or (vote.words.unknown if total is None else "")
    under = bar + (BAR + frame.line if parts else frame.size)
    ballots = under + (frame.line if note else 0)
    end = max(ballots + (lines(listed) - 1) * frame.line, bar + BAR + (frame.line if left else 0))
    return Row(
        side=side,
        label=cut(clean(side.label), label_room, frame.size),
        count=count,
        y=y,
        bar=bar,
        reach=extent(side) * unit,
        segments=parts,
        cells=_cells(extent(side), unit),
        stated=side.count * unit if side.disagrees and side.count is not None else None,
        note=cut(clean(note), frame.width - left, frame.small),
        under=under,
        ballots=listed,
        words=ballots,
        end=end + 4,
    )


def _cells(voters: int, unit: float) -> Sequence[float]:
    return [voter * unit for voter in range(1, voters)] if unit >= _NARROWEST_CELL else []


def _piece(vote: Vote, ballot: Ballot) -> Piece:
    count = "" if ballot.voters is None else f" {vote.number(ballot.voters)}"
    short = clean(ballot.short)
    name = ballot.name if ballot.name != short else ""
    tip = ", ".join(map(clean, ballot.persons)) or ballot.name
    return Piece((name + count).strip(), short, link=ballot.link, tip=tip)


def _inside(ballot: Ballot, room: float, size: float) -> str:
    short = clean(ballot.short)
    return short if short and width(short, size, bold=True) + 8 <= room else ""
