"""Decisions whose text stands under a heading of its own (`Vedtak`), apart from what was voted on."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts import Decision
from ..profile import Profile
from ..segments import Section, Stage, same_body
from ..statuses import MARKER, status_of
from ..tellings import tellings
from ..text import View

_Run = tuple[int, int, str | None, str]
"""A part of a text: from, to, what it does with its thing, and the rule that says so."""


def read(stage: Stage, profile: Profile) -> Iterator[Decision]:
    """What a body decided, or puts to another; points of another status are decisions of their own."""
    for section in stage.of(profile.sections("resolved")):
        view = section.view.slice(0, _end(section, profile))
        if not view.text.strip() or (section.kind == "proposal" and anothers(section, stage, profile)):
            continue
        for start, end, status, rule in _runs(view, section, profile):
            first, last = view.raw(start, end)
            yield Decision(
                start=first,
                end=last,
                rule=rule or "tellings/resolution",
                status=status or "adopted",
                body=profile.base(section.said.get("body")) or stage.body,
                date=stage.date,
            )


def anothers(section: Section, stage: Stage, profile: Profile) -> bool:
    """Whether a heading says that what stands under it was put to this body by another."""
    named = profile.base(section.said.get("body"))
    return bool(named and stage.body) and not same_body(named, stage.body)


def _end(section: Section, profile: Profile) -> int:
    """Where the text of the decision ends: before the words that somebody had put into the minutes."""
    statements = (each.start for each in tellings(section, profile) if each.kind == "statement")
    return min(statements, default=len(section.view))


def _runs(view: View, section: Section, profile: Profile) -> list[_Run]:
    """The points of a decision, those of one status together."""
    if section.kind == "proposal":
        return [(0, len(view), "recommended", "")]
    runs: list[_Run] = []
    for start, end in _points(view):
        status, rule = status_of(view.slice(start, end).flowed().text, profile)
        before = runs[-1] if runs else None
        if before and (status is None or before[2] in (None, status)):
            runs[-1] = (before[0], end, before[2] or status, before[3] or rule)
        else:
            runs.append((start, end, status, rule))
    return runs


def _points(view: View) -> Iterator[tuple[int, int]]:
    """Where points begin and end; what stands before the first belongs to it."""
    starts = [start for start, end in view.lines() if _numbered(view.text[start:end])]
    yield from zip([0, *starts[1:]], [*starts[1:], len(view)], strict=True)


def _numbered(line: str) -> bool:
    found = MARKER.match(line)
    return found is not None and found["number"] is not None
