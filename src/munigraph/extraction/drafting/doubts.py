"""What in a text does not agree with itself, in three languages: the reader notes it in English alone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from .wording import ANSWERS, LANGUAGES, Label, Value, label

_SIDES = ("side", "other")
_ANSWER = {"for": 0, "against": 1}


def doubt(notes: Iterable[str], language: str) -> Label:
    """The notes one after another, of a text in a language; English for one that we have no words for."""
    said = [_said(note, language) for note in notes]
    return {each: "; ".join(one[each] for one in said) for each in LANGUAGES}


def _said(note: str, language: str) -> Label:
    for pattern, key in _notes():
        if found := pattern.fullmatch(note):
            values = {
                name: _side(value, language) if name in _SIDES else value
                for name, value in found.groupdict().items()
            }
            return label(f"doubt.{key}", **values)
    return dict.fromkeys(LANGUAGES, note)


def _side(side: str, language: str) -> Value:
    """A side by the word it answers with: a record may have it on the other side of its proposal."""
    answers = ANSWERS.get(language)
    return answers[_ANSWER[side]] if answers and side in _ANSWER else label(f"side.{side}")


@cache
def _notes() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = (files(__package__) / "doubts.toml").read_text(encoding="utf-8")
    return tuple((re.compile(each["says"]), each["doubt"]) for each in tomllib.loads(text)["note"])
