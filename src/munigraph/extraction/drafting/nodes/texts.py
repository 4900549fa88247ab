"""The texts that the facts of one body's treatment of an item speak of, each with its facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ...facts import Decision, Fact, Proposal, Put, Vote
from ...text import Span

OPEN = frozenset({"motion", "initiative"})
"""Texts that are the item itself, and come up at every meeting that treats it."""
CHANGING = frozenset({"addition", "amendment", "text", "budget"})
"""Texts that would change another."""
_MAIN = frozenset({"draft", "motion", "initiative"})
"""Texts that others would change."""
_ALONE = {"recommendation": "draft", "amendment": "amendment"}
"""What a text is whose fact does not say which it is of those known."""
_TITLES = "titles/"


@dataclass(slots=True)
class Text:
    """A text, and the facts that speak of it."""

    put: Put | None
    heading: Span
    """Where the item's title stands: what stands there is the item itself."""
    proposals: list[Proposal] = field(default_factory=list)
    others: list[Fact] = field(default_factory=list)

    @property
    def first(self) -> Fact:
        """The first fact that speaks of it."""
        return min((*self.proposals, *self.others), key=lambda fact: (fact.start, fact.end))

    @property
    def own(self) -> list[Proposal]:
        """The facts that move it, or say that somebody did."""
        return [fact for fact in self.proposals if fact.put is None or fact.put.act == "support"]

    @property
    def outcomes(self) -> frozenset[str]:
        """What became of it. What became of a move to support a motion is the fate of the move, not
        of the motion, whose fate is told with its title."""
        told = [fact for fact in self.own if fact.rule.startswith(_TITLES)] or self.own
        if not told and any(self._is_followed(fact) for fact in self.others):
            return frozenset({"adopted"})
        return frozenset(fact.outcome for fact in told if fact.outcome)

    def _is_followed(self, fact: Fact) -> bool:
        """Whether a decision says in its lead-in that it follows this text."""
        after = fact.after if isinstance(fact, Decision) else ()
        return self.put is not None and any(put.text == self.put.text for put in after)

    @property
    def kind(self) -> str:
        """A motion or initiative where the item is one, else as it is spoken of."""
        if any(fact.rule.startswith(_TITLES) for fact in self.proposals):
            return "motion" if self.put is None or self.put.kind == "motion" else "initiative"
        if self.put is None:
            first = self.first
            in_title = self.heading[0] <= first.start and first.end <= self.heading[1]
            return "motion" if in_title else _ALONE.get(self.proposals[0].kind, "point")
        return self.put.kind if self.put.kind != "question" or self.put.names else "other"

    def moves(self, act: str) -> Iterator[Proposal]:
        """The facts by which somebody moves that it be adopted (`support`) or rejected (`refuse`)."""
        for fact in self.proposals:
            if (
                fact.put is not None
                and fact.put.act == act
                and not fact.rule.startswith((_TITLES, "drafts/"))
            ):
                yield fact


def texts(facts: Iterable[Fact], heading: Span) -> dict[int, Text]:
    """The texts by their numbers; a proposal whose text is not known again is one by itself."""
    found: dict[int, Text] = {}
    told: list[tuple[Put, Fact]] = []
    for fact in facts:
        if isinstance(fact, Proposal) and not is_retold(fact):
            number = fact.put.text if fact.put else -1 - len(found)
            found.setdefault(number, Text(fact.put, heading)).proposals.append(fact)
        elif isinstance(fact, Decision | Vote):
            puts = fact.puts if isinstance(fact, Vote) else (fact.put, *fact.after)
            told += [(put, fact) for put in puts if put is not None]
    for put, fact in told:
        found.setdefault(_known(put, found), Text(put, heading)).others.append(fact)
    return found


def _known(put: Put, found: Mapping[int, Text]) -> int:
    """The number of a text; what is only said to be of some parties may be the one that they moved."""
    if put.text in found or put.kind != "text" or not put.parties:
        return put.text
    theirs = [
        at for at, text in found.items() if text.put is not None and set(text.put.parties) == set(put.parties)
    ]
    return theirs[0] if len(theirs) == 1 else put.text


def main(found: dict[int, Text]) -> int | None:
    """The text that additions and rivals would change: the one that won, else the first."""
    numbers = sorted(at for at, text in found.items() if text.kind in _MAIN)
    return next((at for at in numbers if "adopted" in found[at].outcomes), next(iter(numbers), None))


def is_retold(fact: Proposal) -> bool:
    """Whether a motion is one that the text tells of, not the item."""
    return fact.put is None and fact.rule.startswith(_TITLES)
