"""What a point of a decision does with its thing: the status that its words give."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .profile import Profile, Rule
from .text import Span

MARKER = re.compile(
    r"(?:punkt )?(?P<number>\d{1,3})(?:[.)]| [–-])(?=\s|$)"
    r"|(?P<letter>[a-zå]{1,2})[.)](?=\s)"
    r"|(?:[•▪·●*\uf0b7]|[–-])(?=\s)",
    re.IGNORECASE,
)
"""What begins a point: a number, a letter, a bullet."""
_QUOTED = re.compile('[”"“´][^”"“´]{1,1500}[”"´]')
_STOP = re.compile(r"[.:!?;]\s")


def status_of(text: str, profile: Profile) -> tuple[str | None, str]:
    """What became of the thing that a point is about, and the rule that says so."""
    wording = _QUOTED.sub(lambda quote: " " * len(quote[0]), text)
    for rule in profile.of("nothing"):
        if rule.pattern.search(wording):
            return None, rule.name
    start = _first_word(wording, profile)
    for rule in profile.of("statuses"):
        if rule.means.get("leads") and rule.pattern.match(wording, start):
            return str(rule.means["status"]), rule.name
    while start < len(wording):
        stop = _STOP.search(wording, start)
        end = stop.end() if stop else len(wording)
        found = _verb(wording, start, end, profile)
        if found:
            return str(found.means["status"]), found.name
        start = end
    return _whatever(wording, profile)


def _whatever(wording: str, profile: Profile) -> tuple[str | None, str]:
    """`Nämnden beslutar att …`: it decided, whatever the verb."""
    marker = MARKER.match(wording)
    begin = re.compile(r"\s*").match(wording, marker.end() if marker else 0)
    for rule in profile.of("statuses"):
        if begin and rule.means.get("bare") and rule.pattern.match(wording, begin.end()):
            return str(rule.means["status"]), rule.name
    return None, ""


def _first_word(wording: str, profile: Profile) -> int:
    marker = MARKER.match(wording)
    at = marker.end() if marker else 0
    at += len(wording[at:]) - len(wording[at:].lstrip())
    for _ in range(3):
        for rule in profile.of("openings"):
            if found := rule.pattern.match(wording, at):
                at = found.end()
    return at


def _verb(wording: str, start: int, end: int, profile: Profile) -> Rule | None:
    """The rule of the verb that counts: the last one before what opens a task, or that."""
    opening = min(_verbs(wording, start, end, profile, opens=True), default=None, key=lambda found: found[0])
    limit = opening[0][0] if opening else end
    others = [found for found in _verbs(wording, start, end, profile, opens=False) if found[0][0] < limit]
    last = max(others, default=opening, key=lambda found: (found[0][1], -found[0][0]))
    return last[1] if last else None


def _verbs(
    wording: str, start: int, end: int, profile: Profile, *, opens: bool
) -> Iterator[tuple[Span, Rule]]:
    for rule in profile.of("statuses"):
        if bool(rule.means.get("opens")) is opens and not (rule.means.get("leads") or rule.means.get("bare")):
            for found in rule.pattern.finditer(wording, start, end):
                if not _in_word(wording, *found.span()):
                    yield found.span(), rule


def _in_word(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()
