"""Drawings of what stories tell: what changed over the years, who is where, how many there were of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

from ....drawing import (
    Columns,
    Drawing,
    Line,
    Map,
    Mark,
    Place,
    Series,
    Sign,
    Timeline,
    Tone,
    draw_columns,
    draw_map,
    draw_timeline,
)
from ....page import linking
from ....texts import Texts
from ....texts.dates import PartialDate
from .decided import ByYear, spanned
from .joining import Membership, Proposal
from .points import Point
from .seats import Seat
from .when import When

MOST_SERIES = 6
MOST_LINES = 40
MOST_PLACES = 120
FEWEST_YEARS = 2
"""Numbers of a single year are no course of things."""


def counted_columns(t: Texts, counted: ByYear, title: str, ident: str) -> Drawing | None:
    """Columns by year, divided by sort; what is rare stands together where there are many sorts."""
    if len(counted.years) < FEWEST_YEARS:
        return None
    order = sorted(range(len(counted.sorts)), key=lambda place: -counted.sums[place])
    own = set(order if len(order) <= MOST_SERIES else order[: MOST_SERIES - 1])
    series = [
        Series(counted.sorts[place].text, counted.numbers[place])
        for place in range(len(counted.sorts))
        if place in own
    ]
    rest = [counted.numbers[place] for place in order if place not in own]
    if rest:
        series.append(Series(t("actors.others"), [sum(some) for some in zip(*rest, strict=True)]))
    return _columns(t, [str(year) for year in counted.years], series, title, ident)


def simple_columns(t: Texts, numbers: Mapping[int, int], title: str, ident: str) -> Drawing | None:
    """Columns of one sort by year; years without any have no height."""
    years = [year for year in numbers if year]
    if len(years) < FEWEST_YEARS:
        return None
    every = spanned(years)
    return _columns(
        t,
        [str(year) for year in every],
        [Series(title, [numbers.get(year, 0) for year in every])],
        title,
        ident,
    )


def joined_columns(t: Texts, memberships: Iterable[Membership], title: str) -> Drawing | None:
    """How many members joined or were first named in each year."""
    first: dict[str, int] = {}
    for membership in memberships:
        if year := membership.when.year:
            first[membership.other.iri] = min(year, first.get(membership.other.iri, year))
    return simple_columns(t, dict(sorted(Counter(first.values()).items())), title, "joined")


def _columns(t: Texts, years: Sequence[str], series: Sequence[Series], title: str, ident: str) -> Drawing:
    names = ", ".join(each.name for each in series)
    return draw_columns(
        Columns(title, names, years, series, t("actors.year"), t("actors.total"), t.number), ident
    )


def networks_timeline(
    t: Texts, memberships: Iterable[Membership], proposals: Iterable[Proposal], title: str, what: str
) -> Drawing | None:
    """Memberships and proposals by network or by member; a proposal never looks like a membership."""
    at = linking()
    marks: dict[str, list[Mark]] = {}
    named = {}
    for membership in memberships:
        named[membership.other.iri] = membership.other
        role = membership.role.text if membership.role else ""
        tone = Tone.STRONG if membership.steering else Tone.PLAIN
        marks.setdefault(membership.other.iri, []).extend(
            _marks(t, membership.when, tone, role, at(membership.it.path))
        )
    for proposal in proposals:
        day = PartialDate.read(proposal.dated)
        if proposal.other and day:
            named[proposal.other.iri] = proposal.other
            text = f"{t('actors.networks.proposed')}: {t.date(proposal.dated)}"
            mark = Mark(Tone.HOLLOW, day, moment=True, text=text, link=at(proposal.it.path))
            marks.setdefault(proposal.other.iri, []).append(mark)
    lines = [Line(named[iri].text, some, at(named[iri].path)) for iri, some in marks.items() if some]
    tones = (
        (Tone.STRONG, t("actors.networks.steering")),
        (Tone.PLAIN, t("actors.networks.member")),
        (Tone.HOLLOW, t("actors.networks.proposed")),
    )
    return _timeline(t, lines, tones, title, what, "networks-time")


def mandates_timeline(t: Texts, seats: Iterable[Seat], title: str) -> Drawing | None:
    """Mandates by body, with the role and the party at the time."""
    at = linking()
    marks: dict[str, list[Mark]] = {}
    named = {}
    for seat in seats:
        if seat.body:
            named[seat.body.iri] = seat.body
            said = ", ".join(value.text for value in (seat.role, seat.party) if value)
            marks.setdefault(seat.body.iri, []).extend(
                _marks(t, seat.when, Tone.PLAIN, said, at(seat.mandate.path))
            )
    lines = [Line(named[iri].text, some, at(named[iri].path)) for iri, some in marks.items() if some]
    tones = ((Tone.PLAIN, t("actors.mandates.title")),)
    return _timeline(t, lines, tones, title, t("actors.body"), "mandates-time")


def _marks(t: Texts, when: When, tone: Tone, said: str, link: str) -> list[Mark]:
    """A span where it is known when it began or ended; else the moment at which it was stated."""
    text = ", ".join(filter(None, (said, when.words(t))))
    start, end, stated = when.start, PartialDate.read(when.until), PartialDate.read(when.stated)
    if start or end:
        return [Mark(tone, start, end, text=text, link=link)]
    return [Mark(tone, stated, moment=True, text=text, link=link)] if stated else []


def _timeline(
    t: Texts, lines: Sequence[Line], tones: Sequence[tuple[Tone, str]], title: str, what: str, ident: str
) -> Drawing | None:
    if not lines:
        return None
    every, lines = len(lines), sorted(lines, key=lambda line: line.label.casefold())[:MOST_LINES]
    met = {mark.tone for line in lines for mark in line.marks}
    shown = [each for each in tones if each[0] in met]
    names = ", ".join(line.label for line in lines)
    drawing = draw_timeline(Timeline(title, names, lines, shown, what, t("actors.when_head")), ident)
    return replace(drawing, note=_left_out(t, "lines", len(lines), every))


def drawn_map(
    t: Texts, points: Iterable[Point], signs: Mapping[str, tuple[Sign, str]], title: str, what: str
) -> Drawing | None:
    """Places by the sign of the first of their reasons that has one; the most important are named first."""
    at = linking()
    order = {how: place for place, how in enumerate(signs)}
    placed = []
    for point in points:
        known = sorted((how for how in point.how if how in order), key=lambda how: order[how])
        if known and point.latitude is not None and point.longitude is not None:
            sign, _ = signs[known[0]]
            text = ", ".join(signs[how][1] for how in known)
            where = (point.latitude, point.longitude)
            placed.append((order[known[0]], Place(point.it.text, *where, sign, text, at(point.it.path))))
    if not placed:
        return None
    every, placed = len(placed), sorted(placed, key=itemgetter(0))[:MOST_PLACES]
    met = {place.sign for _, place in placed}
    legend = {sign: name for sign, name in signs.values() if sign in met}
    places = [place for _, place in placed]
    names = ", ".join(place.label for place in places[:MOST_LINES])
    drawing = draw_map(Map(title, names, places, list(legend.items()), what, t("actors.map.why")), "map")
    return replace(drawing, note=_left_out(t, "places", len(places), every))


def _left_out(t: Texts, what: str, shown: int, every: int) -> str:
    """How many are drawn, where that is not all."""
    return t(f"actors.drawn.{what}", shown=t.number(shown), all=t.number(every)) if shown < every else ""
