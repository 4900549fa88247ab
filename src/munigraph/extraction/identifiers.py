"""Identifiers: item, case and document numbers, by the patterns of `grammars/identifiers.yaml`.

An item's number is that of the document's own items. Items of other meetings belong to
references: `den 25 april 2024, § 191` is none, wherever its line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .facts import Identifier
from .text import View
from .wordlists import grammar

_WINDOW = 300
"""How much of what stands before a line is looked at."""
_BREAK = re.compile(r"(?<=[-‐‑/])[^\S\n]*\n\s*")
_SPACE = re.compile(r"\s+")
_NEXT = re.compile(r"\s{0,2}(?:,|och|og|samt)\s{1,2}")
_TITLE = re.compile(r"[^\S\n]+(?:[–-]\s*)?[A-ZÀ-ÖØ-Þ\"”“]")
_CAPITAL = re.compile(r"[^\S\n]*(?:[.:–-]\s*)?(?:$|[A-ZÀ-ÖØ-Þ0-9\"”“(])", re.MULTILINE)
_ALONE = re.compile(r"[.:]?[^\S\n]*(?:\n|\Z)")
_GOES_ON = re.compile(
    r"(?:[,(–-]|\b(?:och|og|samt|den|dnr|jf|jfr|av|i|under|paragraf(?:erna)?|enligt))\s*\Z", re.IGNORECASE
)
_ITEM_BEFORE = re.compile(r"^[^\S\n]*(?:§|\d{1,4}\s§|(?:PS|RS|Sak|Punkt|Pkt)\b)")


@dataclass(frozen=True, slots=True)
class Found:
    """An identifier in a text; `value` is the wording without line breaks."""

    scheme: str
    value: str
    start: int
    end: int
    rule: str
    concept: str = ""


def find(view: View, language: str) -> list[Identifier]:
    """All identifiers of a view, in order of place. `language` is `da`, `sv`, `nb` or `nn`."""
    facts = []
    for found in scan(view.text, language):
        start, end = view.exact(found.start, found.end)
        rule = f"identifier: {found.rule}"
        facts.append(Identifier(scheme=found.scheme, value=found.value, start=start, end=end, rule=rule))
    return facts


def scan(text: str, language: str) -> list[Found]:
    """All identifiers of a text, in order of place."""
    taken = bytearray(len(text))
    found: list[Found] = []
    for scheme in _schemes():
        if scheme.languages and language not in scheme.languages:
            continue
        for match in scheme.pattern.finditer(text):
            if scheme.heading and not _heads_an_item(text, match, scheme.heading):
                continue
            for start, end in _places(text, match, scheme):
                if not any(taken[start:end]):
                    taken[start:end] = b"\1" * (end - start)
                    value = _SPACE.sub(" ", _BREAK.sub("", text[start:end]))
                    found.append(Found(scheme.scheme, value, start, end, scheme.name, scheme.concept))
    return sorted(found, key=lambda each: each.start)


def _places(text: str, match: re.Match[str], scheme: _Scheme) -> Iterator[tuple[int, int]]:
    """Where the value stands, and the values that follow it in a list."""
    yield match.span("v")
    at = match.end("v")
    while scheme.more and (joint := _NEXT.match(text, at)):
        another = scheme.more.match(text, joint.end())
        if another is None:
            return
        yield another.span()
        at = another.end()


def _heads_an_item(text: str, match: re.Match[str], heading: str) -> bool:
    """Whether a line begins an item: what stands before it is finished, and a title or nothing follows.

    Headed by its "number" the line says so itself; a "title" has to follow where it does not.
    A number alone after a date is the end of a reference (`beslut 2012-05-31` and below `§ 14`).
    """
    line = text.rfind("\n", 0, match.start("v")) + 1
    window = text[max(0, line - _WINDOW) : line]
    before = window.rstrip()
    last = before.rsplit("\n", 1)[-1]
    blank = not before or window[len(before) :].count("\n") > 1 or "\f" in window[len(before) :]
    listed = bool(_ITEM_BEFORE.match(last))
    if not (blank or listed) and _GOES_ON.search(last):
        return False
    if heading == "number" or _TITLE.match(text, match.end()):
        return True
    alone = bool(_ALONE.match(text, match.end())) and not last[-1:].isdecimal()
    return alone or (
        bool(_CAPITAL.match(text, match.end())) and (blank or listed or last.endswith((".", ")")))
    )


@dataclass(frozen=True, slots=True)
class _Scheme:
    scheme: str
    name: str
    concept: str
    languages: tuple[str, ...]
    heading: str
    pattern: re.Pattern[str]
    more: re.Pattern[str] | None


@cache
def _schemes() -> tuple[_Scheme, ...]:
    data = grammar("identifiers")
    parts: dict[str, str] = {}
    for name, part in data["parts"].items():
        parts[name] = _filled(part, parts)
    return tuple(
        _Scheme(
            each["scheme"],
            each["name"],
            each.get("concept", ""),
            tuple(each.get("languages", ())),
            each.get("heading", ""),
            re.compile(_filled(each["pattern"], parts), re.MULTILINE),
            re.compile(_filled("(?:{dnr}){after}", parts)) if "list" in each else None,
        )
        for each in data["schemes"]
    )


def _filled(pattern: str, parts: dict[str, str]) -> str:
    """The pattern with its parts put in."""
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return pattern
