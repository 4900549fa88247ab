"""Proposals: one for each text, with who made it and who moved that it be adopted or rejected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...facts import Fact
from ...text import Span
from ..naming import own, slug
from ..numbers import case_number, printed
from ..people import People
from ..sheet import Node, Sheet, Sitting, filled, wide
from ..wording import Label, Several, label
from .makers import Called, Makers, agents, makers
from .texts import CHANGING, OPEN, Text, main, texts

_SIGNED = frozenset(
    {"draft", "text", "addition", "amendment", "budget", "recommittal", "question", "table", "point"}
)
"""Kinds of text whose label says whose they are."""
_AT_THE_MEETING = frozenset({"table", "point"})
"""Kinds of text that are moved by word of mouth, at the meeting."""
_UNSIGNED = frozenset({"draft", "recommittal", "table", "amendment"})
"""Kinds of text with a label of their own where nobody is known whose they are."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A text as a record has it: the id of its proposal, what it is, and what became of it."""

    id: str
    kind: str
    who: tuple[Called, ...]
    outcomes: frozenset[str]
    label: Label
    alone: tuple[Span, ...] = ()
    """Where it stands, if it is told with what became of it and not put by its name."""


def draft(sheet: Sheet, people: People, here: Sitting, facts: Iterable[Fact]) -> dict[int, Proposed]:
    """The proposals of one body's treatment of an item, by the numbers of their texts."""
    known = texts(facts, sheet.paper.heading)
    first = main(known)
    found: dict[int, Proposed] = {}
    for at in sorted(known, key=lambda at: (at != first, at)):
        amended = found[first].id if first in found and at != first else None
        found[at] = _write(sheet, people, here, known[at], amended)
    return found


def _write(sheet: Sheet, people: People, here: Sitting, text: Text, amended: str | None) -> Proposed:
    moved_in = _moved_in(sheet, here, text)
    made_by = makers(sheet, people, text, moved_in)
    for_it, against = (
        [who for fact in text.moves(act) for who in agents(sheet, people, fact.movers, fact, here)]
        for act in ("support", "refuse")
    )
    moved = {
        "adoptionMovedBy": list(dict.fromkeys(each for each in for_it if each not in made_by.ids)),
        "rejectionMovedBy": list(dict.fromkeys(against)),
    }
    name = _name(sheet, here, text, made_by)
    called = _label(sheet, here, text, made_by)
    fact = next(iter(text.own or text.proposals), text.first)
    if sheet.claim(name):
        keys: dict[str, Any] = {
            "proposedBy": list(made_by.ids),
            "proposedTo": moved_in.body,
            "proposedOn": here.date if here.item and text.kind in _AT_THE_MEETING else None,
            "amends": amended if text.kind in CHANGING else None,
        }
        type_ = "Motion" if text.kind in OPEN else "Amendment" if keys["amends"] else "Proposal"
        node = sheet.stated(fact, name, type_, called, **keys, **moved)
    else:
        node = {"id": name, **filled(moved), "evidence": [sheet.span(fact.start, fact.end)]}
    _add_evidence(sheet, node, text)
    sheet.nodes.append(node)
    alone = tuple((each.start, each.end) for each in text.proposals) if text.put is None else ()
    return Proposed(name, text.kind, made_by.called, text.outcomes, called, alone)


def _moved_in(sheet: Sheet, here: Sitting, text: Text) -> Sitting:
    """Where a text is moved: a motion is the council's, also where a board treats it."""
    council = sheet.known.body_of_type(sheet.municipality, "council") if text.kind == "motion" else None
    return replace(here, body=council) if council else here


def _add_evidence(sheet: Sheet, node: Node, text: Text) -> None:
    for fact in text.proposals:
        span = sheet.span(fact.start, fact.end)
        if span not in node["evidence"]:
            node["evidence"].append(span)


def _name(sheet: Sheet, here: Sitting, text: Text, made_by: Makers) -> str:
    """What is open from meeting to meeting has the name of its case; the rest that of the item."""
    place = sheet.place
    if text.kind in OPEN:
        number = case_number(sheet.paper)
        base = slug(place, number.fact.value) if number else here.base
        return f"proposal/{base}-{text.kind}"
    if text.kind == "draft":
        if text.put and text.put.office == "board" and (name := to_council(sheet)):
            return name
        maker = own(made_by.ids[0]).removeprefix(f"{place}-") if made_by.ids else "draft"
        return sheet.ids.new("proposal", here.base, maker)
    return sheet.ids.new("proposal", here.base, text.kind, *made_by.slugs(place))


def _label(sheet: Sheet, here: Sitting, text: Text, made_by: Makers) -> Label:
    what = sheet.what(here.number)
    if text.kind in OPEN:
        return label(f"proposal.{text.kind}", what=what)
    if made_by.called and text.kind in _SIGNED:
        return label(f"proposal.{text.kind}", who=Several.of(made_by.called), what=what)
    unsigned = text.kind if text.kind in _UNSIGNED else "other"
    return label(f"proposal.{unsigned}-unsigned", what=what)


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
