"""Votes: how parties and their members side, and what is written down of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random

from .page import DocumentPage
from .terms import a, coded, number, term, thing
from .town import Body, Seat, Term

FOR, AGAINST, ABSTAINING = range(3)
KINDS = tuple(a(name) for name in ("BallotFor", "BallotAgainst", "BallotAbstaining"))
LINKS = tuple(term(name) for name in ("ballotFor", "ballotAgainst", "ballotAbstaining"))
COUNTS = ("votesFor", "votesAgainst", "votesAbstaining")
VOTING_PARTY = term("votingParty")
UNANIMOUS = 0.3
DISSENT = 0.04
METHODS = ("roll-call", "voting-system")


def members(body: Body, term: Term, bodies: tuple[Body, ...]) -> tuple[Seat, ...]:
    """Who sits in a body: all of the council, or every so-manieth of it up to eleven."""
    if body.kind == "council":
        return term.seats
    place = bodies.index(body)
    return term.seats[place % 4 :: max(1, len(term.seats) // 11)][:11]


@dataclass(frozen=True, slots=True)
class Voting:
    """Who votes, how likely a party is to be in favour, and whether each member is named."""

    seats: tuple[Seat, ...]
    favour: float
    by_name: bool


def describe_vote(page: DocumentPage, slug: str, voting: Voting, *pairs: str) -> bool:
    """Hold a vote on the page; whether it was won."""
    random = page.random
    present = _present(voting.seats, random) if voting.by_name else voting.seats
    sides = _sides(present, voting.favour, random)
    tally = Counter(sides)
    vote = thing(f"vote/{slug}")
    page.say(
        vote,
        a("VoteEvent"),
        *(number(name, tally[side]) for side, name in enumerate(COUNTS)),
        coded("voteMethod", f"vote-method/{random.choice(METHODS) if voting.by_name else 'show-of-hands'}"),
        page.evidence(),
        *pairs,
    )
    if voting.by_name:
        _ballots_of_persons(page, vote, slug, present, sides)
    else:
        _ballots_of_parties(page, vote, slug, present, sides)
    return tally[FOR] > tally[AGAINST]


def _present(seats: tuple[Seat, ...], random: Random) -> tuple[Seat, ...]:
    """Up to two members are away."""
    away = {int(random.random() * len(seats)) for _ in range(int(random.random() * 3))}
    return tuple(seat for place, seat in enumerate(seats) if place not in away)


def _sides(seats: tuple[Seat, ...], favour: float, random: Random) -> list[int]:
    """Parties vote together, but for a few members who do not."""
    chance = random.random
    if chance() < UNANIMOUS:
        return [FOR if favour > chance() else AGAINST] * len(seats)
    lines: dict[str, int] = {}
    sides = []
    for seat in seats:
        line = lines.get(seat.party)
        if line is None:
            line = lines[seat.party] = ABSTAINING if chance() < 0.1 else int(chance() > favour)
        sides.append(int(chance() * 3) if chance() < DISSENT else line)
    return sides


def _ballots_of_persons(
    page: DocumentPage, vote: str, slug: str, seats: tuple[Seat, ...], sides: list[int]
) -> None:
    add = page.lines.append
    for seat, side in zip(seats, sides, strict=True):
        ballot = thing(f"ballot/{slug}-{seat.number:02d}")
        add(f"{vote} {LINKS[side]} {ballot}")
        add(f"{ballot} {KINDS[side]}")
        add(f"{ballot} {seat.voter}")


def _ballots_of_parties(
    page: DocumentPage, vote: str, slug: str, seats: tuple[Seat, ...], sides: list[int]
) -> None:
    """One ballot for each party on each side, with its number of members there."""
    strengths = Counter(zip((seat.party for seat in seats), sides, strict=True))
    for (party, side), count in strengths.items():
        code = party.rpartition("/")[2].rstrip(">")
        ballot = thing(f"ballot/{slug}-{code}-{side}")
        page.say(vote, f"{LINKS[side]} {ballot}")
        page.say(ballot, KINDS[side], f"{VOTING_PARTY} {party}", number("memberCount", count))
