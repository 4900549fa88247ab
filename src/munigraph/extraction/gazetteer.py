"""Municipalities, bodies and networks by name: what a text names, and which of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from .wordlists import any_of, wordlist

_SPACE = re.compile(r"\s+")
_ENDINGS = re.compile(r"(?<![\w-])(?=([A-ZÅÄÖÆØ][^,.;:()]*\s)\Z)")
"""Every ending of a passage that begins with a capital."""
_LONGEST_NAME = 40
_GENITIVE = re.compile(r"(?::s|['’]s?|s)$")


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality by the name of its place, and its country."""

    place: str
    country: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names something; `wording` as it stands there, in base form, `name` as we call it."""

    name: str
    wording: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Authority:
    """A mention of a municipality as an authority: `Stockholms stad`, `Aarhus Kommune`."""

    municipality: Municipality
    wording: str
    start: int
    end: int


def municipality(name: str, *countries: str) -> Municipality | None:
    """The municipality of a place's name, in the genitive too; where several share it, by `countries`."""
    word = _SPACE.sub(" ", name).strip()
    for form in (word, _GENITIVE.sub("", word)):
        found = _places().get(form)
        if found:
            fitting = (each for country in countries for each in found if each.country == country)
            return next(fitting, found[0])
    return None


def authorities(text: str, country: str = "") -> Iterator[Authority]:
    """Each place where a text names a municipality as an authority, in base form."""
    for match in _kind().finditer(text):
        base = match[0]
        countries = _kinds().get(base) or _kinds()[base := _GENITIVE.sub("", base)]
        before = max(0, match.start() - _LONGEST_NAME)
        for word in _ENDINGS.finditer(text, before, match.start()):
            place = _SPACE.sub(" ", word[1]).strip()
            found = municipality(place, country, *countries)
            if found:
                yield Authority(found, f"{place} {base}", word.start(), match.end())
                break


def own(text: str) -> Authority | None:
    """The municipality that a document speaks of most, by its first naming."""
    found = list(authorities(text))
    if not found:
        return None
    most = Counter(each.municipality for each in found).most_common(1)[0][0]
    return next(each for each in found if each.municipality == most)


def body_type(name: str, country: str) -> str | None:
    """The type of a body by its name, in the concepts of `body-type`; None where we do not know it."""
    word = _SPACE.sub(" ", name).strip()
    exact, endings = _bodies(country)
    for form in (word, _GENITIVE.sub("", word)):
        if form.casefold() in exact:
            return exact[form.casefold()]
    if endings.search(word):
        return "committee"
    return None


def networks(text: str) -> Iterator[Mention]:
    """Each place where a text names a network that we know."""
    pattern, names = _networks()
    for match in pattern.finditer(text):
        group = "name" if match["name"] else "short"
        wording = _SPACE.sub(" ", match[group])
        yield Mention(names[wording.casefold()], wording, *match.span(group))


def network_names() -> Sequence[str]:
    """All names of networks that mean them anywhere."""
    return tuple(
        form for each in wordlist("networks")["networks"] for form in _names(each) if form not in _alone(each)
    )


def network_forms() -> Sequence[str]:
    """All names of networks, with those that mean them only where a network is spoken of."""
    listed = wordlist("networks")["networks"]
    return tuple(form for each in listed for form in (*_names(each), *_alone(each)))


def network_words() -> Sequence[str]:
    """Words for networks: `nätverket`, `foreningen`."""
    words: Sequence[str] = wordlist("networks")["words"]
    return words


@cache
def _places() -> Mapping[str, tuple[Municipality, ...]]:
    places: dict[str, tuple[Municipality, ...]] = {}
    for country, data in wordlist("municipalities").items():
        also = data.get("also", {})
        for name in (name for names in data["regions"].values() for name in names):
            for form in (name, *also.get(name, ())):
                places[form] = (*places.get(form, ()), Municipality(name, country))
    return places


@cache
def _kinds() -> Mapping[str, tuple[str, ...]]:
    """The words for a municipality's authority, with the countries that use them, likeliest first."""
    kinds: dict[str, tuple[str, ...]] = {}
    for country, data in wordlist("municipalities").items():
        for kind in data["kinds"]:
            kinds[kind] = (*kinds.get(kind, ()), country)
    return kinds


@cache
def _kind() -> re.Pattern[str]:
    return re.compile(rf"(?<=\s)(?:{any_of(_kinds())}(?:s|es)?)(?![\w-])")


@cache
def _bodies(country: str) -> tuple[Mapping[str, str], re.Pattern[str]]:
    data = wordlist("bodies")
    exact = {
        name.casefold(): kind
        for kind, names in data.items()
        if kind != "endings"
        for name in names.get(country, ())
    }
    return exact, re.compile(rf"\w{any_of(data['endings'].get(country, ()))}s?$", re.IGNORECASE)


@cache
def _networks() -> tuple[re.Pattern[str], Mapping[str, str]]:
    data = wordlist("networks")
    names: dict[str, str] = {}
    short: dict[str, str] = {}
    for each in data["networks"]:
        names |= {form.casefold(): each["name"] for form in _names(each)}
        short |= {form.casefold(): each["name"] for form in _alone(each)}
    alone = [form for each in data["networks"] for form in _alone(each)]
    long = network_names()
    beside = rf"(?i:{any_of(data['words'])}|medlem(?:skap|skab|mar|mer)?(?:\s(?:i|af|av))?)"
    return (
        re.compile(
            rf"(?<![\w-])(?:(?P<name>{any_of(long)})(?!\w)|{beside}\s(?P<short>{any_of(alone)})(?![\w-]))"
        ),
        {**short, **names},
    )


def _names(network: Mapping[str, Any]) -> tuple[str, ...]:
    return network["name"], *network.get("also", ())


def _alone(network: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(network.get("alone", ()))
