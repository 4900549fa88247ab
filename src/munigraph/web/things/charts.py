"""Votes as drawings, in the language of the page."""

from __future__ import annotations

from ..drawing import Ballot, Drawing, Side, SideKind, Vote, VoteWords, draw_vote
from ..page import at, t
from .stories import ballots


def vote_chart(vote: ballots.Vote, name: str) -> Drawing:
    """A vote by party and side; `name` begins the ids in the drawing."""
    say = t()
    sides = [
        Side(
            SideKind(side.key),
            say(f"proceedings.sides.{side.key}"),
            side.stated,
            [_ballot(each) for each in side.ballots],
        )
        for side in vote.sides
        if side.total is not None or side.ballots
    ]
    words = VoteWords(
        unknown=say("proceedings.not_stated"),
        disagreement=say.text("proceedings.disagreement"),
        side=say("proceedings.side"),
        party=say("proceedings.who"),
        count=say("proceedings.count"),
        persons=say("proceedings.persons"),
    )
    description = say("proceedings.chart_of", vote=vote.it.text)
    return draw_vote(Vote(vote.it.text, description, sides, words, say.number), name)


def _ballot(ballot: ballots.Ballot) -> Ballot:
    party = ballot.party
    return Ballot(
        party=party.it.text if party else "",
        short=party.code if party else "",
        count=ballot.count,
        persons=[person.text for person in ballot.persons],
        link=at(party.it.path) if party and party.it.path else None,
    )
