"""The patterns of `grammars/memberships.yaml`, made ready."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from .gazetteer import network_forms, network_names, network_words
from .places import MANY, ONE
from .wordlists import any_of, grammar

_CAPITAL = r"[A-ZÅÄÖÆØ][\w&-]*"
_LINK = r"(?:(?:for|of|och|og|and|the|för|against|mot|de|–)\s)?"
_YEARS = r"(?:\s\d{4}(?:\s?[–-]\s?\d{4})?)?"
_NAME = rf"{_CAPITAL}(?:\s{_LINK}[A-ZÅÄÖÆØ0-9][\w&–-]*){{0,6}}"
_SMALL_END = r"(?:\s[a-zåäöæø]+(?=[.,;]))?"
_LONG_NAME = rf"{_CAPITAL}(?:\s{_LINK}{_CAPITAL}){{1,6}}{_YEARS}"
_ABBREVIATED = r"(?:\s\([A-ZÅÄÖ]{2,8}\))?"
_AS = {"nn": "nb"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to tell of memberships: groups `member` or `members`, and `network1` and on.

    `decided`: it counts only where a body decides, else as `otherwise`. `network_before`:
    the network is named earlier.
    """

    name: str
    wording: re.Pattern[str]
    statuses: tuple[str, ...]
    decided: bool
    otherwise: str
    network_before: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Words around the patterns, and words for the document's own municipality."""

    triggers: tuple[str, ...]
    denial: re.Pattern[str]
    doubt: re.Pattern[str]
    context: re.Pattern[str]
    of_network: re.Pattern[str]
    named: re.Pattern[str]
    own: frozenset[str]

    def trigger(self, text: str) -> bool:
        """Whether a text has a word without which nothing is told of memberships."""
        small = text.lower()
        return any(trigger in small for trigger in self.triggers)


@cache
def patterns(language: str) -> tuple[Pattern, ...]:
    """The patterns of a language."""
    data = grammar("memberships")
    return tuple(
        Pattern(
            name=each["name"],
            wording=re.compile(_filled(each["pattern"], data), re.IGNORECASE),
            statuses=tuple([each["status"]] if isinstance(each["status"], str) else each["status"]),
            decided="needs" in each,
            otherwise=each.get("otherwise", ""),
            network_before="network" in each,
        )
        for each in data.get(_AS.get(language, language), ())
    )


@cache
def words() -> Words:
    """The words around the patterns."""
    data = grammar("memberships")
    proposes = rf"{any_of(data['proposes'])}(?:[^.]{{0,80}}?(?:beslutar|beslutter|vedtar|vedtek|besluta))?"
    return Words(
        triggers=tuple(data["triggers"]),
        denial=_whole(any_of(data["not"])),
        doubt=_whole(any_of(data["maybe"])),
        context=_whole(f"(?:(?P<proposes>{proposes})|{'|'.join(data['decides'])})"),
        of_network=re.compile(rf"(?:{any_of(network_words())}|medlem)", re.IGNORECASE),
        named=re.compile(
            rf"(?<![\w-])(?P<known>{any_of(network_names())})(?!\w)"
            rf"|(?<!\w)(?i:{any_of(network_words())})\s(?P<name>{_NAME})"
        ),
        own=frozenset((*data["own"], *data["own_officers"])),
    )


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


def _filled(pattern: str, data: Mapping[str, Any]) -> str:
    """A pattern with its parts put in; each network has a group of its own."""
    numbers = count(1)
    own: Sequence[str] = (*data["own"], *data["own_officers"])
    one = rf"(?-i:(?<![\w-])(?P<member>{any_of(own)}(?!\w)|{ONE}))(?:s|es)?"
    pattern = pattern.replace("{one}", one).replace("{many}", rf"(?-i:(?P<members>{MANY}))")
    pattern = pattern.replace("{any}", data["parts"]["any"])
    return re.sub(r"\{net\}", lambda _: _network(next(numbers), data), pattern)


def _network(number: int, data: Mapping[str, Any]) -> str:
    known = rf"(?P<network{number}>{any_of(network_forms())}(?!\w)|{_LONG_NAME}){_ABBREVIATED}"
    of = r"(?:[A-ZÅÄÖ][\w:-]+s\s)?"
    lead = rf"(?:(?i:det|den|the|dei)\s(?:[\wåäöæø-]+\s){{0,2}})?(?i:{any_of(network_words())})\s"
    unknown = rf"{lead}(?P<network{number}x>{_NAME}{_SMALL_END})"
    alone = rf"(?i:{any_of(data['anaphora'])})"
    return rf"(?-i:{of}(?:{lead})?{known}|{unknown}|{alone})"
