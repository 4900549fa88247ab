"""An item before a body: what was moved, found, voted and decided; and which texts are the same.

The same text is spoken of in many ways: "the additional proposal of M and L of 2 June" in a
list of moves, "the additional proposal" when it is put, "Berg's proposal" in a vote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from .asking import Ask, Text
from .divisions import Division
from .facts import Named
from .profile import Profile
from .resolutions import Block
from .said import Finding, Move, Proceedings

MAIN = ("draft", "text", "motion", "budget", "initiative")
"""Kinds of text of which one wins; an addition is put alone."""
_BY_MOVER = ("text", "own", "budget", "addition", "recommittal")


@dataclass(frozen=True)
class Case:
    """An item before a body."""

    proceedings: Proceedings
    divisions: tuple[Division, ...]
    blocks: tuple[Block, ...]
    profile: Profile
    chair: Named | None = None
    own_parties: frozenset[str] = frozenset()
    """Whose initiative the item itself is, where it is that of parties."""
    motion: bool = False
    """Whether the item is a motion."""

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        return tuple(each for each in self.proceedings.said if isinstance(each, Move))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.proceedings.said if isinstance(each, Finding))

    @cached_property
    def _movers(self) -> frozenset[frozenset[str]]:
        """The parties of each text that was moved."""
        asks = (ask for move in self.moves for ask in separated(move.asks))
        return frozenset(frozenset(ask.text.parties) for ask in asks if ask.text and ask.text.parties)

    @cached_property
    def statuses(self) -> frozenset[str]:
        """What the decision did, each way once."""
        found: set[str | None] = set()
        for block in self.blocks:
            found |= {block.status} if block.status else {point.status for point in block.points}
        return frozenset(status for status in found if status)

    def office(self, text: Text) -> str:
        """Who put a draft: `board`, `office`, …; `""` for other texts."""
        if text.kind != "draft":
            return ""
        rules = self.profile.of("drafts")
        return next((str(rule.means["name"]) for rule in rules if rule.pattern.search(text.wording)), "draft")

    def resolved(self, ask: Ask) -> tuple[Ask, ...]:
        """The ask with names replaced by what the named have moved: `Berg's proposal`."""
        text = ask.text
        if text is None or text.kind not in _BY_MOVER or text.groups:
            return (ask,)
        named = [self.chair] if text.kind == "own" and self.chair else list(text.names)
        moved = next((move for name in named if (move := self._move_of(name))), None)
        if moved is None:
            return (ask,)
        sort = _sort(text) if _sort(text) in ("addition", "recommittal") else ""
        wanted = [each for each in moved.asks if each.text and _apart(each.text) == sort]
        first = [each for each in wanted if each.rank == 1 and not _others(each)] or wanted
        return tuple(_with_act(each, ask.act) for each in first) or (ask,)

    def _move_of(self, who: Named | None) -> Move | None:
        """The move of a person, best one where the person comes first."""
        if who is None:
            return None
        theirs = [move for move in self.moves if who[0] in {name for name, _ in move.movers}]
        return min(theirs, key=lambda move: move.movers[0][0] != who[0], default=None)

    def same(self, one: Text, other: Text) -> bool:
        """Whether two ways of speaking can mean one text."""
        if _sort(one) != _sort(other):
            return False
        if one.kind == "draft":
            return self.office(one) == self.office(other)
        if _sort(one) in ("motion", "initiative", "item", "question"):
            return not (one.names and other.names and one.names[0][0] != other.names[0][0])
        if set(one.parties) != set(other.parties) and not self._among(one, other):
            return False
        dates = [{group.date for group in text.groups if group.date} for text in (one, other)]
        if all(dates) and not dates[0] & dates[1]:
            return False
        return not (one.subjects and other.subjects and not set(one.subjects) & set(other.subjects))

    def _among(self, one: Text, other: Text) -> bool:
        """Whether one text is one of several that are spoken of with all their parties in one list."""
        part, whole = sorted((set(one.parties), set(other.parties)), key=len)
        texts = {whose for whose in self._movers if whose < whole}
        return bool(part) and part in texts and set().union(*texts) == whole


def _apart(text: Text) -> str:
    """The sort of what is put alone; `""` of rivals."""
    return _sort(text) if _sort(text) in ("addition", "recommittal") else ""


def _sort(text: Text) -> str:
    """Kinds that mean the same: a text said to ask for the motion's success is the motion."""
    if text.urges or text.kind == "motion":
        return "motion"
    return {"recommit": "recommittal", "budget": "text"}.get(text.kind, text.kind)


def _others(ask: Ask) -> bool:
    return (
        ask.act == "refuse"
        and ask.text is not None
        and ask.text.kind in ("others", "all", "addition", "text")
    )


def _with_act(moved: Ask, act: str) -> Ask:
    """What a person moved, supported or refused: refusing a refusal is support."""
    if moved.act == "recommit" and moved.text:
        return replace(moved, act=act, text=replace(moved.text, kind="recommittal"))
    if act == "refuse":
        return replace(moved, act={"support": "refuse", "refuse": "support"}.get(moved.act, moved.act))
    return moved


def separate(text: Text) -> Iterator[Text]:
    """A text spoken of in the plural as single ones: by whose they are, and what they are about."""
    for group in text.groups or (None,):
        for subject in text.subjects or ("",):
            yield replace(text, groups=(group,) if group else (), subjects=(subject,) if subject else ())


def separated(asks: Iterable[Ask]) -> Iterator[Ask]:
    """Asks about several texts as asks about one each."""
    for ask in asks:
        if ask.text is None:
            yield ask
        else:
            yield from (replace(ask, text=text) for text in separate(ask.text))
