"""Persons and how minutes write them: `A (X), B (Y) och C (Z)`, over line ends too.

Only persons with a party or an office are found: others are private persons, and the
graph has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .name_patterns import HYPHEN, UPPER, patterns
from .parties import Parties

_LONGEST = 60
"""How far back an office is looked for."""
_FURTHEST = 2_000
"""How far back the names go that share a party: longer than any list seen (five names)."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a passage names one.

    `party` as written there (base form, None where there is none), `code` the code it
    stands for; `shared` where the parenthesis stands after a later name of the list.
    """

    name: str
    party: str | None
    code: str | None
    start: int
    end: int
    office: str = ""
    shared: bool = False

    @property
    def named(self) -> tuple[str, str | None]:
        """As facts have it."""
        return self.name, self.party


@dataclass(frozen=True, slots=True)
class PersonList:
    """Persons named one after another, with nothing between them but commas, words of joining and offices."""

    persons: tuple[Person, ...]

    @property
    def start(self) -> int:
        return self.persons[0].start

    @property
    def end(self) -> int:
        return self.persons[-1].end


def people(text: str, parties: Parties) -> tuple[Person, ...]:
    """All persons whose party stands in a parenthesis after the name (or before it: `H v/N N`), in order.

    A party we do not know (a local one) counts where the text gives it to two persons, or
    in a list with a party we know: `Radicalization Awareness Network (RAN)` is nobody.
    """
    found: list[Person] = []
    sure: list[bool] = []
    for each in patterns().person.finditer(text):
        party, shared, known = _party(each["party"], parties)
        last = _person(text, each.start("name"), each.end("name"), each.end(), party, known)
        if last is None:
            continue
        after = found[-1].end if found else 0
        before = _sharing(text, max(after, last.start - _FURTHEST), last, must=shared or bool(each["shared"]))
        found += (*before, last)
        sure += [known is not None or party is None] * (len(before) + 1)
    persons = [*_trusted(text, found, sure), *_through(text, parties)]
    return tuple(sorted(persons, key=lambda person: person.start))


def _through(text: str, parties: Parties) -> Iterator[Person]:
    """`H v/Ola Nordmann`: a party and who speaks for it."""
    for each in patterns().through.finditer(text):
        party = parties.find(each["party"])
        person = party and _person(text, each.start("name"), each.end("name"), each.end(), None, None)
        if person and party:
            yield replace(person, party=each["party"], code=party.code, start=each.start())


def _trusted(text: str, found: Sequence[Person], sure: Sequence[bool]) -> Iterator[Person]:
    """The persons of known parties, and those whom the text itself shows to be of a party."""
    several = Counter(party for _, party in {person.named for person in found})
    for at, person in enumerate(found):
        beside = [
            sure[other]
            for other, first, second in ((at - 1, at - 1, at), (at + 1, at, at + 1))
            if first >= 0
            and second < len(found)
            and patterns().between.fullmatch(text, found[first].end, found[second].start)
        ]
        if sure[at] or (" " in person.name and (any(beside) or several[person.party] > 1)):
            yield person


def lists(text: str, parties: Parties, persons: Sequence[Person] | None = None) -> Iterator[PersonList]:
    """The persons of `text` in lists."""
    run: list[Person] = []
    for person in people(text, parties) if persons is None else persons:
        if run and not patterns().between.fullmatch(text, run[-1].end, person.start):
            yield PersonList(tuple(run))
            run = []
        run.append(person)
    if run:
        yield PersonList(tuple(run))


def members(text: str) -> Iterator[Person]:
    """Persons who do what only members of a body can: move, second, object."""
    for each in patterns().member.finditer(text):
        for group in ("first", "second", "name"):
            found = each[group] and _person(text, *each.span(group), each.end(group), None, None)
            if found and " " in found.name:
                yield found


def officials(text: str) -> Iterator[Person]:
    """Persons after an office that makes them persons of public life, without a party."""
    for each in patterns().official.finditer(text):
        person = _person(text, each.start("name"), each.end("name"), each.end(), None, None)
        if person and " " in person.name:
            yield person


def plain_list(text: str, start: int, end: int) -> tuple[Person, ...]:
    """The persons of a passage that holds names only, with or without parties in parentheses.

    For passages that say themselves that persons with an office are named (`Ja-röster:`).
    """
    found: list[Person] = []
    for piece in _pieces(text, start, end):
        person = _person(text, *piece, piece[1], None, None)
        if person:
            found.append(person)
    return tuple(found)


def signed(text: str, parties: Parties) -> Iterator[Person]:
    """Lines `Name, Party`, as movers sign a motion."""
    yield from _beside(patterns().signed, text, parties)


def rows(text: str, parties: Parties) -> Iterator[Person]:
    """Rows of a table `Name    Party`."""
    yield from _beside(patterns().row, text, parties)


def _beside(pattern: re.Pattern[str], text: str, parties: Parties) -> Iterator[Person]:
    for each in pattern.finditer(text):
        written = parties.written(each["party"])
        person = written and _person(text, each.start("name"), each.end("name"), each.end(), None, None)
        if person and written:
            found = parties.find(written)
            yield Person(person.name, written, found.code if found else None, person.start, each.end())


def _party(wording: str, parties: Parties) -> tuple[str | None, bool, str | None]:
    """What a parenthesis says: the party as written, if it is that of all names before it, and its code.

    No code: a party we do not know. Neither: somebody who belongs to none.
    """
    shared = patterns().shared.match(wording)
    word = " ".join((wording[shared.end() :] if shared else wording).split())
    party = parties.find(word)
    if party:
        return parties.written(word), bool(shared), party.code
    return None if word in patterns().none else word, bool(shared), None


def _sharing(text: str, start: int, last: Person, must: bool) -> list[Person]:
    """The names before `last` in its list that have no parenthesis of their own."""
    between = text[start : last.start]
    at = start + max(map(between.rfind, ')]:;!?\f”"')) + 1
    pieces = list(_pieces(text, at, last.start))
    joined = bool(patterns().joined.search(text, at, last.start))
    if not (joined or must):
        return []
    found: list[Person] = []
    for piece in reversed(pieces):
        person = _person(text, *piece, piece[1], last.party, last.code)
        first = None if person else patterns().tail.search(text, *piece)
        if first:
            person = _person(text, first.start("name"), piece[1], piece[1], last.party, last.code)
        if person is None or " " not in person.name:
            break
        found.append(replace(person, shared=True))
        if first:
            break
    return found[::-1]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a list between commas and words of joining."""
    at = start
    for joint in patterns().joint.finditer(text, start, end):
        if text[at : joint.start()].strip():
            yield at, joint.start()
        at = joint.end()
    if text[at:end].strip():
        yield at, end


def _person(
    text: str, start: int, end: int, whole: int, party: str | None, code: str | None
) -> Person | None:
    """The person at a place that may begin with an office; None where it is no name."""
    lead = patterns().lead.match(text, start, end)
    first = lead.end() if lead else start
    line = text.find("\n", first, end)
    if line >= 0 and _heading(text, first, line):
        first = line + 1
        lead = patterns().lead.match(text, first, end)
        first = lead.end() if lead else first
    name = patterns().name.fullmatch(text, first, end)
    if name is None:
        return None
    return Person(_plain(name["name"]), party, code, name.start("name"), whole, _office(text, first))


def _office(text: str, end: int) -> str:
    """The office before a name: `tjänstgörande ersättaren`."""
    held: list[str] = []
    for word in reversed(text[max(0, end - _LONGEST) : end].split()):
        if word.lower() not in patterns().offices:
            break
        held.append(word)
    return " ".join(reversed(held))


def _heading(text: str, start: int, line_end: int) -> bool:
    """Whether what stands before a line end inside a name is a line of its own."""
    before = text.rfind("\n", 0, start) + 1
    if text[before:start].strip():
        return False
    previous = text[:before].rstrip()[-1:]
    return previous != "," and not text[start:line_end].rstrip().endswith(tuple(HYPHEN))


def _plain(name: str) -> str:
    """A name with its line break mended; one in capitals in small letters."""
    name = re.sub(rf"([{HYPHEN}])\s+(?=[{UPPER}])", r"\1", name)
    name = re.sub(r"[-\u2010\u00ad]\s+(?=[a-zà-ÿ])|\u00ad", "", name)
    name = " ".join(name.split())
    return name.title() if name.isupper() and len(name) > 4 else name
