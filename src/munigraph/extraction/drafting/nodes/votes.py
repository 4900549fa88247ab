"""Votes: on which proposal, with how many on each side, and who."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...facts import Put, Side, Vote
from ...readers.rolls import RollCall
from ..naming import own
from ..people import People
from ..rolls import Counted, doubts
from ..sheet import Node, Sheet, Sitting
from ..wording import ANSWERS, Label, Several, label
from .proposals import Proposed

_VERBS = ("adopt ", "reject ")
_BALLOTS = (
    ("ballotFor", "BallotFor"),
    ("ballotAgainst", "BallotAgainst"),
    ("ballotAbstaining", "BallotAbstaining"),
)


def _compared(vote: Vote, roll: RollCall) -> Vote:
    """The vote with what its roll call shows: that they agree, or where they do not."""
    found = tuple(doubts(vote, roll))
    verified = vote.verified if vote.verified is False else not found
    return replace(vote, verified=verified, notes=(*vote.notes, *found))


def _named(ballots: Mapping[str, list[Node]]) -> bool:
    return any("voterMandate" in ballot for each in ballots.values() for ballot in each)


@dataclass(frozen=True, slots=True)
class _Matter:
    """What a vote is on, and whether the side that answered yes is for it."""

    text: int | None
    yes_is_for: bool


def draft(
    sheet: Sheet, people: People, here: Sitting, vote: Vote, proposed: dict[int, Proposed]
) -> tuple[str, Proposed]:
    """A vote as a record has it: its id, and what it was on."""
    matter = _matter(vote, proposed)
    on = proposed.get(matter.text) if matter.text is not None else None
    if on is None:
        on = _own(sheet, here, vote)
        proposed[-1_000 - vote.sequence] = on
    sides = (vote.supporting, vote.opposing) if matter.yes_is_for else (vote.opposing, vote.supporting)
    name = sheet.ids.new("vote", here.base, vote.sequence)
    meanings = _meanings(sheet, vote, matter, proposed)
    keys: dict[str, Any] = {
        "voteOn": on.id,
        "atItem": here.item,
        "decidedBy": None if here.item else here.body,
        "sequence": vote.sequence,
        "votesFor": sides[0].count,
        "votesAgainst": sides[1].count,
        "votesAbstaining": vote.abstaining.count,
        **dict(zip(("meaningOfFor", "meaningOfAgainst"), meanings, strict=True)),
    }
    ballots = _ballots(sheet, people, here, vote, (own(name), (*sides, vote.abstaining)))
    annex = sheet.paper.pointers.get(vote.start)
    roll = people.rolls.of(here, annex)
    if annex and roll:
        people.rolls.count(here, annex, Counted(name, matter.yes_is_for))
        vote = _compared(vote, roll)
    keys["voteMethod"] = "voting-system" if roll else "roll-call" if _named(ballots) else None
    figures = "–".join(str(side.count) for side in sides if side.count is not None)
    key = "vote.label" if figures else "vote.uncounted"
    called = label(key, number=vote.sequence, figures=figures, what=sheet.what(here.number))
    sheet.nodes.append(sheet.stated(vote, name, "VoteEvent", called, **keys, **ballots))
    return name, on


def _matter(vote: Vote, proposed: Mapping[int, Proposed]) -> _Matter:
    """What the vote is on: what one side is for and the other against, else the text of the yes side."""
    yes, no = vote.puts
    said = (vote.meaning.supports or "", vote.meaning.opposes or "")
    plain = [each.partition(" ")[2] for each in said if each.startswith(_VERBS)]
    if len(plain) == 2 and plain[0] == plain[1] and said[0] != said[1]:
        text = _common(plain[0], (yes, no), proposed)
        return _Matter(text, said[0].startswith("adopt"))
    if yes and no and yes.text == no.text:
        return _Matter(yes.text, no.act == "refuse" or yes.act == "support")
    if yes and no and yes.kind == no.kind == "question":
        return _Matter(yes.text, yes.act == "support")
    if yes and yes.act == "support":
        return _Matter(yes.text, True)
    if no and no.act == "support":
        return _Matter(no.text, False)
    return _Matter(yes.text if yes else None, True)


def _common(meant: str, puts: tuple[Put | None, Put | None], proposed: Mapping[int, Proposed]) -> int | None:
    """The text that both sides are about: the item's motion where that is meant."""
    kinds = {"the motion": ("motion",), "the proposal": ("initiative", "item")}.get(meant, ())
    found = next((number for number, each in proposed.items() if each.kind in kinds), None)
    if found is not None:
        return found
    return next((put.text for put in puts if put), None)


def _own(sheet: Sheet, here: Sitting, vote: Vote) -> Proposed:
    """A proposal that is known only by the vote on it."""
    name = sheet.ids.new("proposal", here.base, "vote", vote.sequence)
    called = label("proposal.voted", number=vote.sequence, what=sheet.what(here.number))
    sheet.nodes.append(sheet.stated(vote, name, "Proposal", called, proposedTo=here.body))
    return Proposed(name, "voted", (), frozenset(), called)


def _meanings(
    sheet: Sheet, vote: Vote, matter: _Matter, proposed: Mapping[int, Proposed]
) -> tuple[Label | None, Label | None]:
    """What the sides were called, and what they would do."""
    said = [_meaning(put, proposed) for put in vote.puts]
    answers = ANSWERS.get(sheet.paper.language)
    if answers:
        said = [
            label("meaning.answer", answer=answer, meaning=each) if each else None
            for answer, each in zip(answers, said, strict=True)
        ]
    return (said[0], said[1]) if matter.yes_is_for else (said[1], said[0])


def _meaning(put: Put | None, proposed: Mapping[int, Proposed]) -> Label | None:
    if put is None or put.act not in ("support", "refuse"):
        return None
    supports = put.act == "support"
    if put.kind == "recommittal":
        return label("meaning.recommit" if supports else "meaning.not-recommit")
    if put.kind == "question":
        return label("meaning.put" if supports else "meaning.not-put")
    on = proposed.get(put.text)
    kind = on.kind if on else "other"
    text = label(f"text.{kind}", who=Several.of(on.who)) if on and on.who else label("text.other")
    return label("meaning.adopt" if supports else "meaning.reject", text=text)


def _ballots(
    sheet: Sheet, people: People, here: Sitting, vote: Vote, sides: tuple[str, tuple[Side, ...]]
) -> dict[str, list[Node]]:
    base, each = sides
    found: dict[str, list[Node]] = {}
    for (key, type_), side in zip(_BALLOTS, each, strict=True):
        ballots = [*_of_persons(sheet, people, here, vote, side), *_of_parties(sheet, here, vote, side)]
        if ballots:
            found[key] = [
                {"id": sheet.ids.new("ballot", base, who), "type": type_, name: value}
                for who, name, value in ballots
            ]
    return found


def _of_persons(
    sheet: Sheet, people: People, here: Sitting, vote: Vote, side: Side
) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for named in side.voters:
        mandate = people.mandate(sheet, here, named, vote)
        person = people.person(sheet, named)
        if mandate and person:
            found.append((own(person).removeprefix(f"{sheet.place}-"), "voterMandate", mandate))
    return found


def _of_parties(sheet: Sheet, here: Sitting, vote: Vote, side: Side) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for letters in side.parties:
        party = sheet.known.party(sheet.paper.country, letters, here.date or "")
        if party is None:
            sheet.leave(vote, f"party {letters} is not in data/reference/parties.yaml")
        else:
            found.append((own(party), "votingParty", party))
    return found
