"""Reservations, remarks and statements, with those who make them."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts import Statement
from ..outcomes import Outcomes
from ..profile import Profile
from ..said import Stated


def read(outcomes: Outcomes, body: str | None, date: str | None) -> Iterator[Statement]:
    """The statements of a case, in order."""
    case = outcomes.case
    for said in case.proceedings.said:
        if isinstance(said, Stated) and (said.who or said.parties):
            start, end = said.whole
            rule, kind = _kind(said, case.profile)
            yield Statement(
                start=start,
                end=end,
                rule=rule,
                kind=kind,
                signatories=said.who,
                parties=said.parties,
                body=body,
                date=date,
            )


def _kind(said: Stated, profile: Profile) -> tuple[str, str]:
    for rule in profile.of("statements"):
        if rule.pattern.search(said.verb):
            return rule.name, str(rule.means["kind"])
    return said.rule, "statement"
