"""The ballots of roll calls in annexes: who voted how in the votes of other documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...counting import ABSTAIN, NO, YES
from ...readers.rolls import Ballot
from ..naming import own
from ..people import People
from ..sheet import LeftOut, Node, Sheet, Sitting

_FOR, _AGAINST, _ABSTAINING = (
    ("ballotFor", "BallotFor"),
    ("ballotAgainst", "BallotAgainst"),
    ("ballotAbstaining", "BallotAbstaining"),
)


def draft(sheet: Sheet, people: People, here: Sitting) -> None:
    """The ballots of all roll calls in a document."""
    for roll in sheet.paper.rolls:
        counted = people.rolls.counted(here, roll)
        if counted is None:
            reason = f"no vote that is drafted with this document names annex {roll.annex}"
            sheet.left_out.append(LeftOut(*roll.span, "roll call", reason))
            continue
        node: Node = {"id": counted.vote}
        sides = (YES, NO) if counted.yes_is_for else (NO, YES)
        for (key, type_), side in zip((_FOR, _AGAINST, _ABSTAINING), (*sides, ABSTAIN), strict=True):
            ballots = list(_ballots(sheet, people, here, (counted.vote, type_), roll.of(side)))
            if ballots:
                node[key] = ballots
        node["evidence"] = [sheet.span(*roll.span)]
        sheet.nodes.append(node)


def _ballots(
    sheet: Sheet, people: People, here: Sitting, of: tuple[str, str], ballots: Iterable[Ballot]
) -> Iterator[Node]:
    vote, type_ = of
    for ballot in ballots:
        mandate = people.mandate(sheet, here, ballot.voter, ballot)
        person = people.person(sheet, ballot.voter)
        if mandate and person:
            who = own(person).removeprefix(f"{sheet.place}-")
            yield {"id": sheet.ids.new("ballot", own(vote), who), "type": type_, "voterMandate": mandate}
