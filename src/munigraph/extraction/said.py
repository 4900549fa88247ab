"""What minutes tell of the proceedings of an item, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass

from .asking import Ask
from .entities import Sentence
from .facts import Named, Unread
from .names import Person
from .segments import Section
from .text import Span


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a known kind, read: base of what happens."""

    section: Section
    sentence: Sentence
    rule: str

    @property
    def raw(self) -> Span:
        return self.sentence.raw


@dataclass(frozen=True, slots=True)
class Move(Said):
    """Somebody moves something."""

    movers: tuple[Named, ...] = ()
    parties: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding(Said):
    """The chair puts texts to the body and finds what it decided; or the body decides at once."""

    chair: Named | None = None
    put: tuple[Ask, ...] = ()
    found: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class Sides(Said):
    """A sentence of a vote: what the sides stand for, the result, who voted how (`divisions.py`)."""


@dataclass(frozen=True, slots=True)
class Opening(Said):
    """Somebody says something; where a colon `opens` a text, `more` is the rest of it.

    `subject_first`: the sentence begins as minutes begin one, with who says it or that it is said.
    """

    who: tuple[Named, ...] = ()
    parties: tuple[str, ...] = ()
    verb: str = ""
    opens: bool = False
    subject_first: bool = False
    more: tuple[Sentence, ...] = ()

    @property
    def whole(self) -> Span:
        """Where it stands with the text it opens."""
        return self.raw[0], (self.more[-1] if self.more else self.sentence).raw[1]


@dataclass(frozen=True, slots=True)
class Stated(Opening):
    """Somebody reserves, or has something noted."""


@dataclass(frozen=True, slots=True)
class Asked(Opening):
    """Somebody puts a question."""


@dataclass(frozen=True, slots=True)
class Answered(Said):
    """Somebody answers."""

    who: tuple[Named, ...] = ()
    subject_first: bool = False


@dataclass(frozen=True, slots=True)
class Absence(Said):
    """Somebody does not take part."""

    who: tuple[Named, ...] = ()
    parties: tuple[str, ...] = ()
    subject_first: bool = False


@dataclass(frozen=True, slots=True)
class Proceedings:
    """All that happens, in order, and what could not be read."""

    said: tuple[Said, ...] = ()
    unread: tuple[Unread, ...] = ()
    known: tuple[Person, ...] = ()
