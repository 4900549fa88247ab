"""What a diagram shows, before anything has a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """The name of what leads from one class to another."""

    text: str
    link: str = ""
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A class."""

    id: str
    text: str
    link: str = ""
    """Where it leads, on this site."""
    outside: bool = False
    """Whether it is of another part of the ontology, or of another one."""
    notes: Sequence[Label] = ()
    """What leads from it to itself, written inside."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """What leads from one class to another; without labels, that one is a kind of the other."""

    source: str
    target: str
    labels: Sequence[Label] = ()

    @property
    def inferred(self) -> bool:
        return bool(self.labels) and all(label.inferred for label in self.labels)


@dataclass(frozen=True, slots=True)
class DiagramWords:
    """What the table calls its columns, and an arrow without labels."""

    source: str
    arrow: str
    target: str
    below: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """Classes and the arrows between them; the order of both decides where equals stand."""

    title: str
    description: str
    boxes: Sequence[Box]
    arrows: Sequence[Arrow]
    words: DiagramWords
