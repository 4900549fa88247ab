"""Statements: reservations, remarks, statements noted in the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...facts import Statement
from ..naming import own, parties
from ..people import People
from ..sheet import Sheet, Sitting
from ..wording import Several, label

_KINDS = {
    "reservation": "reservation",
    "remark": "minute-remark",
    "statement": "noted-statement",
    "special statement": "special-statement",
    "deputies' statement": "deputies-statement",
}


def draft(
    sheet: Sheet, people: People, here: Sitting, statements: Iterable[Statement], decided: Sequence[str]
) -> None:
    """The statements made on an item. A reservation is against what was decided."""
    for statement in statements:
        kind = _KINDS.get(statement.kind)
        if kind is None:
            sheet.leave(statement, f"the kind {statement.kind} is not in the vocabulary")
            continue
        mandates = people.mandates(sheet, here, statement.signatories, statement)
        letters = {
            each: sheet.known.party(sheet.paper.country, each, here.date or "") for each in statement.parties
        }
        for each in (each for each, party in letters.items() if party is None):
            sheet.leave(statement, f"party {each} is not in data/reference/parties.yaml")
        behalf = [party for party in letters.values() if party]
        if not mandates and not behalf:
            sheet.leave(statement, "says of nobody we publish who made it")
            continue
        who = (*(name for name, _ in statement.signatories if name), *statement.parties)
        signed = [own(mandate).removeprefix(f"{own(here.body)}-") for mandate in mandates[:2]]
        name = sheet.ids.new("statement", here.base, kind, *signed, parties(behalf))
        sheet.nodes.append(
            sheet.stated(
                statement,
                name,
                "Statement",
                label(f"statement.{kind}", who=Several.of(dict.fromkeys(who)), what=sheet.what(here.number)),
                statementKind=kind,
                signatoryMandate=mandates,
                onBehalfOf=behalf,
                atItem=here.item,
                decidedBy=None if here.item else here.body,
                opposes=list(decided[:1]) if kind == "reservation" else None,
            )
        )
