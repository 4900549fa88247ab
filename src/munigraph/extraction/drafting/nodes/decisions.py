"""Decisions: what a body did, on which proposals, by which votes, after which earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...facts import Decision, Reference
from ..naming import own, slug
from ..sheet import Sheet, Sitting, wide
from ..wording import Day, Label, Several, Value, label
from .meetings import retold
from .proposals import Proposed, to_council

_EARLIER = "earlier handling"
_MAIN = frozenset({"draft", "text", "motion", "initiative", "budget", "recommittal"})


_STANDS = {"rejected": "rejectionMovedBy", "adopted": "adoptionMovedBy"}
"""Where a board stands on a motion, by what it recommends the council to do with it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A motion that the text tells of."""

    id: str
    start: int


@dataclass(frozen=True, slots=True)
class Voted:
    """A vote of a record, and the proposal that it was on."""

    id: str
    on: str
    kind: str


def draft(
    sheet: Sheet,
    here: Sitting,
    decisions: Sequence[Decision],
    proposed: Mapping[int, Proposed],
    votes: Sequence[Voted],
) -> tuple[list[str], dict[str, set[str]]]:
    """The decisions of one body on an item: their ids, and which statuses they give to which proposals."""
    given: dict[str, set[str]] = {}
    ids: list[str] = []
    for decision in decisions:
        name, on = _write(sheet, here, decision, proposed, votes)
        motion = next((each.id for each in proposed.values() if each.kind == "motion"), None)
        recommended(sheet, here, decision, name, motion)
        ids.append(name)
        for each in on:
            given.setdefault(each, set()).add(decision.status)
    return ids, given


def _decided_on(decision: Decision, proposed: Mapping[int, Proposed]) -> list[str]:
    """The proposals whose fate the decision's status is."""
    if decision.put is not None:
        return [proposed[decision.put.text].id] if decision.put.text in proposed else []
    fated = (each for each in proposed.values() if each.kind != "table")
    return [
        each.id for each in fated if decision.status in each.outcomes and decision.status != "recommended"
    ]


def _based_on(decision: Decision, on: Sequence[str], proposed: Mapping[int, Proposed]) -> list[str]:
    """The texts that were adopted and so made the decision what it is."""
    if decision.put is not None:
        return []
    return [each.id for each in proposed.values() if "adopted" in each.outcomes and each.id not in on]


def _by_vote(decision: Decision, on: Sequence[str], votes: Sequence[Voted]) -> list[str]:
    if decision.put is not None:
        return [vote.id for vote in votes if vote.on in on]
    return [vote.id for vote in votes if vote.on in on or vote.kind in _MAIN]


def _write(
    sheet: Sheet,
    here: Sitting,
    decision: Decision,
    proposed: Mapping[int, Proposed],
    votes: Sequence[Voted],
) -> tuple[str, list[str]]:
    on = _decided_on(decision, proposed)
    by = _by_vote(decision, on, votes)
    name = sheet.ids.new("decision", here.base, decision.status, *_about(here, decision, on))
    keys: dict[str, Any] = {
        "status": decision.status,
        "decidedBy": here.body,
        "decidedOn": date(here.date),
        "atItem": here.item,
        "decidesOn": on,
        "basedOn": _based_on(decision, on, proposed),
        "decisionMethod": "by-vote" if by else None,
        "byVote": by,
    }
    what = sheet.what(here.number)
    if decision.put is not None and decision.put.text in proposed:
        what = proposed[decision.put.text].label
    against = decision.status == "recommended" and decision.rule.endswith("/rejected")
    called = status_label(sheet, "recommended-against" if against else decision.status, here, what)
    if sheet.claim(name):
        sheet.nodes.append(sheet.stated(decision, name, "Decision", called, **keys))
    else:
        keys = {key: keys[key] for key in ("atItem", "decidesOn", "basedOn", "byVote")}
        node = sheet.stated(decision, name, "Decision", None, **keys)
        del node["type"], node["readBy"]
        sheet.nodes.append(node)
    return name, on


def _about(here: Sitting, decision: Decision, on: Sequence[str]) -> list[str]:
    """What a ruling on a text put by itself was about, as part of its id."""
    if decision.put is None:
        return []
    return [own(each).removeprefix(f"{here.base}-") for each in on] or [decision.put.kind]


def status_label(sheet: Sheet, said: str, here: Sitting, what: Value) -> Label:
    """`Rejected: “…” (City Council, 22 May 2025)`."""
    body, status = sheet.known.called(here.body), label(f"status.{said}")
    if here.date is None:
        return label("decision.undated", status=status, what=what, body=body)
    return label("decision.dated", status=status, what=what, body=body, date=Day(here.date))


def date(value: str | None) -> Any:
    """A date as a record has it, with its type where it is no day."""
    if value is None or len(value) == len("2025-05-22"):
        return value
    return {"value": value, "type": "gYearMonth" if "-" in value else "gYear"}


def told(sheet: Sheet, decisions: Iterable[Decision], motions: Iterable[Told]) -> None:
    """Decisions of other days, or other bodies, that the document tells of, with the motions they were on."""
    within = list(motions)
    for decision in decisions:
        body = sheet.known.body(sheet.municipality, decision.body) if decision.body else None
        if body is None:
            sheet.leave(decision, f"the body {decision.body} is not in data/reference/bodies.yaml")
            continue
        here = retold(sheet, body, decision.date)
        name = sheet.ids.new("decision", here.base, decision.status)
        called = status_label(sheet, decision.status, here, label("decision.told", what=sheet.what(None)))
        keys: dict[str, Any] = {
            "status": decision.status,
            "decidedBy": body,
            "decidedOn": date(decision.date),
        }
        keys["decidesOn"] = [each.id for each in within if decision.start <= each.start < decision.end]
        sheet.nodes.append(sheet.stated(decision, name, "Decision", called, **keys))


def recommended(sheet: Sheet, here: Sitting, decision: Decision, name: str, motion: str | None) -> None:
    """What a board puts to its council: a proposal of its own, and where it stands on the motion."""
    council = sheet.known.body_of_type(sheet.municipality, "council")
    if decision.status != "recommended" or council in (None, here.body):
        return
    proposal = to_council(sheet) or sheet.ids.new("proposal", here.base, "to council")
    who = Several.of([sheet.known.called(here.body)])
    called = label("proposal.draft", who=who, what=sheet.what(here.number))
    keys = {"proposedBy": here.body, "proposedTo": council, "proposedOn": here.date}
    if sheet.claim(proposal):
        sheet.nodes.append(sheet.stated(decision, proposal, "Proposal", called, **keys))
    wide(next(node for node in sheet.nodes if node["id"] == name), "decidesOn", proposal)
    key = _STANDS.get(decision.rule.rpartition("/")[2])
    if motion is not None and key is not None:
        wide(next(node for node in sheet.nodes if node["id"] == motion), key, here.body)


def earlier(sheet: Sheet, here: Sitting, references: Iterable[Reference], decided: Sequence[str]) -> None:
    """The decisions at earlier meetings that the item's decision follows; the same as those meetings' own."""
    found: list[str] = []
    for reference in references:
        name = _earlier(sheet, here, reference) if reference.kind == _EARLIER else None
        if name:
            found.append(name)
    if not decided or not found:
        return
    node = next(node for node in sheet.nodes if node["id"] == decided[0])
    for name in dict.fromkeys(found):
        wide(node, "follows", name)


def _earlier(sheet: Sheet, here: Sitting, reference: Reference) -> str | None:
    """The decision that a reference to an earlier meeting is to."""
    body = sheet.known.body(sheet.municipality, reference.body) if reference.body else here.body
    if not (body and reference.date and reference.item and reference.status):
        sheet.leave(reference, "does not say in which body, under which item or with what outcome")
        return None
    there = Sitting(
        body, reference.date, reference.item, None, slug(own(body), reference.date, reference.item)
    )
    if reference.date >= (here.date or reference.date):
        sheet.leave(reference, "is dated no earlier than the item that follows it")
        return None
    name = f"decision/{slug(there.base, reference.status)}"
    keys = {"status": reference.status, "decidedBy": body, "decidedOn": reference.date}
    called = status_label(sheet, reference.status, there, sheet.what(None))
    if sheet.claim(name):
        sheet.nodes.append(sheet.stated(reference, name, "Decision", called, **keys))
    else:
        sheet.nodes.append({"id": name, "evidence": [sheet.span(reference.start, reference.end)]})
    return name
