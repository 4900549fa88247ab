"""Sentences read by a grammar whose words come from a profile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from .entities import Entity, Sentence
from .profile import Profile

FOLDER = Path(__file__).parent / "grammars"

_COMMENT = re.compile(r"//.*|\"[^\"]*\"|/\[.*")
_TERMINAL = re.compile(r"\b[A-Z][A-Z_]+\b")
_DEFINED = re.compile(r"^([A-Z][A-Z_]+)[.:]", re.MULTILINE)
_LINKS = ("ACCORDING", "URGES_SUPPORT", "URGES_REFUSAL")
_LONGEST = 6_000
"""No sentence of proceedings is longer; what is, is not read by the grammar."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase: the name of its terminal, its wording and place in the sentence."""

    kind: str
    text: str
    start: int
    end: int
    entity: Entity | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A thing or an act, and the plain words after it. `link`: what binds it to what is before."""

    head: Word
    link: Word | None
    words: tuple[Word, ...]

    @property
    def kind(self) -> str:
        return self.head.kind


Part = Word | Chunk


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence as the grammar sees it."""

    sentence: Sentence
    parts: tuple[Part, ...]

    def at(self, kind: str) -> int | None:
        """The place among the parts of the first word of a kind."""
        return next((at for at, part in enumerate(self.parts) if part.kind == kind), None)

    def word(self, kind: str) -> tuple[int, Word] | None:
        """The first plain word of a kind, and its place."""
        return next(
            (
                (at, part)
                for at, part in enumerate(self.parts)
                if isinstance(part, Word) and part.kind == kind
            ),
            None,
        )


def parse(profile: Profile, rule: str, sentence: Sentence) -> Parsed | None:
    """The sentence read by a rule of the profile's grammar; None where it cannot be."""
    text = sentence.text.rstrip(" .;:")
    if len(text) > _LONGEST:
        return None
    try:
        tree = _parser(profile, rule).parse(text)
    except UnexpectedInput:
        return None
    return Parsed(sentence, tuple(_part(each, sentence) for each in tree.children))


def _part(node: Token | Tree[Token], sentence: Sentence) -> Part:
    if isinstance(node, Token):
        return _word(node, sentence)
    if node.data in ("noun", "verb", "side", "number"):
        return _part(node.children[0], sentence)
    parts = [_part(each, sentence) for each in node.children]
    words = [each for each in parts if isinstance(each, Word)]
    at = 1 if words[0].kind in _LINKS else 0
    return Chunk(words[at], words[0] if at else None, tuple(words[at + 1 :]))


def _word(token: Token, sentence: Sentence) -> Word:
    start = token.start_pos or 0
    known = sentence.passage.entities.get(sentence.start + start)
    return Word(token.type, str(token), start, start + len(token), known)


@cache
def _parser(profile: Profile, rule: str) -> Lark:
    """A parser for one rule: of several in one, each would take the words of the others for its own."""
    text = (FOLDER / f"{profile.grammar}.lark").read_text(encoding="utf-8")
    return Lark(
        "\n".join([text, *_terminals(profile), *_missing(text, profile)]),
        start=rule,
        parser="lalr",
        maybe_placeholders=False,
        propagate_positions=False,
    )


def _missing(grammar: str, profile: Profile) -> Iterator[str]:
    """Terminals that the profile has no words for: they match nothing."""
    defined = set(_DEFINED.findall(grammar)) | profile.words.keys()
    for name in sorted(set(_TERMINAL.findall(_COMMENT.sub("", grammar))) - defined):
        yield f"{name}: /(?!)x/"


def _terminals(profile: Profile) -> Iterator[str]:
    """The profile's words as terminals; the first named goes before the others."""
    for rank, (name, pattern) in enumerate(profile.words.items()):
        escaped = pattern.replace("/", "\\/")
        yield f"{name}.{len(profile.words) - rank}: /(?i:(?<!\\w){escaped}(?!\\w))/"
