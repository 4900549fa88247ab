"""Which language a text is in, and whether text recognition has damaged it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from .wordlists import wordlist

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_LETTERS = re.compile(r"[^\W\d_]")
_INSIDE = re.compile(r"(?<=[a-zåäöæøé])[0-9&@](?=[a-zåäöæø])|\b[0-9&][a-zåäöæø]{2,}", re.IGNORECASE)
_ENOUGH_WORDS = 4
_MOST_OF_A_WORD = 20
"""A list of votes has one word a thousand times."""
_ENOUGH_LETTERS = 400
_SAMPLE = 20_000
"""How much of a text is looked at: more tells no more."""
_OF_USUAL = 0.35
"""A text with fewer than this share of the usual letters å, ä, ö has lost them."""
_LANGUAGES = ("sv", "da", "nb", "nn", "fi", "en")
_WORTH = 4
"""Words that one form of a country is worth."""
_HOME = {"da": "DK", "sv": "SE", "nb": "NO", "nn": "NO", "fi": "FI"}


@dataclass(frozen=True, slots=True)
class Language:
    """A language (`da`, `sv`, `nb`, `nn`; `fi` and `en` to be refused), its country, and how sure."""

    code: str
    country: str
    share: float
    """Of all that speaks for some language, the part that speaks for this one: 0 to 1."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How text recognition has left a text.

    `special` is the share of the letters å, ä, ö (æ, ø, å) that there should be; `broken`
    counts figures and signs inside words, in a thousand words.
    """

    special: float
    broken: float

    @property
    def damaged(self) -> bool:
        return self.special < _OF_USUAL


def detect(text: str) -> Language | None:
    """The language of a text; None where too few words speak for any."""
    words = Counter(_WORD.findall(text[:_SAMPLE].lower()))
    weights = _weights()
    scores = dict.fromkeys(_LANGUAGES, 0.0)
    hits = 0
    for word, count in words.items():
        for language, weight in (*weights.get(word, {}).items(), *_by_letter(word)):
            scores[language] += weight * min(count, _MOST_OF_A_WORD)
            hits += count
    best = max(scores, key=lambda language: scores[language])
    if hits < _ENOUGH_WORDS or not scores[best]:
        return None
    return Language(best, _country(best, words, text[:_SAMPLE]), scores[best] / sum(scores.values()))


def quality(text: str, language: str) -> Quality:
    """What text recognition has done to a text in a language; nothing, where the text is too short to say."""
    data = wordlist("languages")["letters"].get(language)
    sample = text[:_SAMPLE]
    letters = len(_LETTERS.findall(sample))
    if data is None or letters < _ENOUGH_LETTERS:
        return Quality(1.0, 0.0)
    special = sum(sample.lower().count(letter) for letter in data["special"])
    words = max(1, len(_WORD.findall(sample)))
    usual = float(data["usual"]) * letters / 100
    return Quality(min(1.0, special / usual), 1000 * len(_INSIDE.findall(sample)) / words)


def _country(language: str, words: Mapping[str, int], sample: str) -> str:
    signs: Mapping[str, list[str]] = wordlist("languages")["countries"].get(language, {})
    # Not how often: a text about one budget says `euro` on every line, or `kommunstyrelsen`.
    scores = {country: sum(sign in words for sign in known) for country, known in signs.items()}
    for country, form in wordlist("languages")["forms"].get(language, {}).items():
        scores[country] += _WORTH * bool(re.search(form, sample))
    home = _HOME.get(language, "")
    best = max(scores, key=lambda country: scores[country], default=home)
    return best if scores.get(best, 0) > scores.get(home, 0) else home


def _by_letter(word: str) -> Iterator[tuple[str, float]]:
    """What a letter says: ä is Swedish or Finnish, æ is not."""
    letters: Mapping[str, str] = wordlist("languages")["letters_of"]
    speaking = [language for language, known in letters.items() if any(each in word for each in known)]
    for language in speaking:
        yield language, 0.5 / len(speaking) ** 2


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    """For each small word the languages that have it; shared ones speak less for each."""
    lists = {language: set(wordlist("languages")[language]) for language in _LANGUAGES}
    having = Counter(word for words in lists.values() for word in words)
    weights: dict[str, dict[str, float]] = {}
    for language, words in lists.items():
        for word in words:
            weights.setdefault(word, {})[language] = 1 / having[word] ** 2
    return weights
