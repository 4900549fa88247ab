"""Proposals: one for each text, with who made it and who moved that it be adopted or rejected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ...facts import Decision, Fact, Named, Proposal, Put, Vote
from ..naming import own, parties, slug
from ..numbers import case_number, printed
from ..people import People
from ..sheet import Node, Sheet, Sitting, described, wide
from ..wording import Label, Several, Value, label

_OPEN = frozenset({"motion", "initiative"})
"""Texts that are the item itself, and come up at every meeting that treats it."""
_MAIN = ("draft", "motion", "initiative")
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


@dataclass(slots=True)
class _Text:
    """A text, and the facts that speak of it."""

    put: Put | None
    proposals: list[Proposal] = field(default_factory=list)
    others: list[Fact] = field(default_factory=list)

    @property
    def first(self) -> Fact:
        return min((*self.proposals, *self.others), key=lambda fact: (fact.start, fact.end))

    @property
    def own(self) -> list[Proposal]:
        """The facts that move it, or say that somebody did."""
        return [fact for fact in self.proposals if fact.put is None or fact.put.act == "support"]


    @property
    def fateful(self) -> list[Proposal]:
        """The facts that say what became of it. Of an item that is a motion, that is its title: what
        became of a move to support it is the fate of the move."""
        titles = [fact for fact in self.own if fact.rule.startswith("titles/")]
        return titles or self.own


def draft(sheet: Sheet, people: People, here: Sitting, facts: Iterable[Fact]) -> dict[int, Proposed]:
    """The proposals of one body's treatment of an item, by the numbers of their texts."""
    texts = _texts(facts)
    main = min((at for at, each in texts.items() if _kind(each) in _MAIN), default=None)
    found: dict[int, Proposed] = {}
    for at in sorted(texts, key=lambda at: (at != main, at)):
        writer = _Writer(sheet, people, here, _moved_in(sheet, here, texts[at]), texts[at])
        found[at] = writer.write(found[main].id if main in found and at != main else None)
    return found


def _moved_in(sheet: Sheet, here: Sitting, text: _Text) -> Sitting:
    """Where a text is moved: a motion is the council's, also where a board treats it."""
    council = sheet.known.body_of_type(sheet.municipality, "council") if _kind(text) == "motion" else None
    return replace(here, body=council) if council else here


def _texts(facts: Iterable[Fact]) -> dict[int, _Text]:
    """The texts that facts speak of; a proposal whose text is not known again is one by itself."""
    texts: dict[int, _Text] = {}
    for fact in facts:
        if isinstance(fact, Proposal) and not is_retold(fact):
            number = fact.put.text if fact.put else -1 - len(texts)
            texts.setdefault(number, _Text(fact.put)).proposals.append(fact)
        elif isinstance(fact, Decision | Vote):
            for put in _puts(fact):
                texts.setdefault(put.text, _Text(put)).others.append(fact)
    return texts


def is_retold(fact: Proposal) -> bool:
    """Whether a motion is one that the text tells of, not the item."""
    return fact.put is None and fact.rule.startswith("titles/")


def _puts(fact: Decision | Vote) -> Iterator[Put]:
    yield from (put for put in (fact.puts if isinstance(fact, Vote) else (fact.put,)) if put)


def _kind(text: _Text) -> str:
    """What a text is: a motion or initiative where the item is one, else as it is spoken of."""
    if any(fact.rule.startswith("titles/") for fact in text.proposals):
        return "motion" if text.put is None or text.put.kind == "motion" else "initiative"
    if text.put is None:
        return "point"
    return text.put.kind if text.put.kind != "question" or text.put.names else "other"


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the proposal of one text."""

    sheet: Sheet
    people: People
    here: Sitting
    moved_in: Sitting
    """Where those sit whose text it is."""
    text: _Text

    def write(self, main: str | None) -> Proposed:
        sheet, text, kind = self.sheet, self.text, _kind(self.text)
        makers, who = self._makers(kind)
        movers = self._movers("support"), self._movers("refuse")
        name = self._name(kind, makers)
        fact = next(iter(text.own or text.proposals), text.first)
        outcomes = frozenset(each.outcome for each in text.fateful if each.outcome)
        proposed = Proposed(name, kind, who, outcomes, self._label(kind, who))
        keys: dict[str, Any] = {
            "proposedBy": makers,
            "proposedTo": self.moved_in.body,
            "amends": main if kind in _CHANGING else None,
            "adoptionMovedBy": [each for each in movers[0] if each not in makers],
            "rejectionMovedBy": movers[1],
        }
        if sheet.ledger.claim(name):
            type_ = "Motion" if kind in _OPEN else "Amendment" if keys["amends"] else "Proposal"
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
        """Who moved that the text be adopted or rejected, bodies and administrations left out."""
        found: dict[str, None] = {}
        for fact in self.text.proposals:
            if fact.put is not None and fact.put.act == act and not fact.rule.startswith(("titles/", "drafts/")):
                found |= dict.fromkeys(self._agents(fact.movers, fact, self.here))
        return list(found)

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
        if kind in _OPEN:
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
        if kind in _OPEN:
            return label(f"proposal.{kind}", what=what)
        if not who:
            return label("proposal.recommittal-unsigned" if kind == "recommittal" else "proposal.other", what=what)
        key = kind if kind in _NAMED or kind in ("draft", "table", "point") else "other"
        return label(f"proposal.{key}", who=Several.of(who), what=what)


def retold(
    sheet: Sheet, people: People, here: Sitting, facts: Iterable[Fact]
) -> list[tuple[str, Proposal]]:
    """Motions that the text tells of, with those who made them."""
    found: list[tuple[str, Proposal]] = []
    council = sheet.known.body_of_type(sheet.municipality, "council") or here.body
    for fact in facts:
        if isinstance(fact, Proposal) and is_retold(fact):
            mandates = people.mandates(sheet, replace(here, body=council), fact.movers, fact)
            persons = (people.person(sheet, named) for named in fact.movers if mandates)
            name = sheet.ids.new("proposal", here.base, "retold", *(slug(who or "") for who, _ in fact.movers[:2]))
            who = Several.of(who or letters or "" for who, letters in fact.movers)
            called = label("proposal.retold", who=who, what=sheet.what(here.number))
            keys = {"proposedBy": [each for each in persons if each], "proposedTo": council}
            sheet.nodes.append(sheet.stated(fact, name, "Motion", called, **keys))
            found.append((name, fact))
    return found


def to_council(sheet: Sheet) -> str | None:
    """The name of what a board puts to its council: by the case and the printed document, where both are told."""
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
