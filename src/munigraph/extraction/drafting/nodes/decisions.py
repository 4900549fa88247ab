"""Decisions: what a body did, on which proposals, by which votes, after which earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...facts import Decision
from ...text import Span
from ..naming import own
from ..sheet import Sheet, Sitting, wide
from ..wording import Day, Label, Several, Value, label
from .proposals import Proposed, to_council

_MAIN = frozenset({"draft", "text", "motion", "initiative", "budget"})
"""Kinds of text that an item is decided on with."""
_OF_ORDER = frozenset({"table", "recommittal"})
"""Kinds of text on when to decide, not on what."""
_STANDS = {"rejected": "rejectionMovedBy", "adopted": "adoptionMovedBy"}
"""Where a board stands on a motion, by what it recommends the council to do with it."""


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
        on = _decided_on(decision, proposed, decisions)
        name = _write(sheet, here, decision, on, proposed, votes)
        motion = next((each.id for each in proposed.values() if each.kind == "motion"), None)
        recommended(sheet, here, decision, name, motion)
        ids.append(name)
        for each in on:
            given.setdefault(each, set()).add(decision.status)
    return ids, given


def _decided_on(
    decision: Decision, proposed: Mapping[int, Proposed], others: Sequence[Decision]
) -> list[str]:
    """The proposals whose fate the decision's status is."""
    if decision.put is not None:
        return [proposed[decision.put.text].id] if decision.put.text in proposed else []
    if decision.status == "recommended":
        return []
    ruled = {other.put.text for other in others if other.put is not None}
    return [
        each.id
        for at, each in proposed.items()
        if at not in ruled
        and decision.status in each.outcomes
        and each.kind not in _OF_ORDER
        and _is_its(decision, each, others)
    ]


def _is_its(decision: Decision, each: Proposed, others: Sequence[Decision]) -> bool:
    """Whether a text is the decision's: one told by itself belongs to the decision that it is told with."""
    return (
        not each.alone or _touches(decision, each.alone) or not any(_touches(o, each.alone) for o in others)
    )


def _touches(decision: Decision, spans: Sequence[Span]) -> bool:
    return any(start < decision.end and decision.start < end for start, end in spans)


def _based_on(decision: Decision, on: Sequence[str], proposed: Mapping[int, Proposed]) -> list[str]:
    """The texts that were adopted and so made the decision what it is."""
    if decision.put is not None:
        return []
    return [each.id for each in proposed.values() if "adopted" in each.outcomes and each.id not in on]


def _by_vote(decision: Decision, on: Sequence[str], votes: Sequence[Voted]) -> list[str]:
    """The votes that made the decision what it is; whether to decide today was another question."""
    main = _MAIN | ({"recommittal"} if decision.status == "recommitted" else set())
    kinds = main if decision.put is None else set()
    return [vote.id for vote in votes if vote.on in on or vote.kind in kinds]


def _write(
    sheet: Sheet,
    here: Sitting,
    decision: Decision,
    on: Sequence[str],
    proposed: Mapping[int, Proposed],
    votes: Sequence[Voted],
) -> str:
    by = _by_vote(decision, on, votes)
    name = sheet.ids.new("decision", here.base, decision.status, *_about(here, decision, on))
    keys: dict[str, Any] = {
        "status": decision.status,
        "decidedBy": here.body,
        "decidedOn": date(here.date),
        "atItem": here.item,
        "decidesOn": list(on),
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
    return name


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
