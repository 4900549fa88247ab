"""Recommendations: texts that an office or a preparing body puts to the body that decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..asking import Ask, Text
from ..facts import Decision, Proposal
from ..outcomes import Outcomes
from ..profile import Profile, Rule
from ..segments import Stage
from ..text import View

_BLANK = re.compile(r"\n[^\S\n]*\n")
_LONGEST = 3_000


def read(stage: Stage, profile: Profile) -> Iterator[Proposal]:
    """Each text put, once for each who puts it: where it first stands in full."""
    seen: set[str] = set()
    speaker = _speaker(stage, profile)
    for section in stage.sections:
        if section.kind in profile.sections("decisions") | profile.sections("lists"):
            continue
        for found, rule in _found(section.view, profile):
            who = speaker if rule.means.get("speaker") else found["who"]
            if not who or who.lower() in seen:
                continue
            seen.add(who.lower())
            end = _end_of_text(section.view, found.end()) if rule.means.get("opens") else found.end()
            start, stop = section.view.raw(found.start(), end)
            yield Proposal(
                start=start,
                end=stop,
                rule=rule.name,
                kind="recommendation",
                movers=((" ".join(who.split()), None),),
                outcome=rule.means.get("outcome"),
            )


def drafts(stage: Stage, outcomes: Outcomes) -> Iterator[Proposal]:
    """Sections with the text that another body puts to this one."""
    profile = outcomes.case.profile
    for section in stage.of(profile.sections("drafts")):
        body = profile.base(section.said.get("body"))
        if body is None or section.heading is None:
            continue
        start, end = section.view.raw()
        yield Proposal(
            start=start,
            end=end,
            rule="drafts",
            kind="recommendation",
            movers=((body, None),),
            outcome=outcomes.of(Ask("support", Text("draft", section.heading.text))),
            body=stage.body,
            date=stage.date,
        )


def rulings(stage: Stage, profile: Profile) -> Iterator[Decision]:
    """Sentences outside a decision's section in which a body supports or refuses what is put to it."""
    for section in stage.sections:
        if section.kind in profile.sections("decisions") | profile.sections("lists"):
            continue
        for rule in profile.of("rulings"):
            for found in rule.pattern.finditer(section.view.text):
                start, end = section.view.raw(*found.span())
                yield Decision(
                    start=start,
                    end=end,
                    rule=rule.name,
                    status=str(rule.means["status"]),
                    body=profile.base(found["body"]),
                    date=None,
                )


def _found(view: View, profile: Profile) -> list[tuple[re.Match[str], Rule]]:
    found = [
        (match, rule) for rule in profile.of("recommendations") for match in rule.pattern.finditer(view.text)
    ]
    return sorted(found, key=lambda each: each[0].start())


def _speaker(stage: Stage, profile: Profile) -> str | None:
    """Who speaks in the first person."""
    for section in stage.sections:
        for rule in profile.of("speakers"):
            if found := rule.pattern.search(section.view.text):
                return found["name"]
    return None


def _end_of_text(view: View, start: int) -> int:
    """The end of the first paragraph from `start` on."""
    text = view.text
    while start < len(text) and text[start].isspace():
        start += 1
    blank = _BLANK.search(text, start, start + _LONGEST)
    return blank.start() if blank else min(len(text), start + _LONGEST)
