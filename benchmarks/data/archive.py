"""What a municipality's later documents refer back to."""

from __future__ import annotations

import datetime as dt
from collections import deque
from dataclasses import dataclass, field
from random import Random

from .page import DocumentPage
from .terms import Texts, a, coded, inserted, joined, labels, term, text, thing
from .town import Body, Town
from .words import Named, street, vocabulary

REMEMBERED = 40


@dataclass(frozen=True, slots=True)
class Matter:
    """A case, what it is about, and the last step taken in it."""

    case: str
    subject: Texts
    network: Named | None = None
    proposal: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Joining:
    """A network a town is in, since when, and by which proposal if that is known."""

    network: Named
    year: int
    proposal: str = ""


@dataclass(slots=True)
class Archive:
    """The open matters of a town and the numbers it has given out; of bounded size."""

    town: Town
    random: Random
    waiting: deque[Matter] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    decided: deque[str] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    joinings: list[Joining] = field(default_factory=list)
    last_met: dict[Body, dt.date] = field(default_factory=dict)
    numbers: int = 0

    def number(self) -> int:
        self.numbers += 1
        return self.numbers

    def topic(self) -> tuple[str, Texts]:
        """A policy area and something in it."""
        area, pattern = vocabulary().topics[int(self.random.random() * len(vocabulary().topics))]
        return area, inserted(pattern, street(self.town.country, self.random))

    def open(
        self, page: DocumentPage, area: str, subject: Texts, year: int, network: Named | None = None
    ) -> Matter:
        """A new case, described on the page on which it first occurs."""
        country, number = self.town.country, self.number()
        slug = f"{self.town.slug}-{year}-{number:06d}"
        case, identifier = thing(f"case/{slug}"), thing(f"identifier/{slug}")
        page.say(
            case,
            a("Case"),
            *labels(joined(vocabulary().openings["case"], subject)),
            coded("policyArea", f"policy-area/{area}"),
            f"{term('adms:identifier')} {identifier}",
            page.evidence(),
        )
        page.say(
            identifier,
            a("adms:Identifier"),
            text("skos:notation", country.case_number.format(year=year, number=number)),
            coded("identifierScheme", f"identifier-scheme/{country.cases}"),
        )
        return Matter(case, subject, network)

    def meeting_day(self, body: Body, wanted: dt.date) -> dt.date:
        """The wanted day, or the next on which the body has not met yet."""
        last = self.last_met.get(body)
        found = wanted if last is None or wanted > last else last + dt.timedelta(days=1)
        self.last_met[body] = found
        return found
