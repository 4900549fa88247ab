"""Decisions as lists show them, and how many there were of each status in each year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from munigraph.names import PREFIXES, VOCABULARY

from ....texts.dates import PartialDate
from ...sketch import Value
from .told import Line, Told, by

STATUSES = tuple(
    f"{VOCABULARY}decision-status/{name}"
    for name in (
        "adopted", "rejected", "noted", "postponed", "referred", "recommended", "recommitted", "tabled",
        "completed", "filed", "repealed",
    )
)  # fmt: skip
"""What was agreed to and what was refused come first, and so have colours of their own in columns."""


LONGEST_SPAN = 200
_DATATYPES = {"day": "date", "month": "gYearMonth", "year": "gYear"}


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, with the numbers of the vote by which it was taken, if it was."""

    it: Value
    on: str
    status: Value | None
    body: Value | None
    vote: Value | None
    counts: str
    """For, against and, where it is told, abstaining: 3–6–2, or 38–43."""
    inferred: bool
    """Whether it only follows that it is a decision of the thing that the page is about."""


@dataclass(frozen=True, slots=True)
class ByYear:
    """How many of several sorts there were in each year."""

    sorts: tuple[Value, ...]
    years: tuple[int, ...]
    """All years from the first to the last, if these are not centuries apart."""
    numbers: tuple[tuple[int, ...], ...]
    """For each sort the number of each year."""
    undated: tuple[int, ...]
    """For each sort the number of those without a date."""

    @property
    def total(self) -> int:
        return sum(map(sum, self.numbers)) + sum(self.undated)

    @property
    def undated_sorts(self) -> tuple[tuple[Value, int], ...]:
        """The sorts of which some have no date, each with how many."""
        return tuple((sort, count) for sort, count in zip(self.sorts, self.undated, strict=True) if count)

    @property
    def sums(self) -> tuple[int, ...]:
        """Of each sort all there were."""
        return tuple(sum(some) + rest for some, rest in zip(self.numbers, self.undated, strict=True))


def latest_days(lines: tuple[Line, ...], most: int) -> str:
    """The last days on which anything was decided, as literals of SPARQL."""
    texts = {text for line in lines for text in line.text("dates").split()}
    dates = {text: date for text in texts if (date := PartialDate.read(text))}
    last = sorted(dates, key=lambda text: (dates[text].last, text), reverse=True)[:most]
    return " ".join(f'"{text}"^^<{PREFIXES["xsd"]}{_DATATYPES[dates[text].precision]}>' for text in last)


def decisions(told: Told, name: str) -> tuple[Decided, ...]:
    """The decisions of an answer, the latest first and those without a date last."""
    found = [_decided(told, lines) for lines in by(told[name], "decision").values()]
    return tuple(sorted(found, key=lambda decided: decided.on, reverse=True))


def by_year(lines: tuple[Line, ...], sort: str, count: str, order: tuple[str, ...] = ()) -> ByYear:
    """The numbers of an answer by a sort of thing and year; sorts in an order, others after by name."""
    found: dict[str, dict[int, int]] = {}
    named = {line.text(sort): line[sort] for line in lines if sort in line}
    for line in lines:
        found.setdefault(line.text(sort), {})[line.number("year")] = line.number(count)
    sorts = sorted(named, key=lambda iri: (order.index(iri) if iri in order else len(order), named[iri].text))
    known = {year for numbers in found.values() for year in numbers if year}
    years = spanned(known)
    numbers = tuple(tuple(found[iri].get(year, 0) for year in years) for iri in sorts)
    return ByYear(
        tuple(named[iri] for iri in sorts), years, numbers, tuple(found[iri].get(0, 0) for iri in sorts)
    )


def spanned(known: Iterable[int]) -> tuple[int, ...]:
    """All years from the first to the last; only those known where something must be wrong with them."""
    years = sorted(known)
    if years and years[-1] - years[0] <= LONGEST_SPAN:
        return tuple(range(years[0], years[-1] + 1))
    return tuple(years)


def _decided(told: Told, lines: list[Line]) -> Decided:
    first = lines[0]
    status, body, vote = map(first.get, ("status", "body", "vote"))
    return Decided(
        first["decision"], first.text("on"), status, body, vote, _counts(first), told.follows(lines)
    )


def _counts(line: Line) -> str:
    """Who is for and against, with who abstained where that is told."""
    told = [line.text(name) for name in ("for", "against", "abstaining")]
    if not any(told):
        return ""
    return "–".join(count or "?" for count in (told if told[2] else told[:2]))
