"""Persons and their mandates: who is who, in which body, in which role, for which party."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..facts import Answer, Fact, Named, Vote
from .known import Known
from .naming import mandate, slug
from .papers import Paper
from .seats import BOARD, DEPUTY
from .sheet import Sheet, Sitting, described
from .wording import label

_ROLES = {"council": "councillor", "executive-board": "executive-board-member"}
_BOARD_TYPE = "executive-board"
_SAID = frozenset({"deputy", "member-or-deputy"})
"""Roles that stand in a mandate's id, beside the one that goes without saying."""


@dataclass(frozen=True, slots=True)
class _Role:
    """A role, and the template that says what it rests on where the text does not say it."""

    name: str
    basis: str = ""


@dataclass(slots=True)
class People:
    """What a run of documents says of persons. Names are compared by their slugs."""

    known: Known
    _deputies: set[tuple[str, str | None, str]] = field(default_factory=set)
    """Body, date and name."""
    _voters: dict[str, set[str]] = field(default_factory=dict)
    """Names by body, where its votes name voters."""
    _parties: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """Parties by municipality and name."""

    def hear(self, paper: Paper, municipality: str) -> None:
        """Take in what a document says of seats and parties, before anything is drafted."""
        for part in paper.parts:
            body = self.known.body(municipality, part.body) if part.body else None
            if body is not None:
                self._hear(body, part.date, paper, part.facts)
            for fact in part.facts:
                for name, party in _named(fact):
                    if name and party:
                        self._parties.setdefault((municipality, slug(name)), set()).add(party)

    def _hear(self, body: str, date: str | None, paper: Paper, facts: Iterable[Fact]) -> None:
        for name, kinds in paper.seats.items():
            if DEPUTY in kinds:
                self._deputies.add((body, date, slug(name)))
        for vote in (fact for fact in facts if isinstance(fact, Vote)):
            for side in (vote.supporting, vote.opposing, vote.abstaining):
                self._voters.setdefault(body, set()).update(slug(name) for name, _ in side.voters if name)

    def person(self, sheet: Sheet, named: Named) -> str | None:
        """A person's id; None for one who is not known to have a public role."""
        name, party = named
        if not name or (party is None and not self.party_of(sheet, name)):
            return None
        known = self.known.person(sheet.municipality, name)
        return known or f"person/{slug(sheet.place, name)}"

    def party_of(self, sheet: Sheet, name: str) -> str | None:
        """The party of a person who is named without one here, where the run knows only one."""
        parties = self._parties.get((sheet.municipality, slug(name)), set())
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
            sheet.leave(fact, "names somebody without a party or a known office")
            return None
        letters = letters or self.party_of(sheet, name) or ""
        party = self.known.party(sheet.paper.country, letters, sitting.date or "")
        if party is None:
            sheet.leave(fact, f"party {letters} is not in data/reference/parties.yaml")
        body, role = self._role(sheet, sitting, name, isinstance(fact, Answer))
        id_ = mandate(body, person, party, role.name if role.name in _SAID else "")
        self._describe(sheet, sitting, fact, (id_, person, name, body, role, party))
        return id_

    def _describe(
        self,
        sheet: Sheet,
        sitting: Sitting,
        fact: Fact,
        seat: tuple[str, str, str, str, _Role, str | None],
    ) -> None:
        id_, person, name, body, role, party = seat
        if sheet.ledger.claim(person):
            sheet.nodes.append(described(person, "Person", None, name=name))
        if not sheet.ledger.claim(id_):
            return
        where = sheet.find(name, (fact.start, fact.end))
        note = label(f"basis.{role.basis}") if role.basis else None
        sheet.nodes.append(
            described(
                id_,
                "Mandate",
                None,
                holder=person,
                inBody=body,
                role=role.name,
                mandateParty=party,
                statedOn=sitting.date,
                basis="context" if note else None,
                basisNote=note,
                readBy=f"{sheet.paper.profile}: {fact.rule}",
                evidence=[sheet.span(*where)],
            )
        )

    def _role(self, sheet: Sheet, sitting: Sitting, name: str, answers: bool) -> tuple[str, _Role]:
        """In which body and role somebody acts; those who answer a council do so for the board."""
        body, who = sitting.body, slug(name)
        if (body, sitting.date, who) in self._deputies:
            return body, _Role("deputy")
        type_ = self.known.body_type(body)
        board = self.known.body_of_type(sheet.municipality, _BOARD_TYPE)
        if answers and type_ == "council" and board and BOARD in sheet.paper.seats.get(name, frozenset()):
            return board, _Role(_ROLES[_BOARD_TYPE], "board")
        voters = self._voters.get(body)
        if voters and who not in voters and type_ != "council":
            return body, _Role("member-or-deputy", "seat")
        return body, _Role(_ROLES.get(type_, "member"), "" if voters and who in voters else "role")


def _named(fact: Fact) -> Iterable[Named]:
    """All persons whom a fact names."""
    for key in ("movers", "signatories", "by", "persons"):
        yield from getattr(fact, key, ())
    for key in ("supporting", "opposing", "abstaining"):
        side = getattr(fact, key, None)
        if side is not None:
            yield from side.voters

