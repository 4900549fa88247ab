"""Which profile a document is read by: the one whose anchors fit best, else that of its language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from munigraph.errors import MunigraphError

from .language import detect
from .profile import Anchor, Profile, anchors, load
from .profile_files import profile_names
from .text import Source, View, fold

_ENOUGH = 3
"""Anchors of less weight than this are no template."""
_LOOKED_AT = 20_000
"""Characters of a document that anchors are looked for in: templates show at the beginning."""


_ALIKE = 88
"""From this likeness on (of 100) words stand in a damaged text."""


class NoLanguageError(MunigraphError):
    """A text in none of the languages that are read."""

    exit_code = 65


def choose(view: View, source: Source) -> Profile:
    """The profile for a document.

    Raises NoLanguageError where no template fits and the language is none that is read.
    """
    text = view.text[:_LOOKED_AT]
    found = _Document(text, fold(text), source.name)
    fits = {name: _fit(anchors(name), found) for name in profile_names()}
    best = max(fits, key=lambda name: fits[name])
    return load(best if fits[best] >= _ENOUGH else fallback(source))


def fallback(source: Source) -> str:
    """The name of the profile for a document's language."""
    names = profile_names()
    found = detect(source.text)
    code = source.language or (found.code if found else "")
    national = f"{code}-{found.country}" if found else code
    for name in (national, code):
        if name in names:
            return name
    raise NoLanguageError(
        f"{source.name or 'The text'} is in no language that is read"
        + (f" (it looks like {code})." if code else " (too few words of any)."),
        hint="name a profile: --profile " + " | ".join(names),
    )


@dataclass(frozen=True, slots=True)
class _Document:
    text: str
    folded: str
    path: str


def _fit(known: Iterable[Anchor], document: _Document) -> int:
    return sum(anchor.weight for anchor in known if _stands(anchor, document))


def _stands(anchor: Anchor, document: _Document) -> bool:
    if anchor.pattern is not None:
        return bool(anchor.pattern.search(document.path if anchor.where == "path" else document.text))
    words = anchor.words
    return words in document.folded or fuzz.partial_ratio(words, document.folded, score_cutoff=_ALIKE) > 0
