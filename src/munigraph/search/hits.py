"""The things that were found, in order, each with the name by which it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from .entries import Entry, Name, Role, whole
from .lookup import Lookup
from .question import Hit, Question
from .ranking import Match, Ranking
from .terms import Part, expression, terms

_WEIGHED = 150
"""So many of the best known things are put in order by their names; those after them follow as they are."""
_MOST_EXACT = 50
"""So many things whose name is just what was typed are among them, however little known."""
_OTHERWISE = ("en", "", "da", "sv")
"""The languages of a name for things that have none in the language wanted."""


def hits(question: Question, lookup: Lookup, sought: Sequence[Part], kinds: Sequence[str]) -> Iterator[Hit]:
    """The things from `offset` on, as many as are wanted."""
    words = expression(sought, kinds)
    ranking = Ranking(terms(sought), question.text, question.language)
    first = lookup.places(words, _WEIGHED)
    exact = _exact(lookup, sought, kinds) if len(first) == _WEIGHED else []
    weighed = lookup.entries(sorted({*first, *exact}))
    ordered = sorted(
        ((ranking.best(entry), entry) for entry in weighed.values()),
        key=lambda found: (-found[0].score, found[1].iri),
    )
    end = question.offset + question.limit
    for match, entry in ordered[question.offset : end]:
        yield _hit(match, entry, ranking, question.language)
    missing = min(end - len(ordered), question.limit)
    if missing > 0 and len(first) == _WEIGHED:
        start = max(question.offset - len(ordered), 0)
        places = _after(lookup, words, {*exact}.difference(first), start, missing)
        for entry in lookup.entries(places).values():
            yield _hit(ranking.best(entry), entry, ranking, question.language)


def called(names: Iterable[Name], language: str) -> Name:
    """Which of the names of a thing to call it by in a language.

    Raises ValueError where there are none.
    """
    languages = dict.fromkeys((language, *_OTHERWISE))
    order = {each: place for place, each in enumerate(languages)}

    def rank(name: Name) -> tuple[int, int, str]:
        return _ROLES.index(name.role), order.get(name.language, len(order)), name.text

    return min(names, key=rank)


_ROLES = (Role.LABEL, Role.TITLE, Role.OTHER, Role.CODE)


def _exact(lookup: Lookup, sought: Sequence[Part], kinds: Sequence[str]) -> list[int]:
    """Where things are that have a name of just these words."""
    token = whole([term.typed for term in terms(sought)])
    if not token:
        return []
    tokens = " OR ".join(f'"{kind}"' for kind in kinds)
    return lookup.places(f'"{token}" AND ({tokens})' if kinds else f'"{token}"', _MOST_EXACT)


def _after(lookup: Lookup, words: str, extra: Set[int], start: int, most: int) -> list[int]:
    """Places after those that were weighed, but not of what was weighed out of order."""
    places = lookup.places(words, start + most + len(extra), _WEIGHED)
    return [place for place in places if place not in extra][start : start + most]


def _hit(match: Match, entry: Entry, ranking: Ranking, language: str) -> Hit:
    name = called(entry.names, language)
    by = ranking.shown(match, name)
    marks = tuple(ranking.marks(by.text))
    return Hit(entry.iri, name, entry.kinds, by, marks, match.score, match.exact)
