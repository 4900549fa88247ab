"""What became of each text that was moved.

Lead-ins and points of the decision say which texts won. Findings of the chair say it of
texts put alone, unless the vote that followed went the other way. Numbers never say it by
themselves: only which side of a proposition won, and what that side stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .asking import Ask, Text, asks
from .cases import MAIN, Case, separated
from .counting import NO
from .divisions import Division
from .grammar import parse
from .said import Finding
from .texts import Texts

_LONGEST_POINT = 500
_OUTCOMES = {"support": "adopted", "refuse": "rejected", "lapse": "lapsed"}
_OPPOSITE = {"support": "refuse", "refuse": "support"}
_LEADINS = ("text", "recommended", "body")
"""Lead-ins that name the texts that won."""
_JUDGED = (*MAIN, "addition", "recommittal", "question")


@dataclass(frozen=True, slots=True)
class Verdict:
    """That a text was adopted (`support`), refused, or declared fallen (`lapse`).

    `decided`: the decision itself says so, not only a finding before it.
    """

    act: str
    text: Text
    decided: bool


class Outcomes:
    """The verdicts of a case, and what they mean for what was moved."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.texts = Texts.of(case)
        self.verdicts = (*_of_blocks(case), *_of_findings(case))

    def of(self, ask: Ask) -> str | None:
        """What became of something moved; None where it was never put, or left to others."""
        ask = ask.effect
        if ask.act == "today":
            return self._of_today()
        if ask.act == "table":
            return "adopted" if "tabled" in self.case.statuses else "rejected"
        if ask.act == "recommit" or (ask.text and ask.text.kind == "recommittal"):
            return self._of_recommittal(ask)
        if ask.act == "refuse" and (ask.text is None or ask.text.kind == "item"):
            return self._of_refusal()
        if ask.text is None or ask.text.kind in ("all", "others"):
            return None
        if self._undecided and ask.text.kind in MAIN:
            return self._undecided if ask.text.kind == "draft" and ask.act == "support" else None
        return self._of_text(ask.text, ask.act)

    def verdict(self, text: Text, *, decided: bool = False) -> Verdict | None:
        """What was said of a text: by the decision if it says so, else by a finding."""
        found = [each for each in self.verdicts if self.case.same(each.text, text)]
        return next((each for each in found if each.decided or not decided), None)

    @property
    def _undecided(self) -> str | None:
        """`recommitted` or `tabled`, where that is all that became of the item."""
        statuses = self.case.statuses
        return next((status for status in ("recommitted", "tabled") if statuses == {status}), None)

    def _of_text(self, text: Text, act: str) -> str | None:
        found = self.verdict(text)
        if found:
            return _OUTCOMES[_against(found.act) if act == "refuse" else found.act]
        if text.kind in MAIN and act == "support" and self._another_won(text):
            return "rejected"
        return None

    def _another_won(self, text: Text) -> bool:
        """One main text excludes the others; so does refusal of the motion, or of all that was moved."""
        return any(
            (each.act == "support" and each.text.kind in MAIN)
            or (
                each.act == "refuse" and each.text.kind in ("motion", "all", "others") and text.kind == "text"
            )
            for each in self.verdicts
        )

    def _of_today(self) -> str | None:
        """What became of a proposal to decide at once."""
        if "recommitted" in self.case.statuses:
            return "rejected"
        told = [*self.case.findings, *(each for vote in self.case.divisions for each in vote.said)]
        found = any(ask.act == "today" for each in told if isinstance(each, Finding) for ask in each.found)
        return "adopted" if found else None

    def _of_refusal(self) -> str | None:
        """What became of a proposal that all be refused."""
        if self.case.statuses == {"rejected"}:
            return "adopted"
        won = any(each.act == "support" and each.text.kind in MAIN for each in self.verdicts)
        return "rejected" if won and not self._undecided else None

    def _of_recommittal(self, ask: Ask) -> str | None:
        text = replace(ask.text or Text("recommittal"), kind="recommittal")
        found = self.verdict(text)
        if found:
            return _OUTCOMES[_against(found.act) if ask.act == "refuse" else found.act]
        if "recommitted" in self.case.statuses:
            return "rejected" if ask.act == "refuse" else "adopted"
        return "rejected" if any(each.text.kind == "item" for each in self.verdicts) else None


def _against(act: str) -> str:
    return _OPPOSITE.get(act, act)


def _of_blocks(case: Case) -> Iterator[Verdict]:
    for block in case.blocks:
        if block.leadin and block.leadin.name in _LEADINS:
            yield from _of_leadin(block.leadin.asks)
        for point in block.points:
            if point.text.end - point.text.start > _LONGEST_POINT:
                continue
            parsed = parse(case.profile, "effect", point.text)
            for ask in separated(asks(parsed.parts, case.profile) if parsed else ()):
                if ask.act in _OPPOSITE and ask.text and ask.text.kind in MAIN:
                    yield Verdict(ask.act, ask.text, decided=True)


def _of_leadin(named: Iterable[Ask]) -> Iterator[Verdict]:
    """The texts that a lead-in names; after the first addition, all are additions."""
    added = False
    for ask in separated(named):
        if ask.text is None or ask.text.kind not in _JUDGED:
            continue
        added = added or ask.text.kind == "addition"
        yield Verdict("support", replace(ask.text, kind="addition") if added else ask.text, decided=True)


def _of_findings(case: Case) -> Iterator[Verdict]:
    voted = {id(each.finding): each for each in case.divisions if each.finding}
    for finding in case.findings:
        yield from _of_finding(finding, voted.get(id(finding)), case)


def _of_finding(finding: Finding, division: Division | None, case: Case) -> Iterator[Verdict]:
    overturned = division is not None and (division.minority or division.winner() == NO)
    alone = [ask for ask in finding.put if ask.act == "either"] or _questions(finding) or _only(finding)
    if any(ask.act == "today" for ask in finding.found):
        yield Verdict("support" if overturned else "refuse", Text("item"), decided=False)
        for move in case.moves:
            for ask in move.asks:
                if ask.act == "recommit" and ask.text and not overturned:
                    yield Verdict("refuse", replace(ask.text, kind="recommittal"), decided=False)
    elif alone and finding.found:
        act = finding.found[0].act
        for ask in separated(each for one in alone for each in case.resolved(one)):
            if ask.text is not None:
                yield Verdict(_against(act) if overturned else act, ask.text, decided=False)
    else:
        won = division.sides[NO].asks if division and overturned else finding.found
        yield from _of_rivals(won, case)


def _questions(finding: Finding) -> list[Ask]:
    """A yes-or-no put of one thing without rivals: may the question be put, is the motion supported."""
    texts = {ask.text.kind for ask in finding.put if ask.text}
    return list(finding.put) if len(texts) == 1 and texts <= {"question", "initiative", "motion"} else []


def _only(finding: Finding) -> list[Ask]:
    """The one text that is put, where the finding only says `it`."""
    return list(finding.put) if len(finding.put) == 1 and not any(ask.text for ask in finding.found) else []


def _of_rivals(won: Iterable[Ask], case: Case) -> Iterator[Verdict]:
    for ask in won:
        for each in separated(case.resolved(ask) if ask.act in _OUTCOMES else ()):
            each = each.effect
            if each.act in _OUTCOMES and each.text is not None:
                yield Verdict(each.act, each.text, decided=False)
