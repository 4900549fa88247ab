"""The patterns by which persons are found, made of words that are data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from .wordlists import any_of, wordlist

UPPER = "A-ZÀ-ÖØ-ÞĀ-ſƏḀ-ỿ"
HYPHEN = "-\u2010\u2011\u00ad"
_PART = rf"[{UPPER}][\w'’`´]*"
_SHORT = r"(?:Chr|Th|Fr|Joh|Kr|Aug|Gust|St|Jr|Sr)\."
_INITIALS = rf"(?:[{UPPER}]\.[^\S\n]?){{0,2}}[{UPPER}]\."
_TOKEN = rf"(?:{_INITIALS}|{_SHORT}|{_PART}(?:[{HYPHEN}]\s?\n?\s?[\w'’]+){{0,3}})"
_GAP = r"(?:[^\S\n]+\n?|\n)[^\S\n]*"
_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Patterns:
    """How persons are written; groups `name` and `party`."""

    person: re.Pattern[str]
    name: re.Pattern[str]
    lead: re.Pattern[str]
    between: re.Pattern[str]
    joint: re.Pattern[str]
    joined: re.Pattern[str]
    shared: re.Pattern[str]
    official: re.Pattern[str]
    member: re.Pattern[str]
    through: re.Pattern[str]
    signed: re.Pattern[str]
    row: re.Pattern[str]
    tail: re.Pattern[str]
    none: frozenset[str]
    offices: frozenset[str]


@cache
def patterns() -> Patterns:
    """The patterns, made of the words of `gazetteer/persons.yaml`."""
    words = wordlist("persons")
    particle = any_of(words["particles"])
    name = rf"{_TOKEN}(?:{_GAP}(?:{particle}{_GAP})?{_TOKEN}){{0,{_MOST_NAMES}}}"
    on_line = name.replace(_GAP, r"[^\S\n]+")
    office = any_of([*words["offices"], *map(_capital, words["offices"])])
    office = rf"(?:{office}|[\w-]{{0,30}}{any_of(words['compounds'])})"
    joining = any_of(words["joining"])
    opener = any_of(words["openers"])
    public = any_of([*words["public"], *map(_capital, words["public"])])
    lead = rf"(?:\s*(?:{joining}|{office}|{opener}|[•▪·*–—-])(?![\w-])\s*[,:]?\s*)+|\s+"
    shared = rf"(?:,?\s{{1,3}}(?P<shared>{any_of(words['shared'])}))?"
    return Patterns(
        person=re.compile(
            rf"(?<![\w-])(?P<name>{name}){shared}(?:\s{any_of(words['more'])})?"
            rf"\s{{0,4}}\((?P<party>{_parenthesis(words)})\)"
        ),
        name=re.compile(rf"\s*(?P<name>{name})\s*"),
        lead=re.compile(lead),
        between=re.compile(rf"(?:\s|,|;|•|{joining}(?!\w)|(?:{office}(?!\w)))*"),
        joint=re.compile(rf"\s*,\s*(?:{joining}\s)?|\s{joining}(?=\s)"),
        joined=re.compile(rf"(?:,|\s{joining})\s+\Z|\s{joining}\s|,"),
        shared=re.compile(rf"\s*{any_of(words['shared'])}\s+", re.IGNORECASE),
        official=re.compile(rf"(?<![\w-]){public}[^\S\n]+(?P<name>(?>{on_line}))(?!\s?\()"),
        member=re.compile(
            rf"(?<![\w-])(?P<first>{on_line})(?:[^\S\n]{joining}[^\S\n](?P<second>{on_line}))?"
            rf"(?=[^\S\n]{any_of(words['members do'])}(?!\w))"
            rf"|(?<![\w-]){any_of(words['done by members'])}[^\S\n](?P<name>(?>{on_line}))(?!\s?\()"
        ),
        through=re.compile(rf"(?<![\w-])(?P<party>[{UPPER}][\w]{{0,5}})\s?v/\s?(?P<name>{on_line})"),
        signed=re.compile(
            rf"^[^\S\n]*(?P<name>{name}),[^\S\n]+(?P<party>[^\n,()]{{1,40}}?)\.?[^\S\n]*$", re.MULTILINE
        ),
        row=re.compile(
            rf"^[^\S\n]*(?:\d{{1,3}}[.)]?[^\S\n]+)?(?P<name>{on_line})(?:[^\S\n]{{2,}}|\t)"
            rf"(?P<party>[^\n,()]{{1,40}}?)[^\S\n]*$",
            re.MULTILINE,
        ),
        tail=re.compile(rf"(?:^|[\s(:])[^\W\dA-ZÀ-ÖØ-Þ]\w*[.:]?\s+(?P<name>{name})\s*$"),
        none=frozenset(words["none"]),
        offices=frozenset(words["offices"]),
    )


def _parenthesis(words: Mapping[str, Sequence[str]]) -> str:
    """What may stand in a person's parenthesis: a short code, a party's name, or that there is none."""
    code = rf"[{UPPER}][\w!.-]{{0,5}}"
    name = rf"[{UPPER}][\w -]{{3,40}}"
    return rf"\s*(?:{any_of(words['shared'])}\s+)?(?:{code}|{name}|{any_of(words['none'])})\s*"


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
