"""Facts of sections whose sentences tell by themselves what happened (`tellings.py`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from .. import names
from ..dates import first_day, of_year
from ..facts import Decision, Fact, Meaning, Named, Proposal, Side, Statement, Unread, Vote
from ..parties import parties
from ..profile import Profile
from ..resolutions import status_of
from ..segments import Stage
from ..tellings import SIDES, Ballot, Ballots, Listed, Telling, ballots, listed, tellings

_WON = {"adopted": "for", "rejected": "against"}
_NAMES = {"amendment": "the amendment", "proposal": "the proposal"}


def read(stages: Sequence[Stage], profile: Profile) -> Iterator[Fact | Unread]:
    """The facts of all items, one after another."""
    if not profile.of("tellings"):
        return
    for _, of_item in groupby(stages, key=lambda stage: stage.item):
        yield from _of_item([(stage, _told(stage, profile)) for stage in of_item], profile)


def _told(stage: Stage, profile: Profile) -> list[Telling]:
    """What a stage tells. Under a heading of other bodies' treatment, only what names its body counts."""
    return [
        each
        for section in stage.of(profile.sections("told"))
        for each in tellings(section, profile)
        if section.kind in profile.sections("strict") or each.kind == "statement" or each.said("body")
    ]


def _of_item(told: list[tuple[Stage, list[Telling]]], profile: Profile) -> Iterator[Fact | Unread]:
    decisions = [
        (each, _decision(each, stage, [other for other, _ in told], profile))
        for stage, found in told
        for each in found
        if each.rule.means.get("status")
    ]
    resolved = [decision for stage, _ in told for decision in _resolutions(stage, profile)]
    bodies = {decision.body for decision in resolved}
    put = False
    yield from resolved
    for each, decision in decisions:
        if each.about == "proposal" and decision.body in bodies:
            yield _ruled(each, decision)
            put = True
        else:
            yield decision
    for stage, found in told:
        for number, ballot in enumerate(ballots(found, profile), 1):
            yield _vote(ballot, number, stage)
        yield from _statements(found, stage, profile)
        yield from _amendments(found, stage, profile)
        yield from _unread(found, stage, profile)
    main = [decision for each, decision in decisions if each.about == "proposal"]
    for proposal in _puts_of(told, main, profile):
        if proposal.kind != "recommendation" or not put:
            yield proposal


def _resolutions(stage: Stage, profile: Profile) -> Iterator[Decision]:
    """The texts that a body decided (`Vedtak`), or puts to another, under a heading of their own."""
    for section in stage.of(profile.sections("resolved")):
        if not section.view.text.strip():
            continue
        status, rule = status_of(section.view.flowed().text, profile)
        if section.kind == "proposal":
            status, rule = "recommended", ""
        start, end = section.view.raw()
        yield Decision(
            start=start,
            end=end,
            rule=rule or "tellings/resolution",
            status=status or "adopted",
            body=profile.base(section.said.get("body")) or stage.body,
            date=stage.date,
        )


def _ruled(each: Telling, decision: Decision) -> Proposal:
    """What was put to a body whose decision stands under a heading of its own."""
    return Proposal(
        start=decision.start,
        end=decision.end,
        rule=each.rule.name,
        kind="recommendation",
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


def _vote(ballot: Ballot, number: int, stage: Stage) -> Vote:
    first, last = ballot.tellings[0], ballot.tellings[-1]
    about = _NAMES.get(next((each.about for each in ballot.tellings if each.kind != "side"), ""))
    outcome = _WON.get(str(ballot.result.rule.means.get("status"))) if ballot.result else None
    checks, notes = _checks(ballot, outcome)
    return Vote(
        start=first.raw[0],
        end=last.raw[1],
        rule="tellings/vote",
        sequence=number,
        supporting=_side(ballot.sides["for"]),
        opposing=_side(ballot.sides["against"]),
        abstaining=_side(ballot.sides["abstain"]),
        meaning=Meaning(f"adopt {about}", f"reject {about}") if about else Meaning(),
        outcome=outcome,
        body=stage.body,
        date=stage.date,
        verified=False if notes else True if checks and _whole(ballot, outcome) else None,
        checks=tuple(checks),
        notes=tuple(notes),
    )


def _side(side: Ballots) -> Side:
    found = side.listed
    return Side(side.count, found.persons if found else (), found.parties if found else ())


def _whole(ballot: Ballot, outcome: str | None) -> bool:
    """Whether all that is told of a vote is read: outcome, both numbers, every list."""
    counted = ballot.sides["for"].count is not None and ballot.sides["against"].count is not None
    lists = (side.listed for side in ballot.sides.values() if side.listed)
    return bool(outcome) and counted and not ballot.gaps and all(each.whole for each in lists)


def _checks(ballot: Ballot, outcome: str | None) -> tuple[list[str], list[str]]:
    """What agrees in a vote, and what does not."""
    checks: list[str] = []
    notes = list(ballot.doubts)
    for side in SIDES:
        count, found = ballot.sides[side].count, ballot.sides[side].listed
        named = len(found.persons) if found and found.persons and not found.parties else None
        named = (
            sum(found.numbers)
            if found and found.numbers and len(found.numbers) == len(found.parties)
            else named
        )
        if count is not None and named == count:
            checks.append(f"names equal the count: {side}")
        elif count is not None and named is not None:
            notes.append(f"{side}: {count} stated, {named} named")
    yes, no = ballot.sides["for"].count, ballot.sides["against"].count
    if outcome and yes is not None and no is not None and yes != no:
        agrees = (yes > no) == (outcome == "for")
        (checks if agrees else notes).append(f"{yes} for, {no} against, and {outcome} won")
    voters = [each for side in ballot.sides.values() if side.listed for each in side.listed.persons]
    if len(set(voters)) < len(voters):
        notes.append("somebody is named twice")
    return checks, notes + _split(ballot)


def _split(ballot: Ballot) -> list[str]:
    """Parties that stand on two sides, where no numbers say that they were divided."""
    lists = [side.listed for side in ballot.sides.values() if side.listed and not side.listed.numbers]
    named = [party for found in lists for party in found.parties]
    return [f"{party} is on two sides" for party in sorted({each for each in named if named.count(each) > 1})]


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
    for each in found:
        if each.kind != "moved":
            continue
        who = listed(each.said("who") or "", profile)
        start, end = each.raw
        yield Proposal(
            start=start,
            end=end,
            rule=each.rule.name,
            kind="amendment",
            movers=who.persons,
            parties=who.parties,
            outcome=each.rule.means.get("outcome") or _ruling(each, who, found),
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


def _puts_of(
    told: list[tuple[Stage, list[Telling]]], decisions: list[Decision], profile: Profile
) -> Iterator[Proposal]:
    """What was put to a body, once by each who puts it; its outcome is that body's decision."""
    seen: set[tuple[str, ...]] = set()
    for each in _puts(told, profile):
        if each.about == "motion":
            if each.section.kind in profile.sections("tables") | {"title"}:
                yield from _motion(each, told, decisions, profile)
            continue
        who = tuple(_movers(each, told, profile))
        if who in seen:
            continue
        seen.add(who)
        body = profile.base(each.said("body"))
        start, end = each.raw
        yield Proposal(
            start=start,
            end=end,
            rule=each.rule.name,
            kind="recommendation",
            movers=tuple((name, None) for name in who),
            outcome=_status(decisions, body),
        )


def _status(decisions: list[Decision], body: str | None) -> str | None:
    """What a body decided on the thing itself; without a body, the first that is told.

    What it recommended to another counts where it did nothing else.
    """
    statuses = [each.status for each in decisions if body is None or each.body == body]
    return next((each for each in statuses if each != "recommended"), next(iter(statuses), None))


def _motion(
    each: Telling, told: list[tuple[Stage, list[Telling]]], decisions: list[Decision], profile: Profile
) -> Iterator[Proposal]:
    """A motion that is the item, or a row; one that is answered has met with no decision of its own."""
    who = listed(each.said("by") or "", profile)
    movers = who.persons
    if each.section.kind in profile.sections("tables"):
        line = each.section.view.text.find("\n", each.start)
        first, last = each.section.view.raw(each.start, line if line >= 0 else None)
        decisions = [decision for decision in decisions if first <= decision.start < last]
    else:
        movers = movers or _signed(told, profile)
    if not (movers or who.parties):
        return
    start, end = each.section.view.raw(each.start, each.match.end())
    yield Proposal(
        start=start,
        end=end,
        rule=each.rule.name,
        kind="motion",
        movers=movers,
        parties=who.parties,
        outcome=None if each.said("answer") else _status(decisions, None),
    )


def _signed(told: list[tuple[Stage, list[Telling]]], profile: Profile) -> tuple[Named, ...]:
    """Those who sign a motion."""
    known = parties(profile.country)
    texts = (section.view.text for stage, _ in told for section in stage.sections)
    return tuple(dict.fromkeys(person.named for text in texts for person in names.signed(text, known)))


def _puts(told: list[tuple[Stage, list[Telling]]], profile: Profile) -> Iterator[Telling]:
    """Where something is put to a body, in order; what decided or lists documents puts nothing."""
    apart = (profile.sections("told") | profile.sections("lists")) - profile.sections("tables")
    for section in (section for stage, _ in told for section in stage.sections if section.kind not in apart):
        found = [
            Telling(section, rule, match, len(section.view.text))
            for rule in profile.of("puts")
            for match in rule.pattern.finditer(section.view.text)
        ]
        taken = 0
        for each in sorted(found, key=lambda each: (each.start, -each.match.end())):
            if each.start >= taken:
                taken = each.match.end()
                yield each


def _movers(each: Telling, told: list[tuple[Stage, list[Telling]]], profile: Profile) -> Iterator[str]:
    """Who puts it: named there, else where the item speaks of it."""
    if each.said("who"):
        yield " ".join(str(each.said("who")).split())
        return
    for stage, _ in told:
        for section in stage.sections:
            for rule in profile.of("movers"):
                for found in rule.pattern.finditer(section.view.flowed().text):
                    yield from (value for value in found.groupdict().values() if value)
                    return


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
                yield Unread(*section.view.raw(*match.span()), "tellings", "a vote that is not understood")
