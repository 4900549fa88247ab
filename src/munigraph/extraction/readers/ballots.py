"""Votes whose sentences say for and against by themselves, with the checks they passed."""

from __future__ import annotations

from ..facts import Meaning, Side, Vote
from ..segments import Stage
from ..tellings import SIDES, Ballot, Ballots

_WON = {"adopted": "for", "recommended": "for", "rejected": "against"}
RIVALS = "rivals"
"""What an opening is about that puts two texts against each other: either may win."""
_NAMES = {"amendment": "the amendment", "proposal": "the proposal"}


def vote(ballot: Ballot, number: int, stage: Stage) -> Vote:
    first, last = ballot.tellings[0], ballot.tellings[-1]
    result = ballot.result or ballot.decided
    told = (result, *ballot.tellings) if result else ballot.tellings
    about = _NAMES.get(next((each.about for each in told if each.kind != "side"), ""))
    outcome = _WON.get(str(result.rule.means.get("status"))) if result else None
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
    opened = {each.about for each in ballot.tellings if each.kind == "opening"} - {RIVALS}
    same = ballot.result is not None and opened <= {ballot.result.about}
    sure = same and not ballot.gaps
    return bool(outcome) and counted and sure and all(each.whole for each in lists)


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
