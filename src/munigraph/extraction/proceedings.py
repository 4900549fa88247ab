"""What happens in the proceedings of an item, in order: moves, findings, divisions, statements.

Sentences are told apart by words that only one kind has (the profile's rules
`sentences`) and read by the grammar. A sentence under a heading where only such sentences
stand, and that none of them fits, is kept as unread.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import takewhile

from .asking import asks
from .entities import PARTIES, PEOPLE, Passage, Sentence, passage
from .facts import Named, Unread
from .grammar import Part, Word, parse
from .names import Person
from .profile import Profile
from .said import Absence, Answered, Asked, Finding, Move, Opening, Proceedings, Said, Sides, Stated
from .segments import Section, Stage
from .sentences import sentences

_MOST = 2_000
"""No item has more sentences that tell of proceedings; what has is no minutes."""
_STOPS = ("REASON", "OPENS", "ACCORDING")
_SUBJECT = 40
"""A sentence's subject stands in its first words."""


@dataclass(slots=True)
class _Taken:
    """What has been read so far; `more` are the sentences of the text that the last one opened."""

    said: list[Said] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    more: list[Sentence] = field(default_factory=list)
    opened: bool = False

    def add(self, said: Said) -> None:
        self.close()
        self.said.append(said)
        self.opened = (isinstance(said, Opening) and said.opens) or _moves_text(said)

    def close(self) -> None:
        """The text that was opened ends here."""
        last = self.said[-1] if self.said else None
        if self.more and isinstance(last, Opening):
            self.said[-1] = replace(last, more=tuple(self.more))
        self.more, self.opened = [], False


def proceedings(stage: Stage, profile: Profile, known: Iterable[Person]) -> Proceedings:
    """What happens in the sections of a stage that tell of proceedings.

    In others (`asides`: a decision) some of it is told too; not what is moved and found there,
    which reads like the decision itself.
    """
    taken = _Taken()
    persons = tuple(known)
    for section in stage.of(profile.sections("proceedings") | profile.sections("asides")):
        text = passage(section.view, profile, persons)
        _section(section, text, profile, taken)
    return Proceedings(tuple(taken.said), tuple(taken.unread), persons)


def _section(section: Section, text: Passage, profile: Profile, taken: _Taken) -> None:
    aside = section.kind in profile.sections("asides")
    for sentence in sentences(text, profile):
        if len(taken.said) >= _MOST:
            taken.unread.append(
                Unread(*text.view.raw(sentence.start), section.kind, f"more than {_MOST} sentences")
            )
            break
        said = _said(section, sentence, profile)
        if taken.opened and not _begins_anew(said, taken.said[-1]):
            taken.more.append(sentence)
        elif isinstance(said, Unread):
            if section.kind in profile.sections("strict"):
                taken.unread.append(said)
        elif said is not None and not (aside and isinstance(said, Move | Finding)):
            taken.add(said)
    taken.close()


def _moves_text(said: Said) -> bool:
    """`föreslog följande:` and the text in the next lines."""
    return isinstance(said, Move) and said.sentence.text.endswith(":")


def _begins_anew(said: Said | Unread | None, before: Said) -> bool:
    """Whether a sentence after a statement's colon is one of the minutes again, not of the statement."""
    if isinstance(before, Move):
        return isinstance(said, Said)
    if not isinstance(said, Stated | Asked | Answered | Absence):
        return False
    return said.subject_first and said.sentence.passage.begins_line(said.sentence.start)


def _said(section: Section, sentence: Sentence, profile: Profile) -> Said | Unread | None:
    """The sentence read as what its words show it to be; None for what is of no interest."""
    text = sentence.text
    for rule in profile.of("sentences"):
        if not rule.pattern.search(text):
            continue
        read = _READERS.get(str(rule.means["name"]))
        if read is None:
            return None
        said = read(section, sentence, profile, rule.name)
        return said or Unread(*sentence.raw, section.kind, f"{rule.name}: not understood")
    return Unread(*sentence.raw, section.kind, "no known kind of sentence")


def _move(section: Section, sentence: Sentence, profile: Profile, rule: str) -> Said | None:
    parsed = parse(profile, "move", sentence)
    at = parsed.at("MOVES") if parsed else None
    if parsed is None or at is None:
        return None
    after = parsed.parts[at + 1 :]
    who = [*parsed.parts[:at], *takewhile(lambda part: isinstance(part, Word), after)]
    persons, parties = _who(parsed.parts[:at]) or _who(who) or ((), ())
    joined = next((part for part in who[at:] if part.kind == "JOINED"), None)
    if joined is not None and _who(parsed.parts[:at]):
        persons += (_who(who[who.index(joined) :]) or ((), ()))[0]
    if not (persons or parties):
        return None
    found = tuple(ask if ask.act else replace(ask, act="support") for ask in asks(after, profile))
    return Move(section, sentence, rule, persons, parties, found)


def _finding(section: Section, sentence: Sentence, profile: Profile, rule: str) -> Said | None:
    parsed = parse(profile, "finding", sentence)
    if parsed is None:
        return None
    puts, finds = parsed.at("PUTS"), parsed.at("FINDS")
    before = parsed.parts[
        : puts if puts is not None else finds if finds is not None else parsed.at("DECIDES")
    ]
    persons, _ = _who(before) or ((), ())
    put = asks(parsed.parts[puts + 1 : finds], profile) if puts is not None else ()
    start = finds if finds is not None else parsed.at("DECIDES")
    found = asks(parsed.parts[0 if start is None else start + 1 :], profile)
    return Finding(section, sentence, rule, persons[0] if persons else None, put, found)


def _statement(section: Section, sentence: Sentence, profile: Profile, rule: str) -> Said | None:
    parsed = parse(profile, "statement", sentence)
    found = parsed.word("STATES") if parsed else None
    if parsed is None or found is None:
        return None
    at, verb = found
    before = _who(parsed.parts[:at])
    persons, parties = before or _who(takewhile(_no_stop, parsed.parts[at + 1 :])) or ((), ())
    after = parsed.parts[at + 1 :]
    opens = ":" in sentence.text[verb.start :] or any(part.kind == "OPENS" for part in after)
    first = verb.start <= (_SUBJECT if before else 0)
    return Stated(section, sentence, rule, persons, parties, verb.text, opens, first)


def _asked(section: Section, sentence: Sentence, profile: Profile, rule: str) -> Said | None:
    first = next(sentence.entities(PEOPLE), None)
    if first is None:
        return None
    at, entity = first
    whole = sentence.part(at, sentence.end - sentence.start)
    return Asked(
        section, whole, rule, entity.persons, opens=":" in sentence.text, subject_first=at <= _SUBJECT
    )


def _answered(section: Section, sentence: Sentence, profile: Profile, rule: str) -> Said | None:
    first = next(sentence.entities(PEOPLE), None)
    return Answered(section, sentence, rule, first[1].persons, first[0] <= _SUBJECT) if first else None


def _absence(section: Section, sentence: Sentence, profile: Profile, rule: str) -> Said | None:
    entities = [entity for _, entity in sentence.entities(PEOPLE + PARTIES)]
    persons = tuple(person for entity in entities for person in entity.persons)
    parties = tuple(party for entity in entities for party in entity.parties)
    first = next((at for at, _ in sentence.entities(PEOPLE + PARTIES)), 999) < _SUBJECT
    return Absence(section, sentence, rule, persons, parties, first)


def _sides(section: Section, sentence: Sentence, profile: Profile, rule: str) -> Said | None:
    return Sides(section, sentence, rule)


_READERS = {
    "move": _move,
    "finding": _finding,
    "statement": _statement,
    "absence": _absence,
    "question": _asked,
    "answer": _answered,
    "side": _sides,
    "result": _sides,
    "tally": _sides,
    "roll": _sides,
}


def _who(parts: Iterable[Part]) -> tuple[tuple[Named, ...], tuple[str, ...]] | None:
    """The persons and parties among some words."""
    words = [part for part in parts if isinstance(part, Word) and part.entity]
    seconded = next((at for at, word in enumerate(words) if word.kind == "SECONDED"), len(words))
    entities = [word.entity for word in words[:seconded] if word.entity]
    persons = tuple(
        (name, party if entity.mark == PEOPLE else None)
        for entity in entities
        for name, party in entity.persons
    )
    parties = tuple(party for entity in entities for party in entity.parties)
    return (persons, parties) if persons or parties else None


def _no_stop(part: Part) -> bool:
    """Until the reason that is given, or the text."""
    return not (
        isinstance(part, Word) and (part.text in ":." or part.kind in ("REASON", "OPENS", "ACCORDING"))
    )
