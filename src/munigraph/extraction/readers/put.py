"""What was put to the bodies of an item: recommendations and motions, with what became of them."""

from __future__ import annotations

from collections.abc import Iterator

from .. import names
from ..facts import Decision, Named, Proposal
from ..listing import listed
from ..parties import parties
from ..profile import Profile
from ..segments import Stage
from ..tellings import Telling
from .resolved import anothers


def read(
    told: list[tuple[Stage, list[Telling]]], decisions: list[Decision], profile: Profile
) -> Iterator[Proposal]:
    """What was put to a body, once by each who puts it; its outcome is that body's decision."""
    seen: set[tuple[str, ...]] = set()
    for each in _puts(told, profile):
        if each.about == "motion":
            if each.section.kind in profile.sections("tables") | {"title"}:
                yield from _motion(each, told, decisions, profile)
            continue
        who = tuple(_movers(each, told, profile))
        if who in seen:
            continue
        seen.add(who)
        body = profile.base(each.said("body"))
        start, end = each.raw
        yield Proposal(
            start=start,
            end=end,
            rule=each.rule.name,
            kind="recommendation",
            movers=tuple((name, None) for name in who),
            outcome=_status(decisions, body),
        )


def headed(stages: list[Stage], decisions: list[Decision], profile: Profile) -> Iterator[Proposal]:
    """Drafts under a heading that says whose they are; what became of them is what was decided first."""
    for stage in stages if decisions else ():
        for section in stage.of(profile.sections("drafts") | profile.sections("resolved")):
            if section.kind in profile.sections("resolved") and not anothers(section, stage, profile):
                continue
            who = drafter(section.heading.text, profile) if section.heading else None
            if section.heading and who:
                yield Proposal(
                    start=section.heading.raw()[0],
                    end=section.view.raw()[1],
                    rule="drafters",
                    kind="recommendation",
                    movers=((who, None),),
                    outcome=decisions[0].status,
                )


def drafter(wording: str, profile: Profile) -> str | None:
    """Whose draft it is, where the words for it say so."""
    text = " ".join(wording.split())
    for rule in profile.of("drafters"):
        if found := rule.pattern.search(text):
            return profile.base(found["who"])
    return None


def _status(decisions: list[Decision], body: str | None) -> str | None:
    """What a body decided on the thing itself; without a body, the first that is told.

    What it recommended to another counts where it did nothing else.
    """
    statuses = [each.status for each in decisions if body is None or each.body == body]
    return next((each for each in statuses if each != "recommended"), next(iter(statuses), None))


def _motion(
    each: Telling, told: list[tuple[Stage, list[Telling]]], decisions: list[Decision], profile: Profile
) -> Iterator[Proposal]:
    """A motion that is the item, or a row; one that is answered has met with no decision of its own."""
    who = listed(each.said("by") or "", profile)
    movers = who.persons
    if each.section.kind in profile.sections("tables"):
        line = each.section.view.text.find("\n", each.start)
        first, last = each.section.view.raw(each.start, line if line >= 0 else None)
        decisions = [decision for decision in decisions if first <= decision.start < last]
    else:
        movers = movers or _signed(told, profile)
    if not (movers or who.parties):
        return
    start, end = each.section.view.raw(each.start, each.match.end())
    yield Proposal(
        start=start,
        end=end,
        rule=each.rule.name,
        kind="motion",
        movers=movers,
        parties=who.parties,
        outcome=None if each.said("answer") else _status(decisions, None),
    )


def _signed(told: list[tuple[Stage, list[Telling]]], profile: Profile) -> tuple[Named, ...]:
    """Those who sign a motion."""
    known = parties(profile.country)
    texts = (section.view.text for stage, _ in told for section in stage.sections)
    return tuple(dict.fromkeys(person.named for text in texts for person in names.signed(text, known)))


def _puts(told: list[tuple[Stage, list[Telling]]], profile: Profile) -> Iterator[Telling]:
    """Where something is put to a body, in order; what decided or lists documents puts nothing."""
    apart = (profile.sections("told") | profile.sections("lists")) - profile.sections("tables")
    for section in (section for stage, _ in told for section in stage.sections if section.kind not in apart):
        found = [
            Telling(section, rule, match, len(section.view.text))
            for rule in profile.of("puts")
            for match in rule.pattern.finditer(section.view.text)
        ]
        taken = 0
        for each in sorted(found, key=lambda each: (each.start, -each.match.end())):
            if each.start >= taken:
                taken = each.match.end()
                yield each


def _movers(each: Telling, told: list[tuple[Stage, list[Telling]]], profile: Profile) -> Iterator[str]:
    """Who puts it: named there, else where the item speaks of it."""
    if each.said("who"):
        yield " ".join(str(each.said("who")).split())
        return
    for stage, _ in told:
        for section in stage.sections:
            for rule in profile.of("movers"):
                for found in rule.pattern.finditer(section.view.flowed().text):
                    yield from (value for value in found.groupdict().values() if value)
                    return
