"""Decisions: what a body did with the thing before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..cases import separated
from ..counting import NO
from ..facts import Decision, Put, Unread
from ..outcomes import Outcomes
from ..resolutions import Block, Point
from ..said import Finding
from ..segments import same_body

_ALONE = {"addition", "recommittal", "question"}
"""What is put to the body by itself: its refusal is a decision besides that on the item."""


def read(outcomes: Outcomes, body: str | None, date: str | None) -> Iterator[Decision]:
    """The decisions of a case: those of its decision section, then rulings on what was put alone."""
    for block in outcomes.case.blocks:
        after = tuple(_after(block, outcomes))
        for decision in _of_block(block, _whose(block, outcomes, body), date):
            yield replace(decision, after=after)
    for finding in outcomes.case.findings:
        if _refused_alone(finding, outcomes):
            start, end = finding.raw
            yield Decision(
                start=start,
                end=end,
                rule=finding.rule,
                status="rejected",
                body=body,
                date=date,
                put=outcomes.texts.put(finding.put[0]),
            )


def _after(block: Block, outcomes: Outcomes) -> Iterator[Put]:
    """The texts that a lead-in names as those that the decision follows."""
    named = block.leadin.asks if block.leadin and block.leadin.name in ("text", "recommended") else ()
    for put in map(outcomes.texts.put, separated(named)):
        if put is not None:
            yield replace(put, act="support")


def unread(blocks: Sequence[Block]) -> Iterator[Unread]:
    """Decision sections whose points say nothing that we know."""
    for block in blocks:
        if any(_status(block, point) for point in block.points):
            continue
        for point in block.points:
            if not point.rule.startswith("nothing"):
                yield Unread(*point.text.raw, "decision", "no verb of decision")


def _whose(block: Block, outcomes: Outcomes, body: str | None) -> str | None:
    """Whose decision it is: as the lead-in or the heading says, else that of the body whose item it is."""
    said = block.leadin.body if block.leadin else None
    said = said or outcomes.case.profile.base(block.section.said.get("body"))
    return body if same_body(said, body) else said or body


def _of_block(block: Block, body: str | None, date: str | None) -> Iterator[Decision]:
    """One decision for each status; the whole block, lead-in and all, where there is only one."""
    read = [(point, _status(block, point)) for point in block.points]
    statuses = dict.fromkeys(status for _, status in read if status)
    for status in statuses:
        of_it = [point for point, its in read if its == status]
        start, end = of_it[0].text.raw[0], of_it[-1].text.raw[1]
        if len(statuses) == 1:
            start = (block.leadin or block.points[0]).text.raw[0]
            end = block.points[-1].text.raw[1]
        rule = of_it[0].rule or "leadins/text"
        yield Decision(start=start, end=end, rule=rule, status=status, body=body, date=date)


def _status(block: Block, point: Point) -> str | None:
    """The status of a point; where its verb is unknown, a decision after somebody's text adopts it."""
    if point.rule.startswith("nothing"):
        return None
    return block.status or point.status or ("adopted" if block.leadin else None)


def _refused_alone(finding: Finding, outcomes: Outcomes) -> bool:
    kinds = {ask.text.kind for ask in finding.put if ask.text}
    acts = {ask.act for ask in finding.found}
    if not kinds or not kinds <= _ALONE or acts != {"refuse"}:
        return False
    voted = next((each for each in outcomes.case.divisions if each.finding is finding), None)
    return voted is None or not (voted.minority or voted.winner() == NO)
