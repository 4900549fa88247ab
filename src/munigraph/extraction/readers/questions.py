"""Questions, interpellations, and who answers them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..entities import NAMES, PEOPLE
from ..facts import Answer, Question
from ..outcomes import Outcomes
from ..profile import Profile
from ..said import Answered, Asked
from ..segments import Section
from ..titles import Title

_QUESTIONS = ("question", "interpellation")


def read(outcomes: Outcomes, title: Title | None) -> Iterator[Question | Answer]:
    """The questions and answers of a case; where the item is a question, its title is it."""
    if title and title.kind in _QUESTIONS:
        start, end = title.raw
        yield Question(
            start=start, end=end, rule=title.rule, kind=title.kind, by=title.persons, to=title.addressees
        )
    for said in outcomes.case.proceedings.said:
        if isinstance(said, Asked):
            start, end = said.whole
            to = tuple(_addressed(said))
            yield Question(start=start, end=end, rule=said.rule, kind="question", by=said.who, to=to)
        elif isinstance(said, Answered):
            start, end = said.raw
            yield Answer(start=start, end=end, rule=said.rule, by=said.who)


def told(sections: Iterable[Section], profile: Profile) -> Iterator[Question]:
    """Questions that a sentence tells of: from whom, to whom, about what."""
    for section in sections:
        flow = section.view.flowed()
        for rule in profile.of("told"):
            for found in rule.pattern.finditer(flow.text):
                start, end = flow.raw(*found.span())
                by, to = found["by"], found["to"]
                yield Question(
                    start=start, end=end, rule=rule.name, kind="question", by=((by, None),), to=(to,)
                )


def _addressed(asked: Asked) -> Iterator[str]:
    """Whom the question's own words name."""
    askers = {name for name, _ in asked.who}
    seen: set[str | None] = set()
    for sentence in (asked.sentence, *asked.more):
        for at, entity in sentence.entities(NAMES + PEOPLE):
            if at == 0 and sentence is asked.sentence:
                continue
            for name, _ in entity.persons:
                if name and name not in askers | seen:
                    seen.add(name)
                    yield name
