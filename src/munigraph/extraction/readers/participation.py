"""Who took no part, and why, where the text says it is a conflict of interest."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts import Disqualified
from ..outcomes import Outcomes
from ..said import Absence


def read(outcomes: Outcomes) -> Iterator[Disqualified]:
    """Those who are named as not taking part in the decision or the treatment."""
    profile = outcomes.case.profile
    for said in outcomes.case.proceedings.said:
        if not isinstance(said, Absence) or not said.who:
            continue
        rule = next(
            (each for each in profile.of("absences") if each.pattern.search(said.sentence.text)), None
        )
        if rule is None or rule.means.get("none"):
            continue
        start, end = said.raw
        reason = rule.means.get("reason")
        yield Disqualified(
            start=start, end=end, rule=rule.name, persons=said.who, reason=str(reason) if reason else None
        )
