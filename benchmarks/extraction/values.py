"""What of a fact is compared, after writing it in one way.

Bodies without regard to case; parties by the letter they have in their country; lists as
multisets; a side of a vote that is not mentioned is one nobody voted for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

Fact = Mapping[str, Any]
SIDES = ("for", "against", "abstain")


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be found: its place, and its value as it is compared."""

    value: Hashable
    start: int
    end: int
    fact: Fact


@cache
def _aliases(language: str) -> dict[str, str]:
    path = Path(__file__).parent / "gold" / "party-aliases.json"
    table = json.loads(path.read_text(encoding="utf-8")).get(language[:2], {})
    return {form.casefold(): code for code, forms in table.items() for form in (code, *forms)}


def _party(party: str | None, language: str) -> str | None:
    return _aliases(language).get(party.casefold(), party.casefold()) if party else None


def _name(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()


def _people(pairs: Iterable[Any], language: str) -> tuple[Hashable, ...]:
    named = (pair if isinstance(pair, list) else [pair, None] for pair in pairs)
    return tuple(sorted((_name(name), _party(party, language) or "") for name, party in named))


def _parties(parties: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(sorted(str(_party(party, language)) for party in parties))


def _decision(fact: Fact, language: str) -> Hashable:
    return fact["status"], _name(fact.get("body")), fact.get("date")


def _vote(fact: Fact, language: str) -> Hashable:
    sides = fact["sides"]
    counts = tuple((sides[side]["count"] or 0, _parties(sides[side]["parties"], language)) for side in SIDES)
    return fact["sequence"], counts, fact.get("outcome")


def _proposal(fact: Fact, language: str) -> Hashable:
    return fact["kind"], _people(fact["movers"], language), _parties(fact["parties"], language)


def _statement(fact: Fact, language: str) -> Hashable:
    return fact["kind"], _people(fact["signatories"], language), _parties(fact["parties"], language)


def _question(fact: Fact, language: str) -> Hashable:
    return fact["kind"], _people(fact["by"], language), _people(fact["to"], language)


def _answer(fact: Fact, language: str) -> Hashable:
    return tuple(sorted(_name(each[0] if isinstance(each, list) else each) for each in fact["by"]))


def _plain(*keys: str) -> Callable[[Fact, str], Hashable]:
    return lambda fact, _: tuple(_name(str(fact.get(key))) for key in keys)


_VALUES: dict[str, Callable[[Fact, str], Hashable]] = {
    "decision": _decision,
    "vote": _vote,
    "proposal": _proposal,
    "statement": _statement,
    "question": _question,
    "answer": _answer,
    "disqualified": lambda fact, language: _people(fact["persons"], language),
    "identifier": _plain("scheme", "value"),
    "date": _plain("value"),
    "amount": _plain("value", "currency"),
    "reference": _plain("kind", "date", "item"),
    "membership": _plain("member", "network", "status"),
    "agreement": lambda fact, _: (tuple(sorted(map(_name, fact["partners"]))), fact.get("date")),
}  # fmt: skip


def items(facts: Iterable[Fact], language: str) -> Iterator[tuple[str, Item]]:
    """What is to be found, by what it is called in the table: each fact, and parts of some beside."""
    for fact in facts:
        kind = fact["fact"]
        if kind in _VALUES:
            yield kind, _item(fact, _VALUES[kind](fact, language))
        yield from _parts(kind, fact, language)


def _parts(kind: str, fact: Fact, language: str) -> Iterator[tuple[str, Item]]:
    """Parts scored for themselves: who voted how, what a side means, who moved, what became of it."""
    if kind == "vote":
        for side in SIDES:
            for name, party in fact["sides"][side]["voters"]:
                yield "ballot", _item(fact, (_people([[name, party]], language), side))
            meaning = (fact.get("meaning") or {}).get(side)
            if meaning:
                yield "vote meaning", _item(fact, (side, _name(meaning)))
    elif kind == "proposal":
        for pair in fact["movers"]:
            yield "mover", _item(fact, _people([pair], language))
        yield "proposal outcome", _item(fact, (_proposal(fact, language), fact.get("outcome")))
    elif kind == "statement":
        for pair in fact["signatories"]:
            yield "signatory", _item(fact, _people([pair], language))
    elif kind == "decision":
        yield "decision status", _item(fact, fact["status"])


def _item(fact: Fact, value: Hashable) -> Item:
    return Item(value, fact["start"], fact["end"], fact)
