"""Questions like those of people, made of the names in an index: the same index gives the same ones."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from munigraph.folding import words
from munigraph.search.entries import Role, read
from munigraph.search.lookup import opened

SEED = 1
_NAMES = "SELECT names FROM thing ORDER BY id"
_FREQUENT = "SELECT word FROM word WHERE length(word) > 2 ORDER BY things DESC, word LIMIT ?"
_SHORTEST_MISTYPED = 6


def questions(index: Path, count: int) -> Mapping[str, list[str]]:
    """So many questions of each sort, no two the same."""
    chance = random.Random(SEED)  # noqa: S311 - a draw of names, not a secret
    with closing(opened(index)) as connection:
        names = [name for (row,) in connection.execute(_NAMES) for name in read(row)]
        frequent = [word for (word,) in connection.execute(_FREQUENT, (count,))]
    labels = sorted({name.text for name in names if name.role is not Role.CODE})
    codes = sorted({name.text for name in names if name.role is Role.CODE})
    drawn = chance.sample(labels, min(count, len(labels)))
    return {
        "a whole name": drawn,
        "two words of a name": _once(_two(name, chance) for name in chance.sample(labels, len(drawn))),
        "one frequent word": frequent,
        "a word as it is typed, letter by letter": _once(_typed(drawn))[:count],
        "a mistyped word": _once(_mistyped(drawn, chance))[:count],
        "a case number": chance.sample(codes, min(count, len(codes))),
        "what is not there": ["".join(chance.choices("bcdfghjklmnpqrstvwxz", k=9)) for _ in range(count)],
    }


def _once(texts: Iterator[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]


def _two(name: str, chance: random.Random) -> str:
    found = name.split()
    return " ".join(chance.sample(found, min(2, len(found))))


def _typed(names: list[str]) -> Iterator[str]:
    for name in names:
        word = max(name.split(), key=len)
        yield from (word[:end] for end in range(1, len(word) + 1))


def _mistyped(names: list[str], chance: random.Random) -> Iterator[str]:
    """Words with two letters the wrong way round."""
    for name in names:
        word = max(words(name), key=len, default="")
        places = [place for place in range(1, len(word) - 2) if word[place] != word[place + 1]]
        if len(word) >= _SHORTEST_MISTYPED and places:
            place = chance.choice(places)
            yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]
