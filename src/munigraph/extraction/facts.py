"""What is read from a document: one frozen dataclass for each kind of fact.

`start` and `end` are Python string indices into the text as read; `to_json` is the
published form, one JSON object a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, TypeVar

Named = tuple[str | None, str | None]
"""A person's name and party, as the wording has them; None where it has none."""

_LAST = ("start", "end", "rule", "verified", "checks", "notes")
"""What every fact says, after what is its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Base of all facts.

    `rule` names what made it (reader and line of the profile); `checks` the checks it
    passed; `verified` is True where figures that can be compared agree, False where they
    do not (`notes` then says both), None where there was nothing to compare.
    """

    fact: ClassVar[str]
    inner: ClassVar[frozenset[str]] = frozenset()
    """What is its own and not published."""

    start: int
    end: int
    rule: str = ""
    verified: bool | None = None
    checks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The published form: what is its own first, then place, rule and checks."""
        own = {name: _plain(getattr(self, name)) for name in self._own()}
        common = {name: _plain(getattr(self, name)) for name in _LAST}
        return {"fact": self.fact, **own, **{k: v for k, v in common.items() if v not in (None, [], "")}}

    @classmethod
    def _own(cls) -> Iterator[str]:
        return (each.name for each in fields(cls) if each.name not in _LAST and each.name not in cls.inner)


@dataclass(frozen=True, slots=True)
class Put:
    """What is done with which text; not published, but what records are drafted from.

    `text` numbers the texts of one body's treatment of an item. `act` is `support` or
    `refuse`; `kind` is that of `asking.Text`, `office` says who put a
    draft, `drafter` how that body is named.
    """

    act: str
    text: int
    kind: str
    office: str = ""
    drafter: str = ""
    parties: tuple[str, ...] = ()
    names: tuple[Named, ...] = ()
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Fact):
    """What a body did with a thing: `status` is what happened to the thing decided on."""

    fact: ClassVar[str] = "decision"
    inner: ClassVar[frozenset[str]] = frozenset({"put", "after"})
    status: str
    body: str | None
    date: str | None
    put: Put | None = None
    """The text that was put by itself, where the decision is about one."""
    after: tuple[Put, ...] = ()
    """The texts that it follows, as its lead-in says."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a vote. `voters` or `parties` only where the text lists them."""

    count: int | None = None
    voters: tuple[Named, ...] = ()
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What voting for and against does; None where no proposition says so."""

    supports: str | None = None
    opposes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote(Fact):
    """A division. `sequence` counts within one body's treatment of the item."""

    fact: ClassVar[str] = "vote"
    inner: ClassVar[frozenset[str]] = frozenset({"puts"})
    sequence: int
    supporting: Side = Side()
    opposing: Side = Side()
    abstaining: Side = Side()
    meaning: Meaning = Meaning()
    outcome: str | None = None
    body: str | None = None
    date: str | None = None
    puts: tuple[Put | None, Put | None] = (None, None)
    """What the supporting and the opposing side do with which text."""

    def to_json(self) -> dict[str, Any]:
        """With the sides under one key, and `for` and `against`, which are Python's words or too many."""
        form = super(Vote, self).to_json()
        sides = {name: form.pop(key) for name, key in _SIDES.items()}
        meaning = {"for": self.meaning.supports, "against": self.meaning.opposes}
        form["meaning"] = meaning
        return {"fact": form.pop("fact"), "sequence": form.pop("sequence"), "sides": sides, **form}


_SIDES = {"for": "supporting", "against": "opposing", "abstain": "abstaining"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Fact):
    """A text that was moved: `recommendation`, `motion` or `amendment`."""

    fact: ClassVar[str] = "proposal"
    inner: ClassVar[frozenset[str]] = frozenset({"put"})
    kind: str
    movers: tuple[Named, ...] = ()
    parties: tuple[str, ...] = ()
    outcome: str | None = None
    body: str | None = None
    date: str | None = None
    put: Put | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Fact):
    """`reservation`, `remark`, `statement`, `special statement` or `deputies' statement`."""

    fact: ClassVar[str] = "statement"
    kind: str
    signatories: tuple[Named, ...] = ()
    parties: tuple[str, ...] = ()
    body: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Fact):
    """A question or an interpellation."""

    fact: ClassVar[str] = "question"
    kind: str
    by: tuple[Named, ...] = ()
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Fact):
    """Who answers a question."""

    fact: ClassVar[str] = "answer"
    by: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disqualified(Fact):
    """Persons who did not take part; `reason` says whether conflict of interest is stated."""

    fact: ClassVar[str] = "disqualified"
    persons: tuple[Named, ...]
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier(Fact):
    """A number by which something is filed, in a scheme."""

    fact: ClassVar[str] = "identifier"
    scheme: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Fact):
    """A day (`2024-05-22`) or, where the text says no more, a month (`2016-05`)."""

    fact: ClassVar[str] = "date"
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Fact):
    """A sum of money in full units, without trailing zeros; `currency` by ISO 4217."""

    fact: ClassVar[str] = "amount"
    value: str
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Fact):
    """A pointer to another meeting's treatment: `earlier handling`, `earlier decision`, …"""

    fact: ClassVar[str] = "reference"
    inner: ClassVar[frozenset[str]] = frozenset({"body", "status"})
    kind: str
    date: str | None = None
    item: str | None = None
    body: str | None = None
    status: str | None = None
    """What was done with the item there, where the text says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Fact):
    """A municipality in, or on its way into or out of, a network."""

    fact: ClassVar[str] = "membership"
    member: str
    network: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Fact):
    """An agreement with named partners, and the day it was signed."""

    fact: ClassVar[str] = "agreement"
    partners: tuple[str, ...]
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Wording in a section whose reader made nothing of it."""

    start: int
    end: int
    reader: str
    reason: str = ""


_F = TypeVar("_F", bound=Fact)


def doubted(fact: _F, note: str) -> _F:
    """The fact, marked as disagreeing with itself."""
    return replace(fact, verified=False, notes=(*fact.notes, note))


def _plain(value: Any) -> Any:
    """Tuples as lists, dataclasses as objects, all the way down."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Side):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Meaning):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    return value
