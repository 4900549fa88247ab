"""Many documents drafted as one: in order of date, body and item, each thing described by the first."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from munigraph.errors import UsageError

from .draft import Draft, Place, draft, place
from .known import Known
from .ledger import Ledger
from .papers import Paper
from .people import People

_DIGITS = re.compile(r"(\d+)")


def drafts(
    papers: Iterable[Paper], known: Known, opened: Callable[[Collection[str]], Ledger]
) -> Iterator[Draft]:
    """The drafts of some documents, in an order that does not depend on theirs.

    `opened` gives, for the slugs of these documents, a ledger of what is described already.

    Raises MissingError for a document of an unknown municipality or body, UsageError where
    two documents would have one name.
    """
    placed = _placed(papers, known)
    people = People(known)
    for at, paper in placed:
        people.hear(paper, at.municipality)
    ledger = opened([at.slug for at, _ in placed])
    for at, paper in placed:
        yield draft(paper, at, known, ledger, people)


def _placed(papers: Iterable[Paper], known: Known) -> list[tuple[Place, Paper]]:
    placed: dict[str, tuple[Place, Paper]] = {}
    for paper in papers:
        at = place(paper, known)
        if at.slug in placed:
            other = placed[at.slug][1].source.name
            raise UsageError(
                f"{paper.source.name} and {other} are both {at.slug}",
                hint="give the number of the item that a document is about in the index, or with --item",
            )
        placed[at.slug] = at, paper
    return sorted(placed.values(), key=_order)


def _order(one: tuple[Place, Paper]) -> tuple[object, ...]:
    at, paper = one
    return (
        paper.parts[0].date or "",
        at.folder,
        [int(each) if each.isdigit() else each for each in _natural(at.slug)],
    )


def _natural(text: str) -> list[str]:
    return _DIGITS.split(text)
