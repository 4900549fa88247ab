"""Persons and how minutes write them: `A (X), B (Y) och C (Z)`, over line ends too.

Only persons with a party or an office are found: others are private persons, and the
graph has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from .parties import Parties
from .wordlists import any_of, wordlist

_UPPER = "A-ZÀ-ÖØ-ÞĀ-ſƏḀ-ỿ"
_HYPHEN = "-\u2010\u2011\u00ad"
_PART = rf"[{_UPPER}][\w'’`´]*"
_SHORT = r"(?:Chr|Th|Fr|Joh|Kr|Aug|Gust|St|Jr|Sr)\."
_INITIALS = rf"(?:[{_UPPER}]\.[^\S\n]?){{0,2}}[{_UPPER}]\."
_TOKEN = rf"(?:{_INITIALS}|{_SHORT}|{_PART}(?:[{_HYPHEN}]\s?\n?\s?[\w'’]+){{0,3}})"
_GAP = r"(?:[^\S\n]+\n?|\n)[^\S\n]*"
_MOST_NAMES = 5
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
    """All persons whose party stands in a parenthesis after the name, in order of place.

    A party we do not know (a local one) counts where the text gives it to two persons, or
    in a list with a party we know: `Radicalization Awareness Network (RAN)` is nobody.
    """
    found: list[Person] = []
    sure: list[bool] = []
    for each in _patterns().person.finditer(text):
        party, shared, known = _party(each["party"], parties)
        last = _person(text, each.start("name"), each.end("name"), each.end(), party, known)
        if last is None:
            continue
        after = found[-1].end if found else 0
        before = _sharing(text, max(after, last.start - _FURTHEST), last, must=shared)
        found += (*before, last)
        sure += [known is not None or party is None] * (len(before) + 1)
    return tuple(_trusted(text, found, sure))


def _trusted(text: str, found: Sequence[Person], sure: Sequence[bool]) -> Iterator[Person]:
    """The persons of known parties, and those whom the text itself shows to be of a party."""
    several = Counter(party for _, party in {person.named for person in found})
    for at, person in enumerate(found):
        beside = [
            sure[other]
            for other, first, second in ((at - 1, at - 1, at), (at + 1, at, at + 1))
            if first >= 0
            and second < len(found)
            and _patterns().between.fullmatch(text, found[first].end, found[second].start)
        ]
        if sure[at] or (" " in person.name and (any(beside) or several[person.party] > 1)):
            yield person


def lists(text: str, parties: Parties, persons: Sequence[Person] | None = None) -> Iterator[PersonList]:
    """The persons of `text` in lists."""
    run: list[Person] = []
    for person in people(text, parties) if persons is None else persons:
        if run and not _patterns().between.fullmatch(text, run[-1].end, person.start):
            yield PersonList(tuple(run))
            run = []
        run.append(person)
    if run:
        yield PersonList(tuple(run))


def officials(text: str) -> Iterator[Person]:
    """Persons after an office that makes them persons of public life, without a party."""
    for each in _patterns().official.finditer(text):
        person = _person(text, each.start("name"), each.end("name"), each.end(), None, None)
        if person:
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
    """Lines `Name, Party`, as movers sign a motion; and `Party v/Name`."""
    for each in _patterns().signed.finditer(text):
        written = parties.written(each["party"])
        person = written and _person(text, each.start("name"), each.end("name"), each.end(), None, None)
        if person and written:
            found = parties.find(written)
            yield Person(person.name, written, found.code if found else None, person.start, each.end())


def _party(wording: str, parties: Parties) -> tuple[str | None, bool, str | None]:
    """What a parenthesis says: the party as written, if it is that of all names before it, and its code.

    No code: a party we do not know. Neither: somebody who belongs to none.
    """
    shared = _patterns().shared.match(wording)
    word = " ".join((wording[shared.end() :] if shared else wording).split())
    party = parties.find(word)
    if party:
        return parties.written(word), bool(shared), party.code
    return None if word in _patterns().none else word, bool(shared), None


def _sharing(text: str, start: int, last: Person, must: bool) -> list[Person]:
    """The names before `last` in its list that have no parenthesis of their own."""
    between = text[start : last.start]
    at = start + max(map(between.rfind, ')]:;!?\f”"')) + 1
    pieces = list(_pieces(text, at, last.start))
    joined = bool(_patterns().joined.search(text, at, last.start))
    if not (joined or must):
        return []
    found: list[Person] = []
    for piece in reversed(pieces):
        person = _person(text, *piece, piece[1], last.party, last.code)
        first = None if person else _patterns().tail.search(text, *piece)
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
    for joint in _patterns().joint.finditer(text, start, end):
        if text[at : joint.start()].strip():
            yield at, joint.start()
        at = joint.end()
    if text[at:end].strip():
        yield at, end


def _person(
    text: str, start: int, end: int, whole: int, party: str | None, code: str | None
) -> Person | None:
    """The person at a place that may begin with an office; None where it is no name."""
    patterns = _patterns()
    lead = patterns.lead.match(text, start, end)
    first = lead.end() if lead else start
    line = text.find("\n", first, end)
    if line >= 0 and _heading(text, first, line):
        first = line + 1
        lead = patterns.lead.match(text, first, end)
        first = lead.end() if lead else first
    name = patterns.name.fullmatch(text, first, end)
    if name is None:
        return None
    return Person(_plain(name["name"]), party, code, name.start("name"), whole, _office(text, first))


def _office(text: str, end: int) -> str:
    """The office before a name: `tjänstgörande ersättaren`."""
    held: list[str] = []
    for word in reversed(text[max(0, end - _LONGEST) : end].split()):
        if word.lower() not in _patterns().offices:
            break
        held.append(word)
    return " ".join(reversed(held))


def _heading(text: str, start: int, line_end: int) -> bool:
    """Whether what stands before a line end inside a name is a line of its own."""
    before = text.rfind("\n", 0, start) + 1
    if text[before:start].strip():
        return False
    previous = text[:before].rstrip()[-1:]
    return previous != "," and not text[start:line_end].rstrip().endswith(tuple(_HYPHEN))


def _plain(name: str) -> str:
    """A name with its line break mended; one in capitals in small letters."""
    name = re.sub(rf"([{_HYPHEN}])\s+(?=[{_UPPER}])", r"\1", name)
    name = re.sub(r"[-\u2010\u00ad]\s+(?=[a-zà-ÿ])|\u00ad", "", name)
    name = " ".join(name.split())
    return name.title() if name.isupper() and len(name) > 4 else name


@dataclass(frozen=True, slots=True)
class _Patterns:
    person: re.Pattern[str]
    name: re.Pattern[str]
    lead: re.Pattern[str]
    between: re.Pattern[str]
    joint: re.Pattern[str]
    joined: re.Pattern[str]
    shared: re.Pattern[str]
    official: re.Pattern[str]
    signed: re.Pattern[str]
    tail: re.Pattern[str]
    none: frozenset[str]
    offices: frozenset[str]


@cache
def _patterns() -> _Patterns:
    words = wordlist("persons")
    particle = any_of(words["particles"])
    name = rf"{_TOKEN}(?:{_GAP}(?:{particle}{_GAP})?{_TOKEN}){{0,{_MOST_NAMES}}}"
    office = any_of([*words["offices"], *map(_capital, words["offices"])])
    joining = any_of(words["joining"])
    opener = any_of(words["openers"])
    public = any_of([*words["public"], *map(_capital, words["public"])])
    lead = rf"(?:\s*(?:{joining}|{office}|{opener}|[•▪·*–—-])(?![\w-])\s*[,:]?\s*)+|\s+"
    return _Patterns(
        person=re.compile(rf"(?<![\w-])(?P<name>{name})\s{{0,4}}\((?P<party>{_parenthesis(words)})\)"),
        name=re.compile(rf"\s*(?P<name>{name})\s*"),
        lead=re.compile(lead),
        between=re.compile(rf"(?:\s|,|;|•|{joining}(?!\w)|(?:{office}(?!\w)))*"),
        joint=re.compile(rf"\s*,\s*(?:{joining}\s)?|\s{joining}(?=\s)"),
        joined=re.compile(rf"(?:,|\s{joining})\s+\Z|\s{joining}\s|,"),
        shared=re.compile(rf"\s*{any_of(words['shared'])}\s+", re.IGNORECASE),
        official=re.compile(rf"(?<![\w-]){public}\s+(?P<name>{name})(?!\s?\()"),
        signed=re.compile(
            rf"^[^\S\n]*(?P<name>{name}),[^\S\n]+(?P<party>[^\n,()]{{1,40}}?)\.?[^\S\n]*$", re.MULTILINE
        ),
        tail=re.compile(rf"(?:^|[\s(:])[^\W\dA-ZÀ-ÖØ-Þ]\w*[.:]?\s+(?P<name>{name})\s*$"),
        none=frozenset(words["none"]),
        offices=frozenset(words["offices"]),
    )


def _parenthesis(words: Mapping[str, Sequence[str]]) -> str:
    """What may stand in a person's parenthesis: a short code, a party's name, or that there is none."""
    code = rf"[{_UPPER}][\w!.-]{{0,5}}"
    name = rf"[{_UPPER}][\w -]{{3,40}}"
    return rf"\s*(?:{any_of(words['shared'])}\s+)?(?:{code}|{name}|{any_of(words['none'])})\s*"


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def joined(persons: Iterable[Person]) -> tuple[tuple[str, str | None], ...]:
    """Persons as facts have them."""
    return tuple(person.named for person in persons)
