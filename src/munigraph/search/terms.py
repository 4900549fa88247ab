"""A question as the words it is made of, and each of these as the words of the index it may stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from munigraph.folding import LONGEST_WORD, Chunk

from .vocabulary import Vocabulary

_GENITIVE = "s"
_SHORTEST_NAME = 3
"""Letters of a word that may have a genitive ending."""

EXACT, GENITIVE, CONTINUED = 1.0, 0.95, 0.85
CORRECTED = {1: 0.7, 2: 0.5}
"""How well a word fits that was meant, by the number of mistakes."""
_MOST_CORRECTIONS = 6


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a question."""

    typed: str
    unfinished: bool
    """Whether more letters may follow."""
    forms: Mapping[str, float]
    """The words of the index that it may stand for, each with how well it fits."""

    def expression(self) -> str:
        """For FTS5. The words are ours, folded, so that there is nothing in them to be escaped."""
        return "(" + " OR ".join(f'"{form}"' for form in self.forms) + ")"


@dataclass(frozen=True, slots=True)
class Part:
    """What was typed without a space between: all of its words, or the one word that they make up."""

    terms: tuple[Term, ...]
    joined: Term | None = None

    @property
    def possible(self) -> bool:
        return all(term.forms for term in self.terms) or bool(self.joined and self.joined.forms)

    def expression(self) -> str:
        ways = []
        if all(term.forms for term in self.terms):
            ways.append("(" + " AND ".join(term.expression() for term in self.terms) + ")")
        if self.joined and self.joined.forms:
            ways.append(self.joined.expression())
        return "(" + " OR ".join(ways) + ")"


Sought = Sequence[Part]


def terms(sought: Sought) -> list[Term]:
    return [term for part in sought for term in part.terms]


def understood(chunks: Sequence[Chunk], unfinished: bool, vocabulary: Vocabulary) -> list[Part]:
    """The chunks of a question as they stand; the last word may be unfinished."""
    whole = ["".join(chunk)[:LONGEST_WORD] if len(chunk) > 1 else "" for chunk in chunks]
    counts = vocabulary.counts({*chain.from_iterable(map(_endings, chain(*chunks, whole)))})
    found = []
    for place, chunk in enumerate(chunks):
        last = unfinished and place == len(chunks) - 1
        typed = [
            _term(word, last and number == len(chunk) - 1, counts, vocabulary)
            for number, word in enumerate(chunk)
        ]
        joined = _term(whole[place], last, counts, vocabulary) if whole[place] else None
        found.append(Part(tuple(typed), joined))
    return found


def mended(sought: Sought, vocabulary: Vocabulary, all_of_them: bool) -> list[Part]:
    """The question with words that are nearly those typed, where there are none as typed or for all words."""
    return [
        part
        if part.possible and not all_of_them
        else replace(part, terms=tuple(_mended(term, vocabulary) for term in part.terms))
        for part in sought
    ]


def expression(sought: Iterable[Part], kinds: Iterable[str] = ()) -> str:
    """The question as FTS5 wants it: of each part something; with `kinds`, of one of these."""
    parts = [part.expression() for part in sought]
    tokens = [f'"{token}"' for token in kinds]
    return " AND ".join([*parts, "(" + " OR ".join(tokens) + ")"] if tokens else parts)


def _term(word: str, unfinished: bool, counts: Mapping[str, int], vocabulary: Vocabulary) -> Term:
    forms = {form: EXACT if form == word else GENITIVE for form in _endings(word) if form in counts}
    if unfinished:
        forms = dict.fromkeys(vocabulary.continuations(word), CONTINUED) | forms
    return Term(word, unfinished, forms)


def _mended(term: Term, vocabulary: Vocabulary) -> Term:
    near = vocabulary.near(term.typed, term.unfinished)[:_MOST_CORRECTIONS]
    meant = {each.word: CORRECTED[each.distance] for each in near}
    return replace(term, forms=meant | dict(term.forms))


def _endings(word: str) -> tuple[str, ...]:
    """A word with and without the ending of the genitive."""
    if len(word) < _SHORTEST_NAME or not word[-1:].isalpha():
        return (word,) if word else ()
    if word.endswith(_GENITIVE) and len(word) > _SHORTEST_NAME:
        return word, word.removesuffix(_GENITIVE)
    return word, word + _GENITIVE
