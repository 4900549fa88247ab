"""The text of a decision: lead-ins, points, and what each point does with its thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .asking import Ask, asks
from .entities import Passage, Sentence, passage
from .grammar import parse
from .names import Person
from .profile import Profile, Rule
from .segments import Section, Stage
from .sentences import sentences
from .statuses import MARKER, status_of

_STOP = re.compile(r"[.:!?;]\s")
_LONGEST_LEADIN = 450


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a decision; where there are none, a sentence."""

    text: Sentence
    status: str | None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Leadin:
    """A line that says whose text the points under it are."""

    text: Sentence
    rule: Rule
    body: str | None
    asks: tuple[Ask, ...]

    @property
    def status(self) -> str | None:
        """The status it gives to all points under it, if it does."""
        if any(ask.text and ask.text.kind == "recommittal" for ask in self.asks):
            return "recommitted"
        status = self.rule.means.get("status")
        return str(status) if status else None

    @property
    def name(self) -> str:
        return str(self.rule.means["name"])


@dataclass(frozen=True, slots=True)
class Block:
    """Points under one lead-in, or under none."""

    section: Section
    points: tuple[Point, ...]
    leadin: Leadin | None = None

    @property
    def status(self) -> str | None:
        """The status of all its points, where the lead-in or the heading gives one."""
        return (self.leadin.status if self.leadin else None) or self.section.said.get("status")


AS_DRAFTED = "as drafted"
"""The name of rules for `Enligt förslaget`: what the draft says was done."""


def resolved(stage: Stage, profile: Profile, known: Sequence[Person]) -> tuple[Block, ...]:
    """The blocks of a stage's decisions. What was decided as drafted has the status that the draft has."""
    found = tuple(
        block
        for section in stage.of(profile.sections("decisions"))
        for block in blocks(section, passage(section.view, profile, known), profile)
    )
    if not found and not any(stage.of(profile.sections("drafts"))):
        return tuple(_unheaded(stage, profile, known))
    if not any(point.rule.endswith(AS_DRAFTED) for block in found for point in block.points):
        return found
    drafts = (passage(section.view, profile).view.text for section in stage.of(profile.sections("drafts")))
    status = next((status for draft in drafts if (status := status_of(draft.strip(), profile)[0])), None)
    return tuple(
        replace(block, points=tuple(_drafted(point, status) for point in block.points)) for block in found
    )


def _unheaded(stage: Stage, profile: Profile, known: Sequence[Person]) -> Iterator[Block]:
    """Decisions of an item that has no heading for them: paragraphs in which the body acts."""
    acts = re.compile(rf"(?:{profile.slots.get('acting', '(?!)')})", re.IGNORECASE)
    for section in stage.of(frozenset({"text"})) if stage.item else ():
        text = passage(section.view, profile, known)
        for sentence in sentences(text, profile):
            if text.begins_line(sentence.start) and acts.match(sentence.text):
                status, rule = status_of(sentence.text, profile)
                if status:
                    yield Block(section, (Point(sentence, status, rule),))


def _drafted(point: Point, status: str | None) -> Point:
    return replace(point, status=status) if status and point.rule.endswith(AS_DRAFTED) else point


def blocks(section: Section, text: Passage, profile: Profile) -> Iterator[Block]:
    """The runs of points of a decision's section, in order."""
    end = _end(text, profile)
    leadins = [each for each in _leadins(text, profile) if each.text.start < end]
    first = leadins[0].text.start if leadins else end
    if text.view.text[:first].strip():
        yield Block(section, tuple(_points(text.sentence(0, first), profile)), _of_heading(section, profile))
    ends = [*(each.text.start for each in leadins[1:]), end]
    for leadin, following in zip(leadins, ends, strict=False):
        under = text.sentence(leadin.text.end + 1, following)
        points = tuple(_points(under, profile))
        own = Point(leadin.text, *status_of(leadin.text.text, profile))
        opens = text.view.text.startswith(":", leadin.text.end)
        if own.status and not (opens or leadin.status or any(point.status for point in points)):
            # `Nämnden beslutar enligt förslaget.` says all itself; what follows decides nothing.
            yield Block(section, (own,), leadin)
        else:
            yield Block(section, points, leadin)


def _of_heading(section: Section, profile: Profile) -> Leadin | None:
    """The lead-in that a heading is: `Kommunfullmäktige beslutade enligt kommunstyrelsens förslag`."""
    if section.heading is None:
        return None
    text = passage(section.heading, profile)
    end = len(text.view.text.rstrip(" .:"))
    rules = [rule for rule in profile.of("leadins") if rule.means["name"] == "body"]
    if any(rule.pattern.fullmatch(text.view.text, 0, end) for rule in rules):
        return _leadin(text, 0, end, True, profile)
    return None


def _end(text: Passage, profile: Profile) -> int:
    """Where lists begin that are no decision."""
    starts = [found.start() for rule in profile.of("ends") if (found := rule.pattern.search(text.view.text))]
    return min(starts, default=len(text.view.text))


def _leadins(text: Passage, profile: Profile) -> Iterator[Leadin]:
    after = 0
    lines = text.lines
    whole = text.view.text
    for index, line in enumerate(lines):
        end = lines[index + 1] if index + 1 < len(lines) else len(whole)
        stripped = whole[line:end].rstrip()
        colon = stripped.endswith(":")
        starts = (start for start in lines[max(0, index - 5) : index + 1] if start >= after)
        close = line + len(stripped) - (1 if colon else 0)
        floor = max(
            (found.end() for found in _STOP.finditer(whole, max(after, close - _LONGEST_LEADIN), close)),
            default=0,
        )
        for start in starts:
            leadin = (
                _leadin(text, max(start, 0), close, colon, profile)
                if start >= floor or start == line
                else None
            )
            if leadin:
                yield leadin
                after = close
                break


def _leadin(text: Passage, start: int, end: int, colon: bool, profile: Profile) -> Leadin | None:
    if end - start > _LONGEST_LEADIN:
        return None
    for rule in profile.of("leadins"):
        if not (colon or rule.means.get("bare")):
            continue
        found = rule.pattern.fullmatch(text.view.text, start, end)
        if found:
            sentence = text.sentence(start, end)
            parsed = parse(profile, "effect", sentence)
            body = found.groupdict().get("body")
            return Leadin(
                sentence, rule, profile.base(body), asks(parsed.parts, profile, after=True) if parsed else ()
            )
    return None


def _points(under: Sentence, profile: Profile) -> Iterator[Point]:
    tops, nested = _markers(under, profile)
    passage = under.passage
    first = tops[0] if tops else under.end
    if passage.view.text[under.start : first].strip():
        yield from _plain(passage.sentence(under.start, first), profile)
    for start, end in zip(tops, [*tops[1:], under.end], strict=False):
        yield from _point(passage, start, end, [at for at in nested if start < at < end], profile)


def _markers(under: Sentence, profile: Profile) -> tuple[list[int], list[int]]:
    """Where points begin, and points within points. A number counts where it is the next one."""
    tops: list[int] = []
    nested: list[int] = []
    kind = ""
    number = 0
    if clauses := _clauses(under, profile):
        return clauses, []
    for line in (under.start, *under.passage.lines_in(under.start, under.end)):
        found = MARKER.match(under.passage.view.text, line, under.end)
        if found is None:
            continue
        its = "number" if found["number"] else "letter" if found["letter"] else "bullet"
        if its == "number":
            if kind == "number" and int(found["number"]) != number + 1:
                continue
            number = int(found["number"])
        kind = kind or its
        (tops if its == kind else nested).append(line)
    return tops, nested


def _clauses(under: Sentence, profile: Profile) -> list[int]:
    """Where points begin that have no marker but the word of a clause: `att anta planen, samt⏎att …`."""
    text = under.passage.view.text
    begins = re.compile(rf"(?:{profile.slots.get('clause', '(?!)')})\s", re.IGNORECASE)
    if not begins.match(text, under.start):
        return []
    ended = re.compile(rf"(?:[,;.:]|\s(?:{profile.slots['joining']}|{profile.slots['separating']}))\s$")
    lines = under.passage.lines_in(under.start, under.end)
    return [
        under.start,
        *(at for at in lines if begins.match(text, at) and ended.search(text, max(0, at - 12), at)),
    ]


def _point(
    passage: Passage, start: int, end: int, nested: Sequence[int], profile: Profile
) -> Iterator[Point]:
    """A point; where it has no verb of its own, the points within it.

    Paragraphs after it that are no points and decide nothing are no part of it.
    """
    end = _without_remarks(passage, start, end, nested, profile)
    head = nested[0] if nested else end
    status, rule = status_of(passage.sentence(start, head).text, profile)
    within = [passage.sentence(at, to) for at, to in zip(nested, [*nested[1:], end], strict=False)]
    inner = [Point(each, *status_of(each.text, profile)) for each in within] if status is None else []
    if any(each.status for each in inner):
        yield from inner
    else:
        yield Point(passage.sentence(start, end), status, rule)


def _without_remarks(passage: Passage, start: int, end: int, nested: Sequence[int], profile: Profile) -> int:
    after = max(nested, default=start)
    breaks = [line for line in passage.lines_in(after, end) if line in passage.paragraphs]
    for at in breaks:
        ended = passage.view.text[:at].rstrip().endswith((".", "!", "?"))
        if ended and status_of(passage.sentence(at, end).text, profile)[0] is None:
            return at
    return end


def _plain(text: Sentence, profile: Profile) -> Iterator[Point]:
    """The sentences of a decision without points; one that says no status belongs to the one before it."""
    last: Point | None = None
    for each in sentences(text.passage, profile, text.start, text.end):
        status, rule = status_of(each.text, profile)
        if last is None:
            last = Point(each, status, rule)
        elif last.status and status is None and each.start in text.passage.paragraphs:
            break
        elif status is None or last.status is None:
            whole = text.passage.sentence(last.text.start, each.end)
            last = Point(whole, last.status or status, last.rule or rule)
        else:
            yield last
            last = Point(each, status, rule)
    if last:
        yield last
