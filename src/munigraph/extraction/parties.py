"""Parties of a country: their codes, abbreviations and names at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from .wordlists import any_of, wordlist

_GENITIVE = re.compile(r"(?<=\w)(?::s|['’´]s?|s)$")
_SPACE = re.compile(r"\s+")
_ARTICLE = re.compile(r"^(?:de[nt]?|liste|gruppe)\s+", re.IGNORECASE)
_GROUP = re.compile(r"-?gruppen$")
_LOCAL = re.compile(r"(?:liste|gruppe)\s+(?P<letter>[A-ZÆØÅ])s?", re.IGNORECASE)
"""A list of one municipality, known by its letter alone."""
_MOST_OF_A_LIST = 24


@dataclass(frozen=True, slots=True)
class Party:
    """A party under one code. `today` is the code it has now, if that is another."""

    country: str
    code: str
    names: tuple[str, ...]
    short: tuple[str, ...]
    since: str = ""
    until: str = ""
    today: str = ""

    def at(self, date: str) -> bool:
        """Whether it had this code then. Dates compare as text."""
        return not date or (self.since <= date and (not self.until or date < self.until))


@dataclass(frozen=True, slots=True)
class PartyList:
    """Parties named one after another; `parties` as written, without genitive."""

    parties: tuple[str, ...]
    codes: tuple[str, ...]
    start: int
    end: int


class Parties:
    """The parties of one country, those of the time first."""

    def __init__(self, entries: Iterable[Party], date: str = "") -> None:
        ranked = sorted(entries, key=lambda party: not party.at(date))
        self._forms: dict[str, tuple[str, Party]] = {}
        for forms in (_codes, _short, _names):
            for party in ranked:
                for form in forms(party):
                    self._forms.setdefault(form, (form, party))
        self._small = {
            form.casefold(): found for form, found in reversed(self._forms.items()) if len(form) > 1
        }
        names = [name for party in ranked for name in _names(party)]
        letters = [form for party in ranked for form in (*_codes(party), *_short(party))]
        letters += [form.upper() for form in letters]
        ending = r"(?::s|['’]s?|s)?"
        name = rf"(?:[Dd]e[nt]?\s+)?(?i:{any_of(names)}){ending}"
        letter = rf"{any_of(letters)}(?:[:’']s|s(?=\s[a-zæøåäö]))?"
        one = rf"(?:{name}|(?:[Ll]iste|[Gg]ruppe)\s+[A-ZÆØÅ]|{letter})(?:-gruppen|gruppen)?(?![\w-])"
        joint = r"(?:\s*,\s*(?:samt|och|og)\s+|\s*,\s*|\s*/\s*|\s+(?:och|og|samt|&|and)\s+)"
        self._list = re.compile(rf"(?<![\w(-]){one}(?:{joint}{one}){{0,{_MOST_OF_A_LIST}}}")
        self._one = re.compile(one)
        self._names = re.compile(rf"(?<![\w-]){name}(?![\w-])")

    def find(self, wording: str) -> Party | None:
        """The party that a word or letter means, in whatever case of grammar."""
        found = self._found(wording)
        return found[1] if found else None

    def written(self, wording: str) -> str | None:
        """How the party is written there: its name without genitive, or its letters as they are."""
        found = self._found(wording)
        return found[0] if found else None

    def list_at(self, text: str, start: int = 0, end: int | None = None) -> PartyList | None:
        """The list of parties that begins at `start`."""
        found = self._list.match(text, start, len(text) if end is None else end)
        return self._listed(text, found) if found else None

    def lists(self, text: str) -> Iterator[PartyList]:
        """All lists. A single letter is one too: ask only where parties are to be expected."""
        for found in self._list.finditer(text):
            listed = self._listed(text, found)
            if listed:
                yield listed

    def named(self, text: str) -> Iterator[PartyList]:
        """Each party written out, safe in any text."""
        for found in self._names.finditer(text):
            listed = self._listed(text, found)
            if listed:
                yield listed

    def _listed(self, text: str, found: re.Match[str]) -> PartyList | None:
        known = [self._found(each[0]) for each in self._one.finditer(text, *found.span())]
        written = tuple(form for form, _ in filter(None, known))
        codes = tuple(party.code for _, party in filter(None, known))
        return PartyList(written, codes, *found.span()) if written else None

    def _found(self, wording: str) -> tuple[str, Party] | None:
        word = _SPACE.sub(" ", wording).strip()
        base = _GENITIVE.sub("", word)
        for form in (word, _capital(word), _plain(word), base, _capital(base), _plain(base)):
            found = self._forms.get(form) or (
                self._small.get(form.casefold()) if form[:1].isupper() else None
            )
            if found:
                letters = found[0] in (found[1].code, *found[1].short)
                return (form if letters else found[0]), found[1]
        local = _LOCAL.fullmatch(word)
        return (local["letter"], Party("", local["letter"], (), ())) if local else None


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:] if len(word) > 2 else word


def _plain(word: str) -> str:
    """Without article, "list" or "group"."""
    return _capital(_GROUP.sub("", _ARTICLE.sub("", word)))


def _codes(party: Party) -> tuple[str, ...]:
    return (party.code,)


def _short(party: Party) -> tuple[str, ...]:
    return party.short


def _names(party: Party) -> tuple[str, ...]:
    return party.names


@cache
def parties(country: str, date: str = "") -> Parties:
    """The parties of a country (`DK`, `SE`, `NO`, `FI`) at a date."""
    entries: list[Mapping[str, list[str]]] = wordlist("parties").get(country, [])
    return Parties((_party(country, entry) for entry in entries), date)


def _party(country: str, entry: Mapping[str, list[str]]) -> Party:
    code, since, until, was = (str(entry.get(key, "")) for key in ("code", "since", "until", "was"))
    return Party(country, code, tuple(entry["names"]), tuple(entry["short"]), since, until, was)
