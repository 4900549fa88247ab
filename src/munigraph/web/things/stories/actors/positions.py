"""Positions taken: statements, questions, answers and proposals, of a person or a party."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from munigraph.names import ONTOLOGY

from ...sketch import Value
from .told import Line, by, every
from .when import When

STANCES = {ONTOLOGY + name: name for name in ("supports", "opposes", "criticises")}


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement in the record."""

    it: Value
    kind: Value | None
    parties: tuple[Value, ...]
    body: Value | None
    on: str
    persons: tuple[Value, ...]
    stances: tuple[tuple[str, Value], ...]
    """What it supports, opposes or criticises."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, with whom it was put to and what was answered."""

    it: Value
    on: str
    parties: tuple[Value, ...]
    addressees: tuple[Value, ...]
    answers: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, with the questions it is to and who had asked them."""

    it: Value
    when: When
    questions: tuple[Value, ...]
    askers: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A proposal that was moved, with what became of it."""

    it: Value
    on: str
    bodies: tuple[Value, ...]
    statuses: tuple[Value, ...]


def statements(lines: Iterable[Line]) -> tuple[Statement, ...]:
    """Statements, the latest first."""
    found = []
    for some in by(lines, "statement").values():
        stances = {(STANCES[line.text("stance")], line["target"]): None for line in some if "target" in line}
        first = some[0]
        found.append(
            Statement(
                it=first["statement"],
                kind=first.get("kind"),
                parties=every(some, "party"),
                body=first.get("body"),
                on=first.text("on"),
                persons=every(some, "person"),
                stances=tuple(stances),
            )
        )
    return tuple(sorted(found, key=lambda statement: statement.on, reverse=True))


def questions(lines: Iterable[Line]) -> tuple[Question, ...]:
    """Questions, the latest first."""
    found = [
        Question(
            it=some[0]["question"],
            on=some[0].text("on"),
            parties=every(some, "party"),
            addressees=every(some, "addressee"),
            answers=every(some, "answer"),
        )
        for some in by(lines, "question").values()
    ]
    return tuple(sorted(found, key=lambda question: question.on, reverse=True))


def answers(lines: Iterable[Line]) -> tuple[Answer, ...]:
    """Answers, the latest first."""
    found = []
    for some in by(lines, "answer").values():
        on = some[0].text("on")
        when = When(stated=on, not_before=some[0].text("notBefore"), not_after=some[0].text("notAfter"))
        found.append(Answer(some[0]["answer"], when, every(some, "question"), every(some, "asker")))
    return tuple(sorted(found, key=lambda answer: answer.when.first, reverse=True))


def moved(lines: Iterable[Line]) -> tuple[Moved, ...]:
    """Proposals, the latest first."""
    found = [
        Moved(some[0]["proposal"], some[0].text("on"), every(some, "body"), every(some, "status"))
        for some in by(lines, "proposal").values()
    ]
    return tuple(sorted(found, key=lambda proposal: proposal.on, reverse=True))
