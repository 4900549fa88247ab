"""A search index that is being written."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from munigraph.columns.tables import parsed
from munigraph.search.entries import Entry, Name, Role, home, kind_token, place, read, standing_at, written
from munigraph.search.grams import grams
from munigraph.search.sql import schema, statements

from .called import Called

_AT_ONCE = 5_000
_PRAGMAS = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "secure_delete = ON",  # what is taken out is overwritten
    "cache_size = -65536",
)
"""Nobody reads a file that is being written, and one that was not finished is thrown away."""


@contextmanager
def written_index(path: Path, made_by: str) -> Iterator[IndexFile]:
    """An index to write to: one that is there already, or a new one. It is whole when the block is left.

    Raises OSError when the disk refuses.
    """
    fresh = not path.exists()
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            if fresh:
                connection.executescript(schema())
                connection.execute(statements("writing")["about"], ("made_by", made_by))
            connection.execute("BEGIN")
            index = IndexFile(connection, fresh)
            yield index
            index.end()
            connection.execute("COMMIT")
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise OSError(f"{path} could not be written: {error}") from error


class IndexFile:
    """Puts entries in and takes them out; words and kinds are counted at the end."""

    def __init__(self, connection: sqlite3.Connection, fresh: bool) -> None:
        self._connection = connection
        self._fresh = fresh
        self._sql = statements("writing")
        self._words = Counter[str]()
        self._members = Counter[int]()
        self._given: set[int] = set()
        self._last = 0
        connection.execute(self._sql["room"])
        self._kinds: dict[str, int] = {iri: number for number, iri in connection.execute(self._sql["kinds"])}

    def __len__(self) -> int:
        return int(self._connection.execute(statements("asking")["size"]).fetchone()[0])

    def put(self, called: Iterable[Called]) -> None:
        """Add entries; to a new index, in the order of their places."""
        rest = iter(called)
        while some := list(islice(rest, _AT_ONCE)):
            things, tokens = [], []
            for each in some:
                entry = entry_of(each)
                key = self._free(place(entry.standing, home(entry.iri)))
                kinds = [self._number(kind) for kind in entry.kinds]
                things.append((key, entry.iri, " ".join(map(str, kinds)), written(entry.names)))
                tokens.append((key, self._counted(entry, kinds, 1)))
            self._connection.executemany(self._sql["put_thing"], things)
            self._connection.executemany(self._sql["put_entry"], tokens)

    def drop(self, iris: Iterable[str]) -> None:
        """Take out the entries of some things, such as have one."""
        for iri in iris:
            at = (home(iri), home(iri), iri)
            rows = self._connection.execute(statements("asking")["thing"], at).fetchall()
            for key, _, kinds, names in rows:
                numbers = [int(number) for number in kinds.split()]
                tokens = self._counted(Entry(iri, standing_at(key), (), read(names)), numbers, -1)
                self._connection.execute(self._sql["drop_entry"], (key, tokens))
                self._connection.execute(self._sql["drop_thing"], (key,))

    def end(self) -> None:
        """Write what was counted."""
        for iri, number in self._kinds.items():
            self._connection.execute(self._sql["count_kind"], (number, iri, self._members[number]))
        changed = sorted((word, change) for word, change in self._words.items() if change)
        self._connection.executemany(self._sql["count_word"], changed)
        more = [(gram, len(word), word) for word, change in changed if change > 0 for gram in grams(word)]
        self._connection.executemany(self._sql["put_gram"], sorted(more))
        for word, change in changed:
            if change < 0 and self._connection.execute(self._sql["drop_word"], (word,)).rowcount:
                gone = [(gram, len(word), word) for gram in grams(word)]
                self._connection.executemany(self._sql["drop_gram"], gone)
        if self._fresh:
            self._connection.execute(self._sql["as_one"])
            self._connection.execute(self._sql["homes"])

    def _counted(self, entry: Entry, kinds: list[int], sign: int) -> str:
        """The tokens of an entry, which are counted."""
        words = entry.words()
        for word in words:
            self._words[word] += sign
        for number in kinds:
            self._members[number] += sign
        return " ".join(sorted({*words, *entry.whole_names(), *map(kind_token, kinds)}))

    def _free(self, wanted: int) -> int:
        """A place that nobody has: the one wanted, or one after it."""
        if self._fresh:
            self._last = max(wanted, self._last + 1)
            return self._last
        while wanted in self._given or self._connection.execute(self._sql["taken"], (wanted,)).fetchone():
            wanted += 1
        self._given.add(wanted)
        return wanted

    def _number(self, kind: str) -> int:
        return self._kinds.setdefault(kind, len(self._kinds) + 1)


def entry_of(called: Called) -> Entry:
    names = (Name(*_literal(token), Role(role)) for token, role in called.names)
    return Entry.made(called.iri, called.standing, called.kinds, names)


def _literal(token: str) -> tuple[str, str]:
    """Text and language of a literal as N-Triples writes it."""
    end = token.rindex('"')
    text = token[1:end]
    if "\\" in text:
        (triple,) = parsed([("<x:s>", "<x:p>", token)])
        text = str(triple.object.value)  # type: ignore[union-attr]  # it is a literal, as the token was
    return text, token[end + 2 :] if token.startswith("@", end + 1) else ""
