"""The pages of a meeting and of an item of its agenda."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..asking import Row
from ..sketch import Value
from .ballots import Vote, votes
from .near import Near, near
from .proceedings import Decided, Proposed, Stated, decisions, proposals, said_to, statements
from .setting import Setting, municipality, setting
from .telling import Teller


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an agenda, with what was decided under it and by which votes."""

    it: Value
    number: str
    decisions: tuple[Decided, ...]
    votes: tuple[Vote, ...]

    @property
    def place(self) -> tuple[bool, list[int], str, str]:
        """By what it is put in order: its number, as far as it has one."""
        numbers = [int(part) for part in re.findall(r"\d{1,9}", self.number)]
        return not self.number, numbers, self.number, self.it.text


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The meeting or item before or after."""

    it: Value
    day: Value | None = None


@dataclass(frozen=True, slots=True)
class MeetingStory:
    """A meeting: its agenda in order with the outcomes, and the meetings of the body beside it."""

    body: Value | None
    day: Value | None
    municipality: Value | None
    note: Value | None
    items: tuple[Item, ...]
    decisions: tuple[Decided, ...]
    """Those that no item is known of."""
    before: Neighbour | None
    after: Neighbour | None
    cut: bool


@dataclass(frozen=True, slots=True)
class ItemStory:
    """An item: what was proposed, voted, decided and said, and the items before and after."""

    number: str
    setting: Setting
    proposals: tuple[Proposed, ...]
    votes: tuple[Vote, ...]
    decisions: tuple[Decided, ...]
    statements: tuple[Stated, ...]
    questions: tuple[Value, ...]
    before: Neighbour | None
    after: Neighbour | None
    cut: bool


async def tell_meeting(teller: Teller) -> MeetingStory:
    """What the page of a meeting tells."""
    found = await near(teller, "meeting", "neighbours")
    this = teller.iri
    decided = found.things("decision")
    items = [_item(found, thing) for thing in found.things("item")]
    listed = {each.it.iri for item in items for each in item.decisions}
    beside = {row["role"]["value"]: row for row in found.more["neighbours"]}
    before, after = (_neighbour(found, beside.get(role)) for role in ("before", "after"))
    return MeetingStory(
        body=found.value(this, "meetingOf"),
        day=found.value(this, "heldOn"),
        municipality=municipality(found),
        note=found.words(this, "basisNote"),
        items=tuple(sorted(items, key=lambda item: item.place)),
        decisions=decisions(found, [thing for thing in decided if thing not in listed]),
        before=before,
        after=after,
        cut=found.cut,
    )


async def tell_item(teller: Teller) -> ItemStory:
    """What the page of an item tells."""
    found = await near(teller, "item", "ballots")
    this, where = teller.iri, setting(found, teller.iri)
    day = where.day.text if where.day else ""
    here = found.things("at")
    proposed = [thing for thing in found.things("concerns", "at") if found.kind(thing, "Proposal")]
    said = said_to(found, "at", "statement")
    order = sorted((_item(found, thing) for thing in found.things("neighbour")), key=lambda item: item.place)
    place = next((n for n, item in enumerate(order) if item.it.iri == this), 0)
    return ItemStory(
        number=found.text(this, "itemNumber"),
        setting=where,
        proposals=proposals(found, dict.fromkeys(proposed)),
        votes=votes(found, [thing for thing in here if found.kind(thing, "VoteEvent")], day),
        decisions=decisions(found, [thing for thing in here if found.kind(thing, "Decision")]),
        statements=statements(found, said, proposed, day),
        questions=tuple(found.named(thing) for thing in found.things("question")),
        before=Neighbour(order[place - 1].it) if place else None,
        after=Neighbour(order[place + 1].it) if place + 1 < len(order) else None,
        cut=found.cut,
    )


def _neighbour(found: Near, row: Row | None) -> Neighbour | None:
    """A meeting of the query `neighbours`."""
    if row is None:
        return None
    return Neighbour(found.named(row["meeting"]["value"]), found.sketch.value(row["day"], ("",)))


def _item(found: Near, thing: str) -> Item:
    return Item(
        it=found.named(thing),
        number=found.text(thing, "itemNumber"),
        decisions=decisions(found, found.having("atItem", thing, found.things("decision"))),
        votes=votes(found, found.having("atItem", thing, found.things("vote"))),
    )
