"""Facts of sections whose sentences tell by themselves what happened (`tellings.py`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ..dates import first_day, of_year
from ..facts import Decision, Fact, Proposal, Statement, Unread
from ..listing import Listed, listed
from ..profile import Profile
from ..segments import Stage
from ..tellings import Telling, tellings
from ..tellings import ballots as votes
from . import ballots, put, resolved

_ANY = frozenset({"text", "title"})
"""Sections under no heading."""
NOT_UNDERSTOOD = "a vote that is not understood"
_AROUND = 60
"""How many sentences before and after a text that is moved tell what became of it."""


def read(stages: Sequence[Stage], profile: Profile) -> Iterator[Fact | Unread]:
    """The facts of all items, one after another."""
    if not profile.of("tellings"):
        return
    for _, of_item in groupby(stages, key=lambda stage: stage.item):
        yield from _of_item([(stage, _told(stage, profile)) for stage in of_item], profile)


def _told(stage: Stage, profile: Profile) -> list[Telling]:
    """What a stage tells."""
    kinds = profile.sections("told") | profile.sections("resolved") | _ANY
    return [
        each
        for section in stage.of(kinds)
        for each in tellings(section, profile)
        if _counts(each, section.kind, profile)
    ]


def _counts(each: Telling, kind: str, profile: Profile) -> bool:
    """Whether a sentence counts in a section of this kind.

    Under a heading of other bodies' treatment, only what names its body does; in the text
    of a decision, what was put into the minutes; under no heading, what says all by itself.
    """
    if kind in profile.sections("strict"):
        return True
    if kind in profile.sections("resolved"):
        return each.kind == "statement"
    if kind in profile.sections("told"):
        return each.kind == "statement" or each.said("body") is not None
    return bool(each.rule.means.get("alone"))


def _of_item(told: list[tuple[Stage, list[Telling]]], profile: Profile) -> Iterator[Fact | Unread]:
    decisions = [
        (each, _decision(each, stage, [other for other, _ in told], profile))
        for stage, found in told
        for each in found
        if each.rule.means.get("status")
    ]
    texts = [decision for stage, _ in told for decision in resolved.read(stage, profile)]
    bodies = {decision.body for decision in texts}
    drafted = tuple(put.headed([stage for stage, _ in told], texts, profile))
    given = False
    yield from texts
    yield from drafted
    for each, decision in decisions:
        if each.about == "proposal" and decision.body in bodies:
            if not drafted:
                yield _ruled(each, decision, profile)
            given = True
        else:
            yield decision
    for stage, found in told:
        unread = tuple(_unread(found, stage, profile))
        for number, ballot in enumerate(votes(found, profile), 1):
            vote = ballots.vote(ballot, number, stage)
            # Where another vote was not understood, this one's place in the order is not sure.
            yield replace(vote, verified=None) if vote.verified and _missed_vote(unread) else vote
        yield from _statements(found, stage, profile)
        yield from _amendments(found, stage, profile)
        yield from unread
    main = [decision for each, decision in decisions if each.about == "proposal"]
    for proposal in put.read(told, main, profile):
        if proposal.kind != "recommendation" or not given:
            yield proposal


def _ruled(each: Telling, decision: Decision, profile: Profile) -> Proposal:
    """What was put to a body whose decision stands under a heading of its own."""
    who = put.drafter(each.match[0], profile)
    return Proposal(
        start=decision.start,
        end=decision.end,
        rule=each.rule.name,
        kind="recommendation",
        movers=((who, None),) if who else (),
        outcome=decision.status,
        body=decision.body,
        date=decision.date,
    )


def _decision(each: Telling, stage: Stage, stages: list[Stage], profile: Profile) -> Decision:
    """A decision: of the body and day that the sentence names, else of the stage's."""
    body = profile.base(each.said("body")) or stage.body
    date = _day(each.said("date") or "", stage, profile)
    if date is None and body == stage.body:
        date = stage.date
    elif date is None:
        date = next((other.date for other in stages if other.body == body), None)
    start, end = each.raw
    return Decision(
        start=start, end=end, rule=each.rule.name, status=str(each.rule.means["status"]), body=body, date=date
    )


def _day(said: str, stage: Stage, profile: Profile) -> str | None:
    """The day that a sentence names; its year stands above the rows of a table."""
    day = first_day(said, profile.language)
    if day is None and stage.date and stage.date.isdecimal():
        return next((found.value for found in of_year(said, int(stage.date))), None)
    return day


def _statements(found: list[Telling], stage: Stage, profile: Profile) -> Iterator[Statement]:
    for each in found:
        who = listed(each.said("who") or "", profile) if each.kind == "statement" else None
        if who and (who.persons or who.parties):
            start, end = each.raw
            yield Statement(
                start=start,
                end=end,
                rule=each.rule.name,
                kind=str(each.rule.means["kind"]),
                signatories=who.persons,
                parties=who.parties,
                body=stage.body,
                date=stage.date,
            )


def _amendments(found: list[Telling], stage: Stage, profile: Profile) -> Iterator[Proposal]:
    """What was moved, and what the next sentence that rules on such a text says of it."""
    for at, each in enumerate(found):
        if each.kind != "moved":
            continue
        who = listed(each.said("who") or "", profile)
        behalf = listed(each.said("behalf") or "", profile).parties
        who = replace(who, parties=behalf or who.parties)
        start, end = each.raw
        yield Proposal(
            start=start,
            end=end,
            rule=each.rule.name,
            kind=str(each.rule.means.get("moves", "amendment")),
            movers=who.persons,
            parties=who.parties,
            outcome=each.rule.means.get("outcome")
            or _ruling(each, who, found[max(0, at - _AROUND) : at + _AROUND]),
            body=stage.body,
            date=stage.date,
        )


def _ruling(moved: Telling, who: Listed, found: Sequence[Telling]) -> str | None:
    """What a sentence says of a text that was moved: one that names its movers, or can mean no other."""
    after = [each for each in found[found.index(moved) + 1 :] if each.about == moved.about]
    rulings = [each for each in after if each.rule.means.get("status")]
    words = (
        [name for name, _ in who.persons if name]
        + [party for _, party in who.persons if party]
        + [*who.parties]
    )
    naming = [each for each in rulings if any(_names(each, word) for word in words)]
    if len(naming) == 1:
        return str(naming[0].rule.means["status"])
    return str(rulings[0].rule.means["status"]) if _next(moved, found) else None


def _next(moved: Telling, found: Sequence[Telling]) -> bool:
    """Whether the ruling follows at once, and the text moved before had its own."""
    told = [
        each for each in found if each.about == moved.about and each.kind in ("moved", "result", "decided")
    ]
    at = told.index(moved)
    before, after = told[max(0, at - 1) : at], told[at + 1 : at + 2]
    return [each.kind for each in before] != ["moved"] and bool(after) and after[0].kind != "moved"


def _names(each: Telling, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?:s|sin|sitt)?(?!\w)", each.match[0]) is not None


def _missed_vote(unread: Iterable[Unread]) -> bool:
    return any(each.reason == NOT_UNDERSTOOD for each in unread)


def _unread(found: list[Telling], stage: Stage, profile: Profile) -> Iterator[Unread]:
    """Decision sections of which nothing was understood."""
    known = {id(each.section) for each in found}
    for section in stage.of(profile.sections("told")):
        if (
            id(section) not in known
            and section.kind in profile.sections("strict")
            and section.view.text.strip()
        ):
            yield Unread(*section.view.raw(), "tellings", "no known sentence")
            continue
        for match in (
            match for rule in profile.of("votings") for match in rule.pattern.finditer(section.view.text)
        ):
            inside = (each for each in found if each.section is section)
            if not any(each.start < match.end() and match.start() < each.end for each in inside):
                yield Unread(*section.view.raw(*match.span()), "tellings", NOT_UNDERSTOOD)
