"""Votes, with what their sides stand for, and whether the text agrees with itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..counting import ABSTAIN, NO, YES, Tally
from ..divisions import Division
from ..facts import Meaning, Put, Side, Vote
from ..meaning import decided_side, meanings
from ..outcomes import Outcomes


def read(outcomes: Outcomes, body: str | None, date: str | None) -> Iterator[Vote]:
    """The votes of a case, in order."""
    # Where something of a vote was not understood, the order and the numbers are not sure.
    unsure = any(
        each.reader == "vote" and each.reason.endswith("not understood")
        for each in outcomes.case.proceedings.unread
    )
    for number, division in enumerate(outcomes.case.divisions, 1):
        vote = _vote(division, number, outcomes, body, date)
        yield replace(vote, verified=None) if vote.verified and unsure else vote


def _vote(division: Division, number: int, outcomes: Outcomes, body: str | None, date: str | None) -> Vote:
    start, end = division.raw
    meaning = meanings(division, outcomes)
    vote = Vote(
        start=start,
        end=end,
        rule="votes",
        sequence=number,
        supporting=_side(division.sides[YES]),
        opposing=_side(division.sides[NO]),
        abstaining=_side(division.sides[ABSTAIN]),
        meaning=Meaning(meaning[YES], meaning[NO]),
        outcome="minority recommittal" if division.minority else division.winner(),
        body=body,
        date=date,
        puts=(_put(division.sides[YES], outcomes), _put(division.sides[NO], outcomes)),
    )
    return _checked(vote, division, outcomes)


def _put(tally: Tally, outcomes: Outcomes) -> Put | None:
    return outcomes.texts.put(tally.asks[0] if tally.asks else None)


def _side(tally: Tally) -> Side:
    return Side(tally.count, tally.voters, tally.parties)


def _checked(vote: Vote, division: Division, outcomes: Outcomes) -> Vote:
    """The vote with the checks it passed, and what in it disagrees."""
    checks: list[str] = []
    notes: list[str] = []
    if vote.meaning.supports is not None and vote.meaning.supports == vote.meaning.opposes:
        notes.append("both sides seem to stand for the same")
    for side, tally in division.sides.items():
        for stated in {tally.count, tally.listed} - {None}:
            if tally.voters and len(tally.voters) == stated:
                checks.append(f"names equal the count: {side}")
            elif tally.voters:
                notes.append(f"{side}: {stated} stated, {len(tally.voters)} named")
    winner = NO if division.minority else division.winner()
    decided = decided_side(division, outcomes)
    if winner and decided == winner:
        checks.append("the decision is what the winning side stands for")
    elif winner and decided:
        notes.append(f"{winner} has more votes, the decision is what {decided} stands for")
    twice = {name for side in division.sides.values() for name in side.voters}
    if len(twice) < sum(len(side.voters) for side in division.sides.values()):
        notes.append("somebody is named twice")
    verified = False if notes else True if winner and decided else None
    return replace(vote, verified=verified, checks=tuple(checks), notes=tuple(notes))
