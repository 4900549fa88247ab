"""A made-up municipality: its bodies, its parties, and who sat in its council in which term."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from .chance import chance
from .terms import Texts, inserted, term, thing
from .words import Country, Named, person_name, slug, vocabulary

FIRST_YEAR, LAST_YEAR = 1995, 2025
TERM = 4
ORDER = (0, 1, 2, 1, 0, 1, 3, 1, 0, 1)
"""The countries of ten towns, as their numbers of municipalities are to each other."""
PREFIXES = ("", "Nye ", "Store ", "Øvre ")


@dataclass(frozen=True, slots=True)
class Body:
    """A body that meets, or an administration."""

    slug: str
    kind: str
    label: Texts

    @property
    def iri(self) -> str:
        return thing(f"{'body' if self.kind else 'administration'}/{self.slug}")


@dataclass(frozen=True, slots=True)
class Person:
    slug: str
    name: str

    @property
    def iri(self) -> str:
        return thing(f"person/{self.slug}")


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's place in the council for one term."""

    number: int
    person: Person
    party: str
    mandate: str
    voter: str
    """The pair that names this seat as the one that voted."""


@dataclass(frozen=True, slots=True)
class Term:
    """A council between two elections; the holder of the first seat is mayor."""

    year: int
    seats: tuple[Seat, ...]
    mayor: str


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality with everything its documents may speak of."""

    number: int
    slug: str
    name: str
    country: Country
    region: str
    bodies: tuple[Body, ...]
    administrations: tuple[Body, ...]
    terms: tuple[Term, ...]

    @property
    def iri(self) -> str:
        return thing(f"municipality/{self.slug}")

    @property
    def place(self) -> str:
        return thing(f"place/{self.slug}")

    def term(self, year: int) -> Term:
        return next((term for term in reversed(self.terms) if term.year <= year), self.terms[0])


def name_of(number: int) -> tuple[str, Country]:
    """The name and country of a town; no two towns share a name."""
    round_, place = divmod(number, len(ORDER))
    which = ORDER[place]
    nth = round_ * ORDER.count(which) + ORDER[:place].count(which)
    country = vocabulary().countries[which]
    starts, ends = country.town
    first, again = nth % len(starts), nth // len(starts)
    prefix = PREFIXES[again // len(ends) % len(PREFIXES)]
    return f"{prefix}{starts[first]}{ends[(again + first) % len(ends)]}", country


def town(number: int, towns: int, seed: int) -> Town:
    """The town of a number, the first being the largest; the same for the same seed."""
    random = chance(seed, f"town/{number}")
    name, country = name_of(number)
    short = f"{slug(name)}-{country.code.lower()}"
    seats = max(17, round(61 * (number + 1) ** -0.3) | 1)
    return Town(
        number,
        short,
        name,
        country,
        random.choice(country.regions),
        _named(vocabulary().bodies[: 2 + min(10, seats // 5)], name, short),
        _named(vocabulary().administrations, name, short),
        _terms(short, country, seats, max(3, 8 - 10 * number // towns), random),
    )


def party(country: Country, code: str) -> str:
    return thing(f"party/{country.code.lower()}-{slug(code)}")


def _named(kinds: tuple[Named, ...], name: str, short: str) -> tuple[Body, ...]:
    return tuple(Body(f"{short}-{each.slug}", each.kind, inserted(each.label, name)) for each in kinds)


def _terms(short: str, country: Country, seats: int, count: int, random: Random) -> tuple[Term, ...]:
    """The last terms, each keeping most members of the one before."""
    parties = [party(country, code) for code, *_ in country.parties]
    weights = [1 / (rank + 1) for rank in range(len(parties))]
    random.shuffle(weights)
    years = range(FIRST_YEAR, LAST_YEAR + 1, TERM)[-count:]
    members: list[tuple[Person, str]] = []
    known = 0
    terms = []
    for year in years:
        members = [each for each in members if random.random() < 0.6]
        for nth in range(known, known + seats - len(members)):
            person = Person(f"{short}-{nth + 1:04d}", person_name(country, random))
            members.append((person, random.choices(parties, weights)[0]))
            known += 1
        terms.append(_term(f"{short}-{year}", year, members))
    return tuple(terms)


def _term(place: str, year: int, members: list[tuple[Person, str]]) -> Term:
    seats = []
    for number, (person, which) in enumerate(members, 1):
        mandate = thing(f"mandate/{place}-{number:02d}")
        seats.append(Seat(number, person, which, mandate, f"{_voter()} {mandate}"))
    return Term(year, tuple(seats), thing(f"mandate/{place}-mayor"))


@cache
def _voter() -> str:
    return term("voterMandate")
