"""Titles that are the thing itself: a motion, a question, an initiative of parties."""

from __future__ import annotations

from dataclasses import dataclass

from .entities import PARTIES, PEOPLE, Entity, Passage
from .facts import Named
from .profile import Profile
from .text import Span


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says the item is, whose, and to whom it is put."""

    kind: str
    raw: Span
    rule: str
    persons: tuple[Named, ...] = ()
    parties: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()


def title(text: Passage, profile: Profile) -> Title | None:
    """The title read, where it is one of a motion, a question or an initiative."""
    whole = text.sentence(0, len(text.view.text))
    for rule in profile.of("titles"):
        found = rule.pattern.match(text.view.text, whole.start, whole.end)
        if found is None:
            continue
        said = found.span("by") if "by" in rule.pattern.groupindex else (0, 0)
        by = [text.entities[at] for at in range(*said) if at in text.entities]
        persons = tuple(person for entity in by if entity.mark == PEOPLE for person in entity.persons)
        parties = tuple(party for entity in by if entity.mark == PARTIES for party in entity.parties)
        if persons or parties or rule.means.get("bare"):
            raw = text.view.raw(found.start())
            to = found.span("to") if "to" in rule.pattern.groupindex else (-1, -1)
            return Title(str(rule.means["name"]), raw, rule.name, persons, parties, addressees(text, *to))
    return None


def movers(text: Passage, profile: Profile) -> tuple[Named, ...]:
    """Those who moved the motion that an item is about, where a text tells of it."""
    for rule in profile.of("movers"):
        found = rule.pattern.search(text.view.text)
        if found and "by" in rule.pattern.groupindex:
            return text.entities[found.start("by")].persons
    return ()


def addressees(text: Passage, start: int, end: int) -> tuple[str, ...]:
    """Persons named in a part of a passage; where there are none, the office that it names."""
    if start < 0:
        return ()
    entities: list[Entity] = [text.entities[at] for at in range(start, end) if at in text.entities]
    persons = tuple(name for entity in entities for name, _ in entity.persons if name)
    wording = text.view.text[start:end].strip()
    return persons or ((wording,) if wording else ())
