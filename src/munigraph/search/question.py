"""What is asked of an index, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .entries import Name
from .ranking import Span

LONGEST_QUESTION = 300
"""Characters."""
MOST_WORDS = 16
"""Words of a question that count; the rest is not looked at."""

MOST_COUNTED = 10_000
"""So many things are counted; if there are more, it is said that there are."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for."""

    text: str
    kinds: tuple[str, ...] = ()
    """IRIs of classes; a thing of any of these will do. Empty for all. Without words, all things of these."""
    language: str = "en"
    """In which things are to be named."""
    limit: int = 20
    offset: int = 0
    counted: bool = True
    """Whether it matters how many there are, and of which kinds."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A class that things in the index have."""

    iri: str
    names: tuple[Name, ...]
    """What the index calls it; none where it is described elsewhere."""
    things: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found."""

    iri: str
    name: Name
    """What it is called in the language wanted."""
    kinds: tuple[str, ...]
    matched: Name
    """The name by which it was found."""
    marks: tuple[Span, ...]
    """The words in that name that were looked for."""
    score: float
    exact: bool
    """Whether the name has the words that were looked for and no others."""


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to a question."""

    hits: tuple[Hit, ...]
    total: int
    """How many things there are, as far as they were counted."""
    kinds: Mapping[str, int]
    """How many of them are of each kind, whatever kinds were asked for."""
    more: bool = False
    """Whether there are more than were counted."""
    meant: str = ""
    """What was looked for instead of what was typed, of which there is nothing."""
    maybe: str = ""
    """What may have been meant, although there is something of what was typed."""
    left_out: tuple[str, ...] = ()
    """Words of the question that nothing has together with the others."""
