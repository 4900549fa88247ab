"""The words of `words.toml`, as the generator uses them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from .terms import Texts

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "é": "e", " ": "-"})


@dataclass(frozen=True, slots=True)
class Country:
    """A country and how its towns, streets, persons and parties are called."""

    slug: str
    code: str
    language: str
    currency: str
    label: Texts
    scheme: str
    cases: str
    case_number: str
    regions: tuple[str, ...]
    town: tuple[tuple[str, ...], tuple[str, ...]]
    street: tuple[tuple[str, ...], tuple[str, ...]]
    first: tuple[str, ...]
    last: tuple[str, ...]
    parties: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of one of our lists: its slug, its kind, its label in three languages."""

    slug: str
    kind: str
    label: Texts


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words."""

    countries: tuple[Country, ...]
    topics: tuple[tuple[str, Texts], ...]
    openings: dict[str, Texts]
    bodies: tuple[Named, ...]
    administrations: tuple[Named, ...]
    networks: tuple[Named, ...]


@cache
def vocabulary() -> Vocabulary:
    """The words, read once."""
    content = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    bodies, networks = content["bodies"], content["networks"]["network"]
    return Vocabulary(
        tuple(Country(**{key: _frozen(value) for key, value in each.items()}) for each in content["country"]),
        tuple((area, (en, da, sv)) for area, en, da, sv in content["topics"]["topic"]),
        {key: (en, da, sv) for key, (en, da, sv) in content["openings"].items()},
        tuple(Named(slug, kind, (en, da, sv)) for slug, kind, en, da, sv in bodies["body"]),
        tuple(Named(slug, "", (en, da, sv)) for slug, en, da, sv in bodies["administration"]),
        tuple(Named(slug, area, (en, da, sv)) for area, slug, en, da, sv in networks),
    )


def slug(name: str) -> str:
    return name.lower().translate(LETTERS)


def street(country: Country, random: Random) -> str:
    """The name of a street, with a number now and then."""
    first, last = country.street
    name = first[int(random.random() * len(first))] + last[int(random.random() * len(last))]
    return f"{name} {random.randrange(1, 120)}" if random.random() < 0.5 else name


def person_name(country: Country, random: Random) -> str:
    """First name and surname; every fourth person has two surnames."""
    name = f"{random.choice(country.first)} {random.choice(country.last)}"
    return f"{name} {random.choice(country.last)}" if random.random() < 0.25 else name


def _frozen(value: Any) -> Any:
    """Lists as tuples, all the way down."""
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value
