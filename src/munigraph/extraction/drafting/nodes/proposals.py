"""Proposals: one for each text, with who made it and who moved that it be adopted or rejected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...facts import Fact, Named, Proposal
from ..naming import own, parties, slug
from ..numbers import case_number, printed
from ..people import People
from ..sheet import Node, Sheet, Sitting, described, wide
from ..wording import Label, Several, Value, label
from .texts import OPEN, Text, is_retold, main, texts

_CHANGING = frozenset({"addition", "text", "budget"})
"""Texts that would change the main one."""
_NAMED = frozenset({"text", "addition", "budget", "recommittal", "question"})


@dataclass(frozen=True, slots=True)
class Proposed:
    """A text as a record has it: the id of its proposal, what it is, and what became of it."""

    id: str
    kind: str
    who: tuple[str | Mapping[str, str], ...]
    outcomes: frozenset[str]
    label: Label


def draft(sheet: Sheet, people: People, here: Sitting, facts: Iterable[Fact]) -> dict[int, Proposed]:
    """The proposals of one body's treatment of an item, by the numbers of their texts."""
    known = texts(facts)
    first = main(known)
    found: dict[int, Proposed] = {}
    for at in sorted(known, key=lambda at: (at != first, at)):
        writer = _Writer(sheet, people, here, _moved_in(sheet, here, known[at]), known[at])
        found[at] = writer.write(found[first].id if first in found and at != first else None)
    return found


def _moved_in(sheet: Sheet, here: Sitting, text: Text) -> Sitting:
    """Where a text is moved: a motion is the council's, also where a board treats it."""
    council = sheet.known.body_of_type(sheet.municipality, "council") if text.kind == "motion" else None
    return replace(here, body=council) if council else here


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the proposal of one text."""

    sheet: Sheet
    people: People
    here: Sitting
    moved_in: Sitting
    """Where those sit whose text it is."""
    text: Text

    def write(self, main: str | None) -> Proposed:
        sheet, text, kind = self.sheet, self.text, self.text.kind
        makers, who = self._makers(kind)
        movers = self._movers("support"), self._movers("refuse")
        name = self._name(kind, makers)
        fact = next(iter(text.own or text.proposals), text.first)
        proposed = Proposed(name, kind, who, text.outcomes, self._label(kind, who))
        keys: dict[str, Any] = {
            "proposedBy": makers,
            "proposedTo": self.moved_in.body,
            "amends": main if kind in _CHANGING else None,
            "adoptionMovedBy": [each for each in movers[0] if each not in makers],
            "rejectionMovedBy": movers[1],
        }
        if sheet.claim(name):
            type_ = "Motion" if kind in OPEN else "Amendment" if keys["amends"] else "Proposal"
            sheet.nodes.append(sheet.stated(fact, name, type_, proposed.label, **keys))
            self._more_evidence(sheet.nodes[-1], fact)
        else:
            sheet.nodes.append(self._again(name, keys, fact))
        return proposed

    def _again(self, name: str, keys: Mapping[str, Any], fact: Fact) -> Node:
        """What this record adds to a proposal that is described elsewhere."""
        said = {key: keys[key] for key in ("adoptionMovedBy", "rejectionMovedBy")}
        node = described(name, "", None, **said)
        del node["type"]
        node["evidence"] = [self.sheet.span(fact.start, fact.end)]
        self._more_evidence(node, fact)
        return node

    def _more_evidence(self, node: Node, first: Fact) -> None:
        for fact in self.text.proposals:
            if (fact.start, fact.end) != (first.start, first.end):
                spans = {(span["start"], span["end"]) for span in node["evidence"]}
                if (fact.start, fact.end) not in spans:
                    node["evidence"].append(self.sheet.span(fact.start, fact.end))

    def _movers(self, act: str) -> list[str]:
        """Who moved that the text be adopted or rejected."""
        found = (each for fact in self.text.moves(act) for each in self._agents(fact.movers, fact, self.here))
        return list(dict.fromkeys(found))

    def _agents(self, movers: Iterable[Named], fact: Fact, sitting: Sitting) -> Iterator[str]:
        for named in movers:
            name, letters = named
            if name is None:
                party = self._party(letters or "", fact)
                if party:
                    yield party
            elif self.people.mandate(self.sheet, sitting, named, fact):
                yield self.people.person(self.sheet, named) or ""

    def _party(self, letters: str, fact: Fact) -> str | None:
        sheet = self.sheet
        party = sheet.known.party(sheet.paper.country, letters, self.here.date or "")
        if party is None:
            sheet.leave(fact, f"party {letters} is not in data/reference/parties.yaml")
        return party

    def _makers(self, kind: str) -> tuple[list[str], tuple[str | Mapping[str, str], ...]]:
        """Whose text it is, as ids and as a label names them."""
        if kind == "draft":
            maker = self._drafter()
            return ([maker], (self.sheet.known.called(maker),)) if maker else ([], ())
        first = next(iter(self.text.own), None)
        letters = self.text.put.parties if self.text.put else ()
        letters = letters or (first.parties if first else ())
        if letters:
            found = [self._party(each, self.text.first) for each in letters]
            return list(dict.fromkeys(each for each in found if each)), tuple(dict.fromkeys(letters))
        movers = first.movers if first else self.text.put.names if self.text.put else ()
        named = tuple(dict.fromkeys(name or letters_ or "" for name, letters_ in movers))
        return list(dict.fromkeys(self._agents(movers, self.text.first, self.moved_in))), named

    def _drafter(self) -> str | None:
        """The body or administration that put a draft."""
        sheet, put = self.sheet, self.text.put
        said = [name for fact in self.text.own for name, party in fact.movers if name and party is None]
        if put is not None:
            said.append(put.drafter)
        known = (sheet.known.proposer(sheet.municipality, name) for name in said if name)
        found = next((each for each in known if each), None)
        if found is None and put is not None and put.office == "board":
            return sheet.known.body_of_type(sheet.municipality, "executive-board")
        return found

    def _name(self, kind: str, makers: list[str]) -> str:
        sheet, place = self.sheet, self.sheet.place
        if kind in OPEN:
            number = case_number(sheet.paper)
            base = slug(place, number.fact.value) if number else self.here.base
            return f"proposal/{base}-{kind}"
        if kind == "draft":
            if self.text.put and self.text.put.office == "board" and (name := to_council(sheet)):
                return name
            maker = own(makers[0]).removeprefix(f"{place}-") if makers else "draft"
            return sheet.ids.new("proposal", self.here.base, maker)
        whose = parties(makers) if all(each.startswith("party/") for each in makers) else ""
        names = [] if whose else [own(each).removeprefix(f"{place}-") for each in makers]
        return sheet.ids.new("proposal", self.here.base, kind, whose, *names[:2])

    def _label(self, kind: str, who: tuple[str | Mapping[str, str], ...]) -> Label:
        what: Value = self.sheet.what(self.here.number)
        if kind in OPEN:
            return label(f"proposal.{kind}", what=what)
        if not who:
            return label(
                "proposal.recommittal-unsigned" if kind == "recommittal" else "proposal.other", what=what
            )
        key = kind if kind in _NAMED or kind in ("draft", "table", "point") else "other"
        return label(f"proposal.{key}", who=Several.of(who), what=what)


def retold(sheet: Sheet, people: People, here: Sitting, facts: Iterable[Fact]) -> list[tuple[str, Proposal]]:
    """Motions that the text tells of, with those who made them."""
    found: list[tuple[str, Proposal]] = []
    council = sheet.known.body_of_type(sheet.municipality, "council") or here.body
    for fact in facts:
        if isinstance(fact, Proposal) and is_retold(fact):
            mandates = people.mandates(sheet, replace(here, body=council), fact.movers, fact)
            persons = (people.person(sheet, named) for named in fact.movers if mandates)
            name = sheet.ids.new(
                "proposal", here.base, "retold", *(slug(who or "") for who, _ in fact.movers[:2])
            )
            who = Several.of(who or letters or "" for who, letters in fact.movers)
            called = label("proposal.retold", who=who, what=sheet.what(here.number))
            keys = {"proposedBy": [each for each in persons if each], "proposedTo": council}
            sheet.nodes.append(sheet.stated(fact, name, "Motion", called, **keys))
            found.append((name, fact))
    return found


def to_council(sheet: Sheet) -> str | None:
    """What a board puts to its council, named by the case and the printed document where both are told."""
    number, documents = case_number(sheet.paper), printed(sheet.paper)
    if number is None or len(documents) != 1:
        return None
    return f"proposal/{slug(sheet.place, number.fact.value, documents[0].fact.value)}"


def settle(sheet: Sheet, proposed: Iterable[Proposed], decided: Mapping[str, set[str]]) -> None:
    """Say what became of the proposals whose fate no decision's status tells."""
    for each in proposed:
        for outcome in sorted(each.outcomes - decided.get(each.id, set())):
            node = next(node for node in reversed(sheet.nodes) if node["id"] == each.id)
            wide(node, "proposalStatus", outcome)
