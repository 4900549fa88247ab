"""Letters that answer the questions of a councillor or a party: what was asked of whom, and who answers.

They are no minutes: their questions are quoted or lettered, their answers stand under
headings, and who answers may have signed at the end. The profile's rules `inquiries` say
by their names which words are which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..facts import Answer, Named, Question
from ..listing import listed
from ..profile import Profile
from ..tellings import quoted
from ..text import Span, View

_HEAD = 2_000
"""Characters of a letter in which it says whose questions it answers."""


def read(view: View, profile: Profile) -> Iterator[Question | Answer]:
    """The questions of a letter and their answers; nothing where it answers none."""
    asked = next(iter(_found("asked", view.text[:_HEAD], profile)), None)
    if asked is None:
        return
    who = listed(asked["by"], profile)
    by: tuple[Named, ...] = who.persons or tuple((None, party) for party in who.parties)
    answers = list(_found("answer", view.text, profile))
    spans = list(_questions(asked, answers[0].start() if answers else len(view.text), view, profile))
    if not (by and spans):
        return
    signed = tuple(" ".join(each["by"].split()) for each in _found("signed", view.text, profile))
    for span in spans:
        start, end = view.raw(*span)
        to = tuple(_addressed(view.text[slice(*span)], profile)) or signed[-1:]
        yield Question(start=start, end=end, rule="inquiries/asked", kind="question", by=by, to=to)
    for each in answers:
        named = profile.base(each["by"]) if "by" in each.re.groupindex else None
        answering = (named,) if named else signed[-1:]
        if answering:
            start, end = view.raw(*each.span())
            yield Answer(
                start=start, end=end, rule="inquiries/answer", by=tuple((name, None) for name in answering)
            )


def _found(name: str, text: str, profile: Profile) -> Iterator[re.Match[str]]:
    """Where the rules of one name match, in order of the text."""
    found = (
        match
        for rule in profile.of("inquiries")
        if rule.means["name"] == name
        for match in rule.pattern.finditer(text)
    )
    yield from sorted(found, key=lambda match: match.start())


def _questions(asked: re.Match[str], end: int, view: View, profile: Profile) -> Iterator[Span]:
    """The questions: those that have a letter or number of their own, else what is quoted."""
    lettered = [each.span("text") for each in _found("question", view.text[:end], profile)]
    yield from (span for span in lettered if span[0] >= asked.end())
    for each in _found("asked", view.text[:_HEAD], profile) if not lettered else ():
        closed = quoted(view.text, each.end())
        if closed is not None:
            yield each.start(), closed
            return


def _addressed(text: str, profile: Profile) -> Iterator[str]:
    """To whom the questions are put, where they say so; `Børne- og Ungdomsborgmesteren` is one."""
    for each in _found("addressed", text, profile):
        for name in re.split(r"\s*,\s+|(?<!-)\s+(?:og|samt)\s+", each["to"]):
            yield " ".join(name.split())
