"""What the index knows of one thing, and the words it is found by."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from munigraph.folding import chunks, forms

MOST_STANDING = 63
_PLACES = 40
"""Bits of a place that do not depend on a thing's standing."""
_LONGEST = 1_000
"""Characters of a name that count."""
_MOST_EXACT = 4
"""Names of up to so many words are found as a whole, too."""

# Private-use characters are in no word (`munigraph.folding`), so these are nobody's.
_WHOLE = "\ue000"
_KIND = "\ue001"


class Role(Enum):
    """The part that a name plays."""

    LABEL = "label"
    TITLE = "title"
    OTHER = "other"
    CODE = "code"


class Name(NamedTuple):
    """One name of a thing."""

    text: str
    language: str
    """The tag of the language, empty where there is none."""
    role: Role


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that has names."""

    iri: str
    standing: int
    """How likely it is that somebody looks for it, up to `MOST_STANDING`."""
    kinds: tuple[str, ...]
    """Its classes as a source states them, the best known first."""
    names: tuple[Name, ...]

    @classmethod
    def made(cls, iri: str, standing: int, kinds: tuple[str, ...], names: Iterable[Name]) -> Entry:
        """An entry whose names are cut to what counts, each once, in order."""
        cut = {Name(name.text[:_LONGEST], name.language, name.role) for name in names}
        ordered = sorted(cut, key=lambda name: (_ROLES.index(name.role), name.language, name.text))
        return cls(iri, standing, kinds, tuple(ordered))

    def words(self) -> set[str]:
        """The words it is found by."""
        return {word for name in self.names for chunk in chunks(name.text) for word in forms(chunk)}

    def whole_names(self) -> set[str]:
        """The tokens of its short names, each taken as a whole."""
        found = ([word for chunk in chunks(name.text) for word in chunk] for name in self.names)
        return {whole(words) for words in found if 0 < len(words) <= _MOST_EXACT}


_ROLES = tuple(Role)


def whole(words: Collection[str]) -> str:
    """The token of a name of these words as a whole; none where it has too many."""
    if not 0 < len(words) <= _MOST_EXACT:
        return ""
    return f"{_WHOLE}{zlib.crc32(' '.join(words).encode()):08x}"


def kind_token(number: int) -> str:
    return f"{_KIND}{number}"


def home(iri: str) -> int:
    """The place of a thing among those of equal standing, by its name alone; two may have the same."""
    return int.from_bytes(hashlib.blake2b(iri.encode(), digest_size=_PLACES // 8).digest())


def place(standing: int, at: int) -> int:
    """The number of an entry: the best known come first, whatever the order they were added in."""
    return (MOST_STANDING - standing << _PLACES) | at


def standing_at(place: int) -> int:
    return MOST_STANDING - (place >> _PLACES)


def written(names: Iterable[Name]) -> str:
    """Names as the index keeps them."""
    rows = [[name.text, name.language, name.role.value] for name in names]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> tuple[Name, ...]:
    """Names that were `written`."""
    return tuple(Name(text, language, Role(role)) for text, language, role in json.loads(text))
