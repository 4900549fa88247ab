"""Memberships in networks: members, steering groups, invitations, proposals to join, leaving.

A proposal to join is never a membership: what counts only once it is decided is read as
a proposal where words of proposing are the nearest before it, and not at all where
neither these nor words of deciding are.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from ..facts import Membership
from ..gazetteer import body_type, networks, own
from ..membership_patterns import Pattern, patterns, words
from ..places import home_of, place, placed, places
from ..text import View

_SENTENCE_END = re.compile(r"[.;:?!](?=\s|$)")
_BACK = 700
"""How far back words of proposing and deciding, and the network that is meant, are looked for."""
_NEAR = 40
"""How far before a wording its denial is looked for."""


def find(view: View, language: str, municipality: str | None = None) -> Iterator[Membership]:
    """The memberships that a view tells of, each once, at its first full wording.

    `municipality` is the document's own as facts should call it; else the one it names most.
    """
    if not words().trigger(view.text):
        return
    home = _home(view.text, municipality)
    seen: set[tuple[str, str, str]] = set()
    before = ""
    for paragraph in view.paragraphs():
        if not words().trigger(paragraph.text):
            before = f"{before} {paragraph.text}"[-_BACK:]
            continue
        flow = paragraph.flowed()
        for told in _told(flow.text, before, home, language):
            key = (told.member, told.network.casefold(), told.status)
            if key not in seen:
                seen.add(key)
                start, end = flow.raw(told.start, told.end)
                yield Membership(
                    member=told.member,
                    network=told.network,
                    status=told.status,
                    start=start,
                    end=end,
                    rule=f"membership: {told.rule}",
                )
        before = f"{before} {flow.text}"[-_BACK:]


@dataclass(frozen=True, slots=True)
class _Home:
    """The document's own municipality: how facts call it, and its place."""

    wording: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class _Told:
    member: str
    network: str
    status: str
    start: int
    end: int
    rule: str


def _home(text: str, wording: str | None) -> _Home:
    found = own(wording or text)
    if found is None:
        return _Home(wording, None)
    return _Home(wording or found.wording, found.municipality.place)


def _told(text: str, before: str, home: _Home, language: str) -> Iterator[_Told]:
    for pattern in patterns(language):
        for match in pattern.wording.finditer(text):
            start = _start(match)
            earlier = f"{before} {text[:start]}"[-_BACK:]
            network = _network(match, earlier, pattern)
            if network is None or _denied(text, match):
                continue
            for status, end in _statuses(pattern, match, earlier):
                if status != "member" or not words().doubt.search(_clause(text, match)):
                    for member in _members(match, home):
                        yield _Told(member, network, status, start, end, pattern.name)


def _start(match: re.Match[str]) -> int:
    """Where the wording begins: with the place or the network itself, not with a heading joined to it."""
    start = match.start()
    for group, wording in match.groupdict().items():
        if not wording or match.start(group) != start:
            continue
        if group == "member" and wording not in words().own:
            named = placed(wording)
            return start + named[0] if named else start
        if group.startswith("network"):
            known = next(networks(wording), None)
            return start + known.start if known else start
    return start


def _statuses(pattern: Pattern, match: re.Match[str], earlier: str) -> Iterator[tuple[str, int]]:
    """What the wording says, and where it ends saying so."""
    if not pattern.decided:
        for status in pattern.statuses:
            until = "until" in match.groupdict() and status == pattern.statuses[0]
            yield status, match.start("until") if until else match.end()
        return
    nearest = _last(words().context, earlier)
    if nearest is not None:
        status = pattern.otherwise if nearest["proposes"] else pattern.statuses[0]
        if status:
            yield status, match.end()


def _network(match: re.Match[str], earlier: str, pattern: Pattern) -> str | None:
    """The network that a wording means: the one it names, or the one last named."""
    for group, wording in match.groupdict().items():
        if wording and group.startswith("network"):
            known = next(networks(wording), None)
            return known.wording if known else wording if _may_be_network(wording) else None
    if pattern.network_before and not words().of_network.search(earlier[-_BACK // 2 :]):
        return None
    named = _last(words().named, earlier)
    return (named["known"] or named["name"]) if named else None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(iter(deque(pattern.finditer(text), maxlen=1)), None)


def _may_be_network(wording: str) -> bool:
    """Whether a name with capitals can be a network's: it is not a municipality's or a body's."""
    return place(wording) is None and not any(body_type(wording, c) for c in ("SE", "DK", "NO", "FI"))


def _members(match: re.Match[str], home: _Home) -> Iterator[str]:
    """Who is meant: places as they stand there, the document's own municipality by its name."""
    groups = match.groupdict()
    for name in (groups.get("member"), *places(groups.get("members") or "")):
        if name in words().own:
            found = home.wording
        else:
            found = name if name and name != groups.get("member") else place(name or "")
            if found and home.wording and home_of(found) == home.place:
                found = home.wording
        if found:
            yield found


def _denied(text: str, match: re.Match[str]) -> bool:
    """Whether a word of denial stands in the clause, or the sentence asks."""
    ending = _SENTENCE_END.search(text, match.end())
    return bool(words().denial.search(_clause(text, match))) or (ending is not None and ending[0] == "?")


def _clause(text: str, match: re.Match[str]) -> str:
    """The wording and what stands just before it in its sentence."""
    start = max(0, match.start() - _NEAR)
    for end in _SENTENCE_END.finditer(text, start, match.start()):
        start = end.end()
    return text[start : match.end()]
