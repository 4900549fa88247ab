"""The page of a vote."""

from __future__ import annotations

from dataclasses import dataclass

from .ballots import Vote, vote, votes
from .near import near
from .proceedings import Decided, Proposed, decisions, proposals
from .setting import Setting, setting
from .telling import Teller


@dataclass(frozen=True, slots=True)
class VoteStory:
    """A vote, what on, what came of it, and its place among the votes on its item."""

    it: Vote
    setting: Setting
    on: tuple[Proposed, ...]
    decisions: tuple[Decided, ...]
    all: tuple[Vote, ...]
    """All votes on the item, this one included, in their order."""
    cut: bool

    @property
    def place(self) -> int:
        """Its place among the votes on the item; the first is 1."""
        return next((n for n, each in enumerate(self.all, 1) if each.it.iri == self.it.it.iri), 1)


async def tell_vote(teller: Teller) -> VoteStory:
    """What the page of a vote tells."""
    found = await near(teller, "vote", "ballots")
    where = setting(found, teller.iri)
    day = where.day.text if where.day else ""
    return VoteStory(
        it=vote(found, teller.iri, day),
        setting=where,
        on=proposals(found, found.things("proposal")),
        decisions=decisions(found, found.things("decision")),
        all=votes(found, {*found.things("beside"), teller.iri}, day),
        cut=found.cut,
    )
