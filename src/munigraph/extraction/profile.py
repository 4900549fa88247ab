"""A template profile: all that is particular to one municipality's or vendor's documents, as data.

Profiles are YAML files in `profiles/`. One extends another: mappings are merged, lists
of the nearer come first, single values of the nearer win.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from munigraph.errors import InputFaultsError
from munigraph.records.yamlfile import YamlFile

from .patterns import PatternFaultError, compiled, expand, joined, word
from .profile_files import merged, pattern_faults, schema_faults
from .text import fold

MASKS = {"people": "\ue000", "party_list": "\ue001", "day": "\ue002", "known": "\ue003"}
"""Slots for what stands as one character in a masked passage (`entities.py`)."""
NO_HEADING = "none"
"""The kind of lines that look like headings of a profile above and are none in this one."""
OPENS = {"opening": "decision", "proposing": "draft"}
"""Lines that open a section where no heading does, and which: `Kommunfullmäktige beslutade följande`."""


_SIGNS = re.compile(r"[\\{}()\[\]|?*+]")
"""What makes a heading a pattern."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Wording by which a template is told from others."""

    pattern: re.Pattern[str] | None
    words: str
    """Words that stand there, perhaps damaged; folded."""
    weight: int
    where: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it means; `name` goes into the facts that it makes."""

    name: str
    pattern: re.Pattern[str]
    means: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Headings:
    """Which heading opens which kind of section: literal ones by their folded form, and patterns."""

    literal: Mapping[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A profile, read and compiled."""

    name: str
    lineage: tuple[str, ...]
    language: str
    country: str
    municipality: str | None
    body: str | None
    grammar: str
    anchors: tuple[Anchor, ...]
    months: bool
    """Whether a month without a day counts as a date."""
    offices: bool
    """Whether persons are known by their office, where others have a party in parentheses."""
    repairs: tuple[str, ...]
    """Words to put right in texts that recognition has damaged."""
    furniture: tuple[re.Pattern[str], ...]
    heads: tuple[re.Pattern[str], ...]
    paths: tuple[re.Pattern[str], ...]
    items: tuple[re.Pattern[str], ...]
    headings: Headings
    kinds: Mapping[str, frozenset[str]]
    """What sections of a kind are for: `proceedings`, `decisions`, `drafts`, `lists`, …"""
    rules: Mapping[str, tuple[Rule, ...]]
    """Rules by the reader that they are for."""
    slots: Mapping[str, str]
    """Parts of patterns by name, filled."""
    words: Mapping[str, str]
    """Terminals of the grammar: name to pattern, slots filled."""
    names: Mapping[str, Mapping[str, str]]
    """Names by the words that stand for them: bodies in their base form, drafts by who put them."""

    def of(self, reader: str) -> tuple[Rule, ...]:
        """The rules for a reader, in order."""
        return self.rules.get(reader, ())

    def base(self, body: str | None) -> str | None:
        """A body in its base form: without genitive, and by its full name where it is short."""
        if not body:
            return None
        word = " ".join(body.split())
        word = word.removesuffix("s") if not word.isupper() else word
        return self.names.get("bodies", {}).get(word.lower(), word)

    def sections(self, use: str) -> frozenset[str]:
        """The kinds of section for a use."""
        return self.kinds.get(use, frozenset())


@cache
def load(name: str) -> Profile:
    """The profile of a name, or the file that `name` is the path of.

    Raises MissingError for an unknown name, InputFaultsError with file, line and key of
    all that is wrong with it.
    """
    content, files = merged(name)
    faults = [fault for file in files for fault in schema_faults(file)]
    if faults:
        raise InputFaultsError(faults)
    return _Compiler(content, files).profile()


@cache
def anchors(name: str) -> tuple[Anchor, ...]:
    """By what a profile is known; cheaper than all of it.

    Raises what `load` raises.
    """
    content, files = merged(name)
    try:
        return tuple(_Compiler(content, files).anchors())
    except PatternFaultError:
        return load(name).anchors


class _Compiler:
    """Compiles what a profile and those above it say."""

    def __init__(self, content: Mapping[str, Any], files: list[YamlFile]) -> None:
        self._content = content
        self._files = files
        self._slots: dict[str, str] = {**MASKS, **content.get("slots", {})}
        for name, patterns in content.get("words", {}).items():
            self._slots[name] = "|".join(patterns)

    def profile(self) -> Profile:
        """The profile.

        Raises InputFaultsError with the place of every pattern that cannot be compiled.
        """
        try:
            return self._profile()
        except PatternFaultError:
            faults = [fault for file in self._files for fault in pattern_faults(file, self._slots)]
            raise InputFaultsError(faults) from None

    def _profile(self) -> Profile:
        says = self._content
        return Profile(
            name=self._files[0].path.stem,
            lineage=tuple(file.path.stem for file in self._files),
            language=says["language"],
            country=says["country"],
            municipality=says.get("municipality"),
            body=says.get("body"),
            grammar=says["grammar"],
            anchors=tuple(self.anchors()),
            months=says.get("months", True),
            offices=says.get("offices", False),
            repairs=tuple(says.get("repairs", ())),
            furniture=self._patterns("furniture", re.MULTILINE),
            heads=self._patterns("heads", re.MULTILINE),
            paths=self._patterns("paths"),
            items=self._patterns("items"),
            headings=self._headings(),
            kinds={use: frozenset(kinds) for use, kinds in says.get("sections", {}).items()},
            rules={reader: tuple(self._rules(reader)) for reader in says.get("rules", {})},
            slots={name: self._filled(name) for name in says.get("slots", {})},
            words={name: word(f"{{{name}}}", self._slots) for name in says.get("words", {})},
            names={kind: dict(names) for kind, names in says.get("names", {}).items()},
        )

    def anchors(self) -> Iterator[Anchor]:
        for says in self._content.get("anchors", []):
            where = next(key for key in ("path", "text", "words") if key in says)
            pattern = None if where == "words" else compiled(says[where], self._slots, re.MULTILINE)
            yield Anchor(pattern, fold(says.get("words", "")), says.get("weight", 1), where)

    def _headings(self) -> Headings:
        literal: dict[str, str] = {}
        patterns: list[tuple[re.Pattern[str], str]] = []
        kinds = self._content.get("headings", {})
        for kind, phrases in sorted(kinds.items(), key=lambda each: each[0] != NO_HEADING):
            for phrase in phrases:
                if _SIGNS.search(phrase):
                    patterns.append((compiled(phrase, self._slots), kind))
                else:
                    literal.setdefault(fold(phrase), kind)
        return Headings(literal, tuple(patterns))

    def _rules(self, reader: str) -> Iterator[Rule]:
        for index, says in enumerate(self._content["rules"][reader]):
            means = {key: value for key, value in says.items() if key != "says"}
            label = str(means.get("name") or means.get("status") or means.get("kind") or index)
            for pattern in joined(says["says"], self._slots, over_lines=bool(says.get("lines"))):
                yield Rule(f"{reader}/{label}", compiled(pattern, self._slots), means)

    def _patterns(self, key: str, flags: int = 0) -> tuple[re.Pattern[str], ...]:
        return tuple(compiled(each, self._slots, flags) for each in self._content.get(key, []))

    def _filled(self, name: str) -> str:
        """A slot with all slots in it filled; compiled once, so that faults are found here."""
        compiled(f"{{{name}}}", self._slots)
        return expand(f"{{{name}}}", self._slots)
