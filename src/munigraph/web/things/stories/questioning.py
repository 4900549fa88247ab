"""The pages of a question and of an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..sketch import Span, Value
from .agents import Agent, doers
from .claims import Claim, are_cut, claims, wording
from .near import Near, near
from .setting import CaseNumber, identifiers
from .stating import stances
from .telling import Teller


@dataclass(frozen=True, slots=True)
class Asked:
    """A question."""

    it: Value
    by: tuple[Agent, ...]
    to: tuple[Value, ...]
    on: Value | None
    received: Value | None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer."""

    it: Value
    by: tuple[Agent, ...]
    on: Value | None
    earliest: Value | None
    latest: Value | None


@dataclass(frozen=True, slots=True)
class AskingStory:
    """A question with its answers, or an answer with the questions that it answers and the other answers."""

    questions: tuple[Asked, ...]
    answers: tuple[Answered, ...]
    cases: tuple[Value, ...]
    identifiers: tuple[CaseNumber, ...]
    about: tuple[Value, ...]
    areas: tuple[Value, ...]
    stances: tuple[tuple[str, tuple[Value, ...]], ...]
    note: Value | None
    claims: tuple[Claim, ...]
    wording: tuple[Span, ...]
    cut: bool


async def tell_question(teller: Teller) -> AskingStory:
    """What the page of a question tells."""
    found = await near(teller, "question", "claims", "wording")
    return await _story(teller, found, [teller.iri], found.things("answer"))


async def tell_answer(teller: Teller) -> AskingStory:
    """What the page of an answer tells: itself first, then the other answers to the same questions."""
    found = await near(teller, "answer", "claims", "wording")
    others = [thing for thing in found.things("answer") if thing != teller.iri]
    return await _story(teller, found, found.things("question"), [teller.iri, *others])


async def _story(
    teller: Teller, found: Near, questions: Iterable[str], answers: Iterable[str]
) -> AskingStory:
    this = teller.iri
    return AskingStory(
        questions=tuple(_asked(found, thing) for thing in questions),
        answers=tuple(_answered(found, thing) for thing in answers),
        cases=tuple(found.named(thing) for thing in found.things("case")),
        identifiers=identifiers(found),
        about=found.values(this, "about"),
        areas=found.values(this, "policyArea"),
        stances=stances(found, this),
        note=found.words(this, "basisNote"),
        claims=claims(found),
        wording=await wording(teller, found),
        cut=found.cut or are_cut(found),
    )


def _asked(found: Near, thing: str) -> Asked:
    on, received = found.value(thing, "askedOn"), found.value(thing, "receivedOn")
    day = on or received
    return Asked(
        it=found.named(thing),
        by=doers(found, thing, "askerMandate", "askedBy", day.text if day else ""),
        to=found.values(thing, "addressedTo"),
        on=on,
        received=received,
    )


def _answered(found: Near, thing: str) -> Answered:
    on = found.value(thing, "answeredOn")
    return Answered(
        it=found.named(thing),
        by=doers(found, thing, "answererMandate", "answeredBy", on.text if on else ""),
        on=on,
        earliest=found.value(thing, "notBefore"),
        latest=found.value(thing, "notAfter"),
    )
