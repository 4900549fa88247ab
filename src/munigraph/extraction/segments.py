"""Items, stages and sections of a document.

A document has items (paragraphs of minutes); an item has a stage for each body whose
treatment it tells; a stage has sections, each under a heading of a known kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from . import dates
from .headings import heading_of, heading_with_text
from .profile import NO_HEADING, OPENS, Profile
from .text import View

_STOP = re.compile(r"[.!?]\s*(?:$|\n)")
_WITH_YEAR = re.compile(r"\d+(?:/\d{2,4})?(?!\w)")
_LISTING = re.compile(r"(?:,|-|\b(?:och|og|samt|av|från|till|om))$")


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """Lines under a heading; `kind` is that of the heading, `title` and `text` where there is none."""

    kind: str
    view: View
    heading: View | None = None
    said: Mapping[str, str] = field(default_factory=dict)
    """What the heading says by the groups of its pattern: a body, a date."""


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One body's treatment of one item."""

    body: str | None
    date: str | None
    item: str | None
    sections: tuple[Section, ...]
    number: View | None = None
    """The item's number, in the stage that it stands before."""
    elsewhere: bool = False
    """Told of another meeting than that whose minutes these are."""

    def of(self, kinds: frozenset[str]) -> Iterator[Section]:
        """The sections of some kinds, in order."""
        return (section for section in self.sections if section.kind in kinds)


@dataclass(slots=True)
class _Open:
    """A section whose end has not been met."""

    kind: str
    start: int
    heading: tuple[int, int] | None = None
    said: Mapping[str, str] = field(default_factory=dict)


def stages(view: View, profile: Profile, body: str | None, date: str | None) -> list[Stage]:
    """The stages of a document, in order of the text; those that say nothing else are of `body` on `date`."""
    found: list[Stage] = []
    for item, start, end in _items(view, profile):
        found += _stages_of(view.slice(start, end), item, profile, body, date)
    return found


def head(view: View, profile: Profile) -> str:
    """What stands before the first item; all of a document without items."""
    start = next((start for said, start, _ in _items(view, profile) if said), None)
    return view.text if start is None else view.text[:start]


def _items(view: View, profile: Profile) -> Iterator[tuple[Mapping[str, str], int, int]]:
    """Where items begin and end. What stands before the first belongs to none, unless there is only that."""
    starts: list[tuple[Mapping[str, str], int]] = []
    last = 0
    for start, end in view.lines():
        said = _item(view.text[start:end], profile)
        number = int(re.sub(r"\D.*", "", said.get("item", "")) or 0) if said is not None else 0
        if said is None or (starts and not (last < number <= last + 3 or _another_body(said, starts[-1][0]))):
            continue
        starts.append((said, start))
        last = number
    if not starts:
        starts = [({}, 0)]
    if starts[0][1] > 0:
        starts.insert(0, ({}, 0))
    for (said, start), (_, end) in zip(starts, [*starts[1:], ({}, len(view))], strict=True):
        yield said, start, end


def _another_body(said: Mapping[str, str], before: Mapping[str, str]) -> bool:
    """`STFM § 12` after `STDS § 45`: each body numbers for itself."""
    bodies = [each.get("body", "").lower() for each in (said, before)]
    return all(bodies) and bodies[0] != bodies[1]


def _item(line: str, profile: Profile) -> Mapping[str, str] | None:
    found = _numbered(line, profile)
    return {name: value for name, value in found.groupdict().items() if value} if found else None


def _numbered(line: str, profile: Profile) -> re.Match[str] | None:
    return next((found for pattern in profile.items if (found := pattern.match(line))), None)


def _stages_of(
    view: View, item: Mapping[str, str], profile: Profile, body: str | None, date: str | None
) -> Iterator[Stage]:
    number = item.get("item")
    place = _number(view, profile) if number else None
    named = _body_of(item, profile)
    body = named if named and not same_body(named, body) else body
    own = (body, date)
    elsewhere = False
    sections: list[Section] = []
    for section in _sections(view, profile, item):
        if section.said.get("stage"):
            if sections:
                yield Stage(body, date, number, tuple(sections), place, elsewhere)
                place = None
            sections = []
            # A heading that names no body begins the treatment of the body whose minutes these are.
            body = profile.base(section.said.get("body")) or own[0]
            number = section.said.get("item", number)
            said = section.said.get("date")
            date = (dates.first_day(said, profile.language) or said) if said else None
            if "body" not in section.said:
                date = date or own[1]
            elsewhere = not (same_body(body, own[0]) and date == own[1])
            if not elsewhere and section.heading and section.said.get("item", number) != item.get("item"):
                place = _named_number(section.heading, section.said["item"])
        sections.append(_own_proposal(section, body, profile))
    yield Stage(body, date, number, tuple(sections), place, elsewhere)


def _named_number(heading: View, item: str) -> View | None:
    """The number of the item in a heading that says whose and when it is: `Byggnadsnämnden 1.2.2024 § 8`."""
    at = heading.text.rfind(item)
    return heading.slice(at, at + len(item)) if at >= 0 else None


def _number(view: View, profile: Profile) -> View | None:
    """The number of an item in its first line, with the year that may follow it."""
    line = view.text.partition("\n")[0]
    found = _numbered(line, profile)
    whole = _WITH_YEAR.match(line, found.start("item")) if found else None
    return view.slice(*whole.span()) if whole else None


def _own_proposal(section: Section, body: str | None, profile: Profile) -> Section:
    """What a body proposes to another is its decision, under a heading like `Nämndens förslag` too."""
    whose = profile.base(section.said.get("body"))
    if section.kind in profile.sections("drafts") and same_body(whose, body):
        return replace(section, kind="decision", said={**section.said, "status": "recommended"})
    return section


def same_body(one: str | None, other: str | None) -> bool:
    """Whether two names mean one body: `Utskottet` is short for `kommunstyrelsens utskott`."""
    if not one or not other:
        return False
    if one.casefold().startswith(f"{other} ".casefold()) or other.casefold().startswith(f"{one} ".casefold()):
        return True
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    if " " not in short and len(short) < len(long) and long.endswith(short):
        return True
    last, other_last = one.casefold().rsplit(" ", 1)[-1], other.casefold().rsplit(" ", 1)[-1]
    alike = last.startswith(other_last) or other_last.startswith(last)
    return alike and (one.casefold() == other.casefold() or (" " in one) != (" " in other))


def _body_of(item: Mapping[str, str], profile: Profile) -> str | None:
    """The body that the number of an item names: `KF § 12`."""
    short = " ".join(item.get("body", "").lower().split())
    return profile.names.get("bodies", {}).get(short)


def _sections(view: View, profile: Profile, item: Mapping[str, str]) -> Iterator[Section]:
    current = _Open("title" if item else "text", 0)
    titled = bool(item.get("title"))
    words = 0
    for start, end in _lines(view, item, profile):
        line = view.text[start:end]
        if not line:
            if current.kind == "title" and words > 1:
                yield from _closed(view, current, start, titled=titled)
                current = _Open("text", start)
            continue
        words += 1
        heading = heading_of(line, profile)
        if heading is None and current.kind not in profile.sections("silent"):
            heading, end = heading_with_text(view, start, end, profile)
        if heading is None or heading[0] == NO_HEADING:
            continue
        kind, said = heading
        if kind in OPENS:
            if current.kind in profile.sections("decisions") | profile.sections("drafts"):
                continue
            kind = OPENS[kind]
        yield from _closed(view, current, start, titled=titled)
        current = _Open(kind, end, (start, end), said)
    yield from _closed(view, current, len(view), titled=titled)


def _lines(view: View, item: Mapping[str, str], profile: Profile) -> Iterator[tuple[int, int]]:
    """The lines of an item; of the first, what stands after the number."""
    lines = view.lines()
    if item:
        start, end = next(lines)
        yield start + after_number(view.text[start:end], profile), end
    yield from lines


def after_number(line: str, profile: Profile) -> int:
    """Where the line that begins an item goes on after its number."""
    found = _numbered(line, profile)
    if found is None:
        return 0
    end = found.start("title") if found.groupdict().get("title") else found.end()
    return end + len(line[end:]) - len(line[end:].lstrip())


def _closed(view: View, section: _Open, end: int, *, titled: bool = False) -> Iterator[Section]:
    heading = view.slice(*section.heading) if section.heading else None
    start = section.start
    if section.kind == "title":
        end_of_title = _title_end(view, start, end, titled=titled)
        yield Section("title", view.slice(start, end_of_title))
        section, start = _Open("text", end_of_title), end_of_title
    if heading is not None or view.text[start:end].strip():
        yield Section(section.kind, view.slice(start, end), heading, section.said)


def _title_end(view: View, start: int, end: int, *, titled: bool) -> int:
    """Where a title ends that the text follows at once: a title has no full stop.

    The text begins with the first line after it that begins with a capital and does not
    go on with a list. `titled`: the title begins in the line that numbers the item.
    """
    text = view.text[start:end]
    if not _STOP.search(text):
        return end
    lines = [(start + first, start + last) for first, last in view.slice(start, end).lines() if first < last]
    for (_, before), (line, _) in pairwise(lines if titled else lines[1:]):
        if view.text[line].isupper() and not _LISTING.search(view.text, max(start, before - 8), before):
            return line
    return end
