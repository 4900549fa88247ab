"""Persons and their mandates: who is who, in which body, in which role, for which party."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..facts import Answer, Fact, Named, Question, Vote
from .known import Known
from .naming import mandate, own, slug
from .papers import Paper, Part
from .rolls import Rolls
from .seats import BOARD, DEPUTY
from .sheet import Sheet, Sitting, described
from .wording import label

_ROLES = {"council": "councillor", "executive-board": "executive-board-member"}
_BOARD_TYPE = "executive-board"
_SAID = frozenset({"deputy", "member-or-deputy"})
"""Roles that stand in a mandate's id, beside the one that goes without saying."""


@dataclass(frozen=True, slots=True)
class _Seat:
    """A body, a role in it, and the template that says what that rests on where the text does not say it."""

    body: str
    role: str
    basis: str = ""


@dataclass(slots=True)
class People:
    """What a run of documents says of persons, heard before anything is drafted."""

    known: Known
    rolls: Rolls = field(default_factory=Rolls)
    _deputies: set[tuple[str, str | None, str]] = field(default_factory=set)
    """Body, date and person."""
    _voters: dict[str, set[str]] = field(default_factory=dict)
    """Persons by body, where its votes name voters."""
    _parties: dict[str, set[str]] = field(default_factory=dict)
    """Parties by person."""

    def hear(self, paper: Paper, municipality: str) -> None:
        """Take in what a document says of seats and parties."""
        for at, part in enumerate(paper.parts):
            body = self.known.body(municipality, part.body) if part.body else None
            if body is not None:
                self._hear(body, municipality, paper, part)
            if body is not None and at == 0:
                self._hear_rolls(body, municipality, paper, part)
        for name, party in paper.persons:
            self._parties.setdefault(self._id(municipality, name), set()).add(party)

    def _hear(self, body: str, municipality: str, paper: Paper, part: Part) -> None:
        for name, kinds in paper.seats.items():
            if DEPUTY in kinds:
                self._deputies.add((body, part.date, self._id(municipality, name)))
        for vote in (fact for fact in part.facts if isinstance(fact, Vote)):
            voters = {self._id(municipality, named[0]) for named in _named(vote) if named[0]}
            self._voters.setdefault(body, set()).update(voters)

    def _hear_rolls(self, body: str, municipality: str, paper: Paper, part: Part) -> None:
        for roll in paper.rolls:
            self.rolls.hear(body, part.date, roll)
            for ballot in roll.ballots:
                who = self._id(municipality, ballot.voter[0] or "")
                self._voters.setdefault(body, set()).add(who)
                if ballot.deputy:
                    self._deputies.add((body, part.date, who))

    def _id(self, municipality: str, name: str) -> str:
        return self.known.person(municipality, name) or f"person/{slug(own(municipality), name)}"

    def person(self, sheet: Sheet, named: Named) -> str | None:
        """A person's id; None for one who is not known to have a public role."""
        name, party = named
        if not name or (party is None and self.party_of(sheet, name) is None):
            return None
        return self._id(sheet.municipality, name)

    def party_of(self, sheet: Sheet, name: str) -> str | None:
        """The party of a person who is named without one here, where the run knows only one."""
        parties = self._parties.get(self._id(sheet.municipality, name), set())
        return next(iter(parties)) if len(parties) == 1 else None

    def mandates(self, sheet: Sheet, sitting: Sitting, persons: Iterable[Named], fact: Fact) -> list[str]:
        """The mandates under which persons act; who is nobody we publish is told and left out."""
        found = (self.mandate(sheet, sitting, named, fact) for named in persons)
        return list(dict.fromkeys(each for each in found if each))

    def mandate(self, sheet: Sheet, sitting: Sitting, named: Named, fact: Fact) -> str | None:
        """The mandate under which a person acts, described with the person when first met."""
        name, letters = named
        person = self.person(sheet, named)
        if person is None or not name:
            sheet.leave(fact, f"names {name}, of whom no party and no office is known")
            return None
        letters = letters or self.party_of(sheet, name) or ""
        party = self.known.party(sheet.paper.country, letters, sitting.date or "")
        if party is None:
            sheet.leave(fact, f"party {letters} is not in data/reference/parties.yaml")
        seat = self._seat(sheet, sitting, name, person, fact)
        id_ = mandate(seat.body, person, party, seat.role if seat.role in _SAID else "")
        if sheet.claim(person):
            sheet.nodes.append(described(person, "Person", None, name=name))
        if sheet.claim(id_):
            self._describe(sheet, sitting, fact, seat, (id_, person, name, party))
        return id_

    def _describe(
        self, sheet: Sheet, sitting: Sitting, fact: Fact, seat: _Seat, who: tuple[str, str, str, str | None]
    ) -> None:
        id_, person, name, party = who
        note = label(f"basis.{seat.basis}") if seat.basis else None
        sheet.nodes.append(
            described(
                id_,
                "Mandate",
                None,
                holder=person,
                inBody=seat.body,
                role=seat.role,
                mandateParty=party,
                statedOn=sitting.date,
                basis="context" if note else None,
                basisNote=note,
                readBy=f"{sheet.paper.profile}: {fact.rule}",
                evidence=[sheet.span(*sheet.find(name, (fact.start, fact.end)))],
            )
        )

    def _seat(self, sheet: Sheet, sitting: Sitting, name: str, person: str, fact: Fact) -> _Seat:
        """In which body and role somebody acts; those who answer for the board do so as its members."""
        body = sitting.body
        if (body, sitting.date, person) in self._deputies:
            return _Seat(body, "deputy")
        type_ = self.known.body_type(body)
        if isinstance(fact, Answer | Question) and BOARD in sheet.paper.seats.get(name, frozenset()):
            board = self.known.body_of_type(sheet.municipality, _BOARD_TYPE)
            if board is not None and type_ == "council":
                return _Seat(board, _ROLES[_BOARD_TYPE], "board")
        voters = self._voters.get(body, set())
        if voters and person not in voters and type_ != "council":
            return _Seat(body, "member-or-deputy", "seat")
        return _Seat(body, _ROLES.get(type_, "member"), "" if person in voters else "role")


def _named(fact: Fact) -> Iterator[Named]:
    """All persons whom a fact names."""
    for key in ("movers", "signatories", "by", "persons"):
        yield from getattr(fact, key, ())
    for key in ("supporting", "opposing", "abstaining"):
        side = getattr(fact, key, None)
        if side is not None:
            yield from side.voters
