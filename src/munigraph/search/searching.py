"""From a question to what there is to it: as it was typed, else with mistakes forgiven, else in part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from munigraph.folding import Chunk, beginning, chunks, located

from .entries import kind_token
from .hits import hits
from .lookup import Lookup
from .question import MOST_COUNTED, MOST_WORDS, Found, Hit, Question
from .terms import CONTINUED, CORRECTED, Part, Term, expression, mended, terms, understood
from .vocabulary import Vocabulary

_FEW = 3
"""Where no more was found than this, something else may have been meant …"""
_MORE = 10
"""… of which there is so many times as much."""
_MOST_TO_LEAVE_OUT = 6
"""Of so many parts it is tried to leave out one after the other."""
_NOTHING = Found((), 0, {})


def search(question: Question, lookup: Lookup) -> Found:
    """What there is to a question."""
    return _Search(question, lookup, Vocabulary(lookup.ask)).found()


@dataclass(frozen=True, slots=True)
class _Search:
    question: Question
    lookup: Lookup
    vocabulary: Vocabulary

    def found(self) -> Found:
        text = self.question.text
        sought = understood(list(_counting(chunks(text))), not text[-1:].isspace(), self.vocabulary)
        if not sought:
            return self._browsed()
        found = self._of(sought)
        if found.total:
            return replace(found, maybe=self._doubt(sought)) if found.total <= _FEW else found
        if found.kinds or self._is_elsewhere(sought):
            return found
        for all_of_them in (False, True):
            meant = mended(sought, self.vocabulary, all_of_them)
            found = self._of(meant)
            if found.total:
                return replace(found, meant=self._spelt(terms(meant), found.hits))
        return self._in_part(mended(sought, self.vocabulary, False))

    def _browsed(self) -> Found:
        """All there is of the kinds that are wanted, where there are no words to look for."""
        counts = {kind.iri: kind.things for kind in self.lookup.kinds.values()}
        return self._found((), counts) if self._kind_tokens() else replace(_NOTHING, kinds=counts)

    def _of(self, sought: Sequence[Part]) -> Found:
        """What has all words."""
        if not sought or not all(part.possible for part in sought):
            return _NOTHING
        counts = self.lookup.by_kind(expression(sought), self._most) if self.question.counted else {}
        if self.question.kinds and not self._kind_tokens():
            return replace(_NOTHING, kinds=counts)
        return self._found(sought, counts)

    def _found(self, sought: Sequence[Part], counts: Mapping[str, int]) -> Found:
        kinds, most = self._kind_tokens(), self._most
        total = self.lookup.total(expression(sought, kinds), most + 1)
        found = hits(self.question, self.lookup, sought, kinds) if total else ()
        return Found(tuple(found), min(total, most), counts, total > most)

    def _is_elsewhere(self, sought: Sequence[Part]) -> bool:
        """Whether there are things that have all words, but of other kinds than are wanted."""
        possible = self.question.kinds and all(part.possible for part in sought)
        return bool(possible and self.lookup.places(expression(sought), 1))

    @property
    def _most(self) -> int:
        return MOST_COUNTED if self.question.counted else self.question.offset + self.question.limit

    def _in_part(self, sought: Sequence[Part]) -> Found:
        """What has the words that there are or, if nothing has all of these, all but one of a few."""
        possible = [part for part in sought if part.possible]
        fewer = possible if len(possible) <= _MOST_TO_LEAVE_OUT else []
        for some in (possible, *([part for part in possible if part is not other] for other in fewer)):
            found = self._of(some)
            if found.total:
                return replace(found, left_out=tuple(self._left_out(sought, some)))
        return _NOTHING

    def _doubt(self, sought: Sequence[Part]) -> str:
        """The question as it may have been meant, where there is next to nothing to it as it was typed."""
        typed = [term.typed for part in sought for term in part.terms]
        counts = self.vocabulary.counts(typed)
        better = {}
        for word in typed:
            near = next(iter(self.vocabulary.near(word, unfinished=False)), None)
            if near and near.distance == 1 and near.things >= _MORE * counts.get(word, 1):
                better[word] = near.word
        if not better:
            return ""
        meant = [_with(part, better) for part in sought]
        found = self._of(meant)
        return self._spelt(terms(meant), found.hits) if found.total else ""

    def _spelt(self, meant: Sequence[Term], found: Sequence[Hit]) -> str:
        """The question with words that were mended as the first thing found has them in its name."""
        text, done, pieces = self.question.text, 0, []
        for place, term in zip(located(text), meant, strict=False):
            spelling = _spelling(term, found)
            if spelling:
                pieces += [text[done : place.start], spelling]
                done = place.end
        return "".join(pieces) + text[done:]

    def _left_out(self, sought: Sequence[Part], kept: Sequence[Part]) -> Iterator[str]:
        """The words that were given up, as they were typed."""
        places = located(self.question.text)
        for part in sought:
            for _, place in zip(part.terms, places, strict=False):
                if not any(part is each for each in kept):
                    yield self.question.text[place.start : place.end]

    def _kind_tokens(self) -> list[str]:
        kinds = self.lookup.kinds.items()
        return sorted(kind_token(number) for number, kind in kinds if kind.iri in self.question.kinds)


def _counting(typed: Iterable[Chunk]) -> Iterator[Chunk]:
    """The chunks that count."""
    words = 0
    for chunk in typed:
        words += len(chunk)
        if words > MOST_WORDS:
            return
        yield chunk


def _with(part: Part, better: Mapping[str, str]) -> Part:
    """A part with other words in the place of some."""
    changed = [
        replace(term, forms={better[term.typed]: CORRECTED[1]}) if term.typed in better else term
        for term in part.terms
    ]
    return Part(tuple(changed))


def _spelling(term: Term, found: Sequence[Hit]) -> str:
    """What a word was taken for, as it is written where it was found; empty where it was not mended."""
    names = [hit.matched.text for hit in found]
    meant = max(term.forms, key=lambda form: term.forms[form], default="")
    if term.forms.get(meant, CONTINUED) >= CONTINUED:  # there is such a word, but perhaps not with the others
        first = [place.word for name in names[:1] for place in located(name)]
        meant = max(first, key=lambda word: term.forms.get(word, 0.0), default="")
        if not 0.0 < term.forms.get(meant, 0.0) < CONTINUED:
            return ""
    written = (name[at.start : at.end] for name in names for at in located(name) if at.word.startswith(meant))
    first_written = next(written, meant)
    return first_written[: beginning(first_written, meant)]
