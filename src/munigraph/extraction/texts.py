"""The texts of a case, each once: what was moved, put and voted on is known again as the same text.

A record has one proposal for each text, however many moved it or spoke against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from .asking import Ask, Group, Text
from .cases import Case, separated
from .facts import Named, Put

_SORTS = {"budget": "text", "own": "text"}
_NO_TEXT = frozenset({"others", "all"})
_ALONE = frozenset({"addition", "recommittal", "question", "table", "motion", "initiative", "item"})
"""Sorts of text that are spoken of without their owner where there is only one of them."""
_RECOMMITTALS = frozenset({"recommit", "today"})
"""Acts on the item that are about sending it back."""


@dataclass(slots=True)
class Texts:
    """The texts of one body's treatment of an item, numbered in the order they come up."""

    case: Case
    known: list[Text] = field(default_factory=list)

    @classmethod
    def of(cls, case: Case) -> Texts:
        """The texts of a case: the item itself where it is one, then those moved and those put."""
        texts = cls(case)
        if case.motion:
            texts._number(Text("motion"))
        if case.own_parties:
            texts._number(Text("text", groups=(Group(tuple(sorted(case.own_parties))),)))
        for ask, movers in _asked(case):
            texts.put(ask, movers)
        return texts

    def put(self, ask: Ask | None, movers: tuple[Named, ...] = ()) -> Put | None:
        """What an ask does with which text; None where it is about none.

        A question that may be put or not is known by who would put it, who is who moves so.
        """
        if ask is None:
            return None
        if movers and ask.text and ask.text.kind == "question" and not ask.text.names:
            ask = replace(ask, text=replace(ask.text, names=movers))
        for each in self.case.resolved(ask):
            one = each.effect
            text = one.text or (Text(one.act) if one.act in ("recommit", "table", "today") else None)
            if text is None or text.kind in _NO_TEXT:
                continue
            number = self._number(
                text if text.kind not in _RECOMMITTALS else replace(text, kind="recommittal")
            )
            shown = self.known[number]
            return Put(
                act=_act(one.act),
                text=number,
                kind="budget" if shown.kind == "budget" else _sort(shown),
                office=self.case.office(shown),
                drafter=self._drafter(shown),
                parties=shown.parties,
                names=shown.names,
                date=next((group.date for group in shown.groups if group.date), ""),
            )
        return None

    def _number(self, text: Text) -> int:
        alike = [at for at, one in enumerate(self.known) if _sort(one) == _sort(text)]
        same = next((at for at in alike if self.case.same(self.known[at], text)), None)
        if same is not None:
            return same
        if len(alike) == 1 and _vague(text, self.known[alike[0]]):
            return alike[0]
        if text.kind == "recommittal" and not text.groups:
            groups = tuple(group for at in alike for group in self.known[at].groups)
            return self._number(replace(text, groups=groups)) if groups else self._new(text)
        return self._new(text)

    def _new(self, text: Text) -> int:
        self.known.append(text)
        return len(self.known) - 1

    def _drafter(self, text: Text) -> str:
        """The body or office that put a draft, as it is named."""
        rules = self.case.profile.of("drafters") if text.kind == "draft" else ()
        return next((found["who"] for rule in rules if (found := rule.pattern.search(text.wording))), "")


def _vague(one: Text, other: Text) -> bool:
    """Whether one of two ways of speaking does not say whose text it is: `the additional proposal`."""
    return _sort(one) in _ALONE and not ((one.groups or one.names) and (other.groups or other.names))


def _asked(case: Case) -> Iterator[tuple[Ask, tuple[Named, ...]]]:
    """All that is asked for, with who moves it."""
    for move in case.moves:
        yield from ((ask, move.movers) for ask in separated(move.asks))
    for finding in case.findings:
        yield from ((ask, ()) for ask in separated((*finding.put, *finding.found)))
    for division in case.divisions:
        for tally in division.sides.values():
            yield from ((ask, ()) for ask in separated(tally.asks[:1]))


def _sort(text: Text) -> str:
    if text.urges:
        return "motion"
    return _SORTS.get(text.kind, text.kind)


def _act(act: str) -> str:
    """`support` or `refuse`, what an act means for the text; deciding today is refusing to recommit."""
    return {"recommit": "support", "table": "support", "today": "refuse", "either": "", "": ""}.get(act, act)
