"""Pointers to other meetings: earlier treatment of the item, and decisions that the text cites or tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..dates import scan
from ..facts import Decision, Proposal, Reference
from ..names import lists
from ..parties import parties
from ..profile import Profile
from ..segments import Section, Stage
from ..statuses import status_of
from ..text import Span, View

_ITEM = re.compile(r",?\s?(?:§|paragraf|pkt\.?|punkt|sak)\s?(\d{1,4})")
_ITEM_BEFORE = re.compile(r"(?:§|Punktnummer:|pkt\.|sak)\s?(\d{1,4})|(?<![\d-])(\d{1,4})\s§")
_RIGHT_BEFORE = re.compile(r"§\s?(\d{1,4}),?\s(?:den\s)?\Z")
_LONGEST = 400
_DATED = ("earlier decision", "earlier handling", "opinion", "recommendation")
_CITING = frozenset({"title", "documents", "recipients", "annex", "earlier"})
"""Sections whose dates are not citations of decisions."""


def earlier(stage: Stage, profile: Profile) -> Iterator[Reference]:
    """One reference for each date under a heading of earlier treatment."""
    yield from _told_as_stage(stage)
    for section in stage.of(profile.sections("earlier")):
        flow = section.view.flowed()
        verbs = sorted(_verbs(flow.text, profile), key=lambda verb: verb[0])
        for date in scan(flow.text, profile.language):
            if not date.is_day:
                continue
            item = _ITEM.match(flow.text, date.end)
            before = None if item else _RIGHT_BEFORE.search(flow.text, max(0, date.start - 16), date.start)
            start, end = flow.raw(before.start() if before else date.start, item.end() if item else date.end)
            item = item or before
            yield Reference(
                start=start,
                end=end,
                rule="references/earlier",
                kind="earlier handling",
                date=date.value,
                item=item[1] if item else None,
                body=next((body for at, _, body in reversed(verbs) if at < date.start), None) or stage.body,
                status=next((status for at, status, _ in reversed(verbs) if at < date.start), None),
            )


def _told_as_stage(stage: Stage) -> Iterator[Reference]:
    """What another body did with the item, told at length under a line that says when."""
    heading = stage.sections[0].heading if stage.sections else None
    said = stage.sections[0].said if stage.sections else {}
    if heading is not None and stage.elsewhere and said.get("stage") in _DATED:
        start, end = heading.raw()
        yield Reference(
            start=start,
            end=end,
            rule="references/stage",
            kind=said["stage"],
            date=stage.date,
            item=said.get("item"),
        )


def _verbs(text: str, profile: Profile) -> Iterator[tuple[int, str, str | None]]:
    """Where it is said what was done with the item earlier: that, and in which body if it is named."""
    for rule in profile.of("earlier"):
        for found in rule.pattern.finditer(text):
            yield found.start(), str(rule.means["status"]), found.groupdict().get("body")


def cited(stage: Stage, profile: Profile) -> Iterator[Reference]:
    """Decisions cited by date, once each, where the text of the item first gives them."""
    seen: set[tuple[str, str | None]] = set()
    for section in _citing(stage.sections):
        flow = section.view.flowed()
        for reference in _cited(flow, profile):
            key = (reference.date or "", reference.item)
            if key not in seen or reference.date is None:
                seen.add(key)
                yield reference


def _citing(sections: Iterable[Section]) -> Iterator[Section]:
    return (section for section in sections if section.kind not in _CITING)


def _cited(flow: View, profile: Profile) -> Iterator[Reference]:
    taken = 0
    found = [
        (match.start("ref"), match, rule)
        for rule in profile.of("referred")
        for match in rule.pattern.finditer(flow.text)
        if match["ref"]
    ]
    for at, match, rule in sorted(found, key=lambda each: each[0]):
        wording = match["ref"]
        date = next(iter(scan(wording, profile.language)), None)
        if at < taken or (date is None and rule.means["kind"] in _DATED):
            continue
        taken = match.end("ref")
        item = _ITEM_BEFORE.search(wording)
        start, end = flow.raw(*match.span("ref"))
        yield Reference(
            start=start,
            end=end,
            rule=rule.name,
            kind=str(rule.means["kind"]),
            date=date.value if date else None,
            item=item[1] or item[2] if item else None,
        )


def retold(stage: Stage, profile: Profile) -> Iterator[Decision | Proposal]:
    """Decisions of other days that the text tells in words, and the motions they were about."""
    for section in _citing(stage.sections):
        flow = section.view.flowed()
        for rule in profile.of("retold"):
            for found in rule.pattern.finditer(flow.text):
                date = _on(found, profile)
                status, _ = status_of(found["what"], profile)
                if date is None or date == stage.date or status is None:
                    continue
                start, end = flow.raw(_beginning(flow.text, found.start()), found.end())
                yield Decision(
                    start=start,
                    end=end,
                    rule=rule.name,
                    status=status,
                    body=profile.base(found["body"]),
                    date=date,
                )
                yield from _motion(flow, found.span("what"), status, profile)


def _beginning(text: str, start: int) -> int:
    """Where the sentence begins that a verb stands in, if it is not long."""
    if text[start : start + 1].isupper():
        return start
    before = text[max(0, start - _LONGEST) : start]
    stop = max(before.rfind(". "), before.rfind(": "), before.rfind("! "), before.rfind("? "))
    return start - len(before) + stop + 2 if stop >= 0 or len(before) < _LONGEST else start


def _on(found: re.Match[str], profile: Profile) -> str | None:
    """The day of a retold decision; its year where the text says no more."""
    date = next(iter(scan(found[0], profile.language)), None)
    if date:
        return date.value
    return found["on"] if "on" in found.re.groupindex and (found["on"] or "").isdecimal() else None


def _motion(flow: View, what: Span, status: str, profile: Profile) -> Iterator[Proposal]:
    """The motion that a retold decision was about, with those who moved it."""
    text = flow.text[slice(*what)]
    movers = next(lists(text, parties(profile.country)), None)
    for rule in profile.of("titles"):
        found = rule.pattern.search(text) if rule.means["name"] == "motion" else None
        if found and movers:
            start, end = flow.raw(what[0] + found.start(), what[0] + movers.end)
            named = tuple(person.named for person in movers.persons)
            yield Proposal(start=start, end=end, rule=rule.name, kind="motion", movers=named, outcome=status)
