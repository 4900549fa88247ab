"""What a sentence asks for: its chunks read from left to right.

What is said of a text (the board's proposal, an addition of two parties) is kept as it is
said; `outcomes.py` finds out which text is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .facts import Named
from .grammar import Chunk, Part, Word
from .profile import Profile

_FOLLOWED = {
    "SUPPORT": "support",
    "GRANTS": "support",
    "REFUSE": "refuse",
    "REFUSES": "refuse",
    "EITHER": "either",
}
"""Acts that the things after them are for."""
_PRECEDED = {
    "GRANTED": "support",
    "TAKE_UP": "support",
    "REFUSED": "refuse",
    "FALLEN": "lapse",
    "COUNTER": "counter",
    "YES_SIDE": "yes side",
    "MINORITY": "minority",
}
"""Acts that the things before them are for."""
_ALONE = {"RECOMMIT": "recommit", "TABLE": "table", "TODAY": "today", "DECIDED_TODAY": "today"}
"""Acts on the item itself."""
_DENIED = {"support": "refuse", "refuse": "support"}
_URGES = {"URGES_SUPPORT": "support", "URGES_REFUSAL": "refuse"}


@dataclass(frozen=True, slots=True)
class Group:
    """Parties whose text it is, and the day of their text."""

    parties: tuple[str, ...]
    date: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as a sentence speaks of it.

    `kind`: `draft`, `addition`, `text`, `motion`, `recommittal`, `budget`, `question`,
    `initiative`, `item`, `own` (the chair's), `all` or `others`. `urges`: what it is itself
    said to ask for (`förslaget från M om att avslå motionen`).
    """

    kind: str
    wording: str = ""
    groups: tuple[Group, ...] = ()
    names: tuple[Named, ...] = ()
    subjects: tuple[str, ...] = ()
    urges: Ask | None = None

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties of all groups, once each."""
        return tuple(dict.fromkeys(party for group in self.groups for party in group.parties))


@dataclass(frozen=True, slots=True)
class Ask:
    """What is done with a text: one of the acts above, or nothing said (`""`); the rank of a choice."""

    act: str
    text: Text | None = None
    rank: int = 1

    @property
    def effect(self) -> Ask:
        """What it comes to: support of a text that asks for refusal of the motion is refusal of it."""
        urges = self.text.urges if self.text else None
        if urges is None or self.act not in _DENIED:
            return self
        act = urges.act if self.act == "support" else _DENIED.get(urges.act, urges.act)
        return Ask(act, urges.text, self.rank)


def asks(parts: Iterable[Part], profile: Profile, *, after: bool = False) -> tuple[Ask, ...]:
    """What the chunks of a sentence ask for, in order.

    `after`: a text that something is done in accordance with counts as well, as in
    `Enligt kommunstyrelsens förslag`. What is said in other words (`det vill säga`) counts once.
    """
    reading = _Reading(profile.names.get("ranks", {}), after)
    for part in parts:
        reading.take(part)
        if isinstance(part, Chunk) and any(word.kind == "THAT_IS" for word in part.words):
            break
    return reading.end()


class _Reading:
    """Reads chunks from left to right."""

    def __init__(self, ranks: Mapping[str, str], after: bool) -> None:
        self._ranks = ranks
        self._after = after
        self._asks: list[Ask] = []
        self._waiting: list[Text] = []
        self._act = ""
        self._used = True
        self._rank = 1
        self._denied = False
        self._before: tuple[Word, ...] = ()

    def take(self, part: Part) -> None:
        if isinstance(part, Word):
            self._before = (*self._before, part)
            return
        kind = part.kind
        if kind == "RANK":
            self._close()
            self._rank = next(
                (int(r) for word, r in self._ranks.items() if word in part.head.text.lower()), 1
            )
        elif kind == "NOT":
            self._denied = True
        elif kind in _FOLLOWED:
            self._close()
            self._act, self._used = self._flipped(_FOLLOWED[kind]), False
        elif kind in _PRECEDED:
            self._settle(self._flipped(_PRECEDED[kind]))
        elif kind in _ALONE:
            self._close()
            self._add(_ALONE[kind], _text(part, ()))
            self._waiting = []
        else:
            self._thing(part)
        self._before = part.words

    def end(self) -> tuple[Ask, ...]:
        self._close()
        for text in self._waiting:
            self._add("", text)
        return tuple(self._asks)

    def _thing(self, chunk: Chunk) -> None:
        text = _text(chunk, self._before)
        if chunk.link is not None and (self._asks or self._waiting):
            self._link(chunk.link, text)
        elif chunk.link is not None and not self._after:
            return
        elif self._act:
            self._add(self._act, text)
            self._used = True
        else:
            self._waiting.append(text)

    def _link(self, link: Word, text: Text) -> None:
        """What a text bound to the one before adds: whose it is, or what it asks for."""
        if self._waiting:
            self._waiting[-1] = _linked(self._waiting[-1], link, text)
        else:
            last = self._asks[-1]
            self._asks[-1] = replace(last, text=_linked(last.text or Text("item"), link, text))

    def _settle(self, act: str) -> None:
        """An act for the things that wait for one; else for the sentence as a whole."""
        waiting: list[Text | None] = [*self._waiting] or [None]
        for text in waiting:
            self._add(act, text)
        self._waiting = []

    def _close(self) -> None:
        """An act that no thing followed stands alone."""
        if self._act and not self._used:
            self._add(self._act, None)
        self._act, self._used = "", True

    def _add(self, act: str, text: Text | None) -> None:
        self._asks.append(Ask(act, text, self._rank))

    def _flipped(self, act: str) -> str:
        denied, self._denied = self._denied, False
        return _DENIED.get(act, act) if denied else act


def _linked(text: Text, link: Word, other: Text) -> Text:
    if link.kind in _URGES:
        return replace(text, urges=Ask(_URGES[link.kind], other))
    if not text.groups and not text.names:
        return replace(text, groups=other.groups, names=other.names)
    return text


def _text(chunk: Chunk, before: Sequence[Word]) -> Text:
    """The text that a chunk speaks of; whose it is may stand before its word (`Bergs yrkande`)."""
    words = chunk.words
    subjects: tuple[str, ...] = ()
    for at, word in enumerate(words):
        if word.kind == "ABOUT":
            subjects = tuple(_subjects(words[at + 1 :]))
            words = words[:at]
            break
    owners = () if any(word.entity for word in words) else tuple(_owners(before))
    groups = tuple(_groups([*owners, *words]))
    persons = tuple(p for word in (*owners, *words) if word.entity for p in word.entity.persons)
    return Text(chunk.kind.lower(), chunk.head.text, groups, persons, subjects)


def _owners(before: Sequence[Word]) -> Iterator[Word]:
    """The names and parties right before a word, with nothing but joining words between."""
    run: list[Word] = []
    for word in reversed(before):
        if word.kind in ("NAMES", "PARTIES", "PEOPLE"):
            run.insert(0, word)
        elif word.kind in ("PUNCTUATION", "AND", "MORE"):
            continue
        else:
            break
    yield from run


def _groups(words: Sequence[Word]) -> Iterator[Group]:
    group: Group | None = None
    for word in words:
        if word.entity is None:
            continue
        if word.kind == "PARTIES":
            if group:
                yield group
            group = Group(word.entity.parties)
        elif word.kind == "DATE":
            group = replace(group or Group(()), date=word.entity.date)
    if group:
        yield group


def _subjects(words: Sequence[Word]) -> Iterator[str]:
    """What a text is about: `intäkter, avtal samt utdelning` are three."""
    run: list[str] = []
    for word in words:
        if word.kind in ("PUNCTUATION", "AND"):
            if run:
                yield " ".join(run)
            run = []
        else:
            run.append(word.text)
    if run:
        yield " ".join(run)
