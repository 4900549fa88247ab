"""Who took no part, and why, where the text says it is a conflict of interest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..entities import PEOPLE, Sentence, passage
from ..facts import Disqualified
from ..names import Person
from ..outcomes import Outcomes
from ..profile import Profile, Rule
from ..said import Absence
from ..segments import Stage
from ..sentences import sentences


def read(outcomes: Outcomes) -> Iterator[Disqualified]:
    """Those who are named as not taking part in the decision or the treatment."""
    profile = outcomes.case.profile
    for said in outcomes.case.proceedings.said:
        if not isinstance(said, Absence) or not said.who:
            continue
        rule = _rule(said.sentence.text, profile)
        if rule is not None:
            start, end = said.raw
            yield Disqualified(start=start, end=end, rule=rule.name, persons=said.who, reason=_reason(rule))


def told(stage: Stage, profile: Profile, known: Sequence[Person]) -> Iterator[Disqualified]:
    """Those whom a sentence says to be disqualified, in minutes whose sentences tell by themselves."""
    if not profile.of("tellings"):
        return
    for section in stage.sections:
        text = section.view.text
        if section.kind in profile.sections("lists") or _rule(text, profile, none=True) is None:
            continue
        for sentence in sentences(passage(section.view, profile, known), profile):
            rule = _rule(sentence.text, profile)
            persons = _persons(sentence, rule) if rule else ()
            if rule and persons:
                start, end = sentence.raw
                yield Disqualified(
                    start=start, end=end, rule=rule.name, persons=persons, reason=_reason(rule)
                )


def _rule(text: str, profile: Profile, *, none: bool = False) -> Rule | None:
    """The first rule that fits, if it makes a fact; of those that make none too, if these are asked for."""
    rule = next((each for each in profile.of("absences") if each.pattern.search(text)), None)
    return rule if rule and (none or not rule.means.get("none")) else None


def _persons(sentence: Sentence, rule: Rule) -> tuple[tuple[str | None, str | None], ...]:
    """Those it is said of: all who are named, or those where the rule says `who`."""
    found = rule.pattern.search(sentence.text)
    start, end = found.span("who") if found and "who" in rule.pattern.groupindex else (0, len(sentence.text))
    return tuple(
        person for at, entity in sentence.entities(PEOPLE) if start <= at < end for person in entity.persons
    )


def _reason(rule: Rule) -> str | None:
    reason = rule.means.get("reason")
    return str(reason) if reason else None
