"""Statements: reservations, remarks, statements noted in the minutes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ...facts import Statement
from ..naming import own, parties
from ..people import People
from ..sheet import Node, Sheet, Sitting
from ..wording import Several, label
from .makers import agents, party

_KINDS = {
    "reservation": "reservation",
    "remark": "minute-remark",
    "statement": "noted-statement",
    "special statement": "special-statement",
    "deputies' statement": "deputies-statement",
}


def draft(sheet: Sheet, people: People, here: Sitting, statement: Statement, decided: Sequence[str]) -> None:
    """A statement made on an item. A reservation is against what was decided."""
    kind = _KINDS.get(statement.kind)
    if kind is None:
        sheet.leave(statement, f"the kind {statement.kind} is not in the vocabulary")
        return
    mandates = people.mandates(sheet, here, statement.signatories, statement)
    behalf = [each for letters in statement.parties if (each := party(sheet, letters, statement, here.date))]
    if not mandates and not behalf:
        sheet.leave(statement, "says of nobody we publish who made it")
        return
    who = (*(name for name, _ in statement.signatories if name), *statement.parties)
    signers = {*agents(sheet, people, statement.signatories, statement, here), *behalf}
    signed = [own(mandate).removeprefix(f"{own(here.body)}-") for mandate in mandates[:2]]
    name = sheet.ids.new("statement", here.base, kind, *signed, parties(behalf))
    called = label(f"statement.{kind}", who=Several.of(dict.fromkeys(who)), what=sheet.what(here.number))
    keys = {
        "statementKind": kind,
        "signatoryMandate": mandates,
        "onBehalfOf": behalf,
        "atItem": here.item,
        "decidedBy": None if here.item else here.body,
        "opposes": _opposed(sheet, decided, signers) if kind == "reservation" else None,
    }
    sheet.nodes.append(sheet.stated(statement, name, "Statement", called, **keys))


def _opposed(sheet: Sheet, decided: Sequence[str], signers: Collection[str]) -> list[str]:
    """The decision; for those who moved that it be made, what was decided beside it on a text of theirs."""
    nodes = {node["id"]: node for node in sheet.nodes}
    first, theirs = list(decided[:1]), []
    for each in decided:
        on = [nodes[proposal] for proposal in _several(nodes[each], "decidesOn") if proposal in nodes]
        moved = {who for node in on for who in _several(node, "adoptionMovedBy")}
        made = {who for node in on for who in _several(node, "proposedBy")}
        if each in first and not moved & set(signers):
            return first
        if nodes[each].get("status") == "rejected" and (moved | made) & set(signers):
            theirs.append(each)
    return theirs or first


def _several(node: Node, key: str) -> list[str]:
    value = node.get(key, [])
    return value if isinstance(value, list) else [value]
