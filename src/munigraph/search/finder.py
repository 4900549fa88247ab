"""The index of one release, asked by several threads at a time."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from munigraph.errors import UnavailableError

from .entries import Entry
from .errors import NotSearchableError, SearchTimeoutError, SearchTooLongError
from .lookup import Lookup, kinds_of, opened
from .question import LONGEST_QUESTION, Found, Kind, Question
from .searching import search
from .sql import Ask, statements

SECONDS = 0.1
"""How long a question may be worked on."""
_PATIENCE = 20
"""How many times as long that may take where others are at work as well."""
_STEPS = 1_000
"""Of SQLite's machine, between looks at the clock."""


class Finder:
    """Opens as many connections as there are threads that ask; `close` closes each once nobody uses it.

    Its methods raise NotSearchableError where there is no index, UnavailableError where it
    cannot be read, SearchTimeoutError where it took too long.
    """

    def __init__(self, path: Path, seconds: float = SECONDS) -> None:
        self._path = path
        self._seconds = seconds
        self._lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._closed = False

    def find(self, question: Question) -> Found:
        """What there is to a question.

        Raises SearchTooLongError for one that is longer than names are.
        """
        if len(question.text) > LONGEST_QUESTION:
            raise SearchTooLongError(
                f"a question has at most {LONGEST_QUESTION} characters, this one has {len(question.text)}",
                hint="a few words of a name are enough",
            )
        kinds = self._kinds
        with self._asking() as ask:
            return search(question, Lookup(ask, kinds))

    def entry(self, iri: str) -> Entry | None:
        """What the index knows of a thing, if it does."""
        kinds = self._kinds
        with self._asking() as ask:
            return Lookup(ask, kinds).entry(iri)

    def best_known(self, most: int, after: int = 0) -> list[str]:
        """The IRIs of the things that are spoken of most, in this order."""
        with self._asking() as ask:
            return [str(iri) for (iri,) in ask("best_known", {"most": most, "after": after})]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """All kinds of things there are, the most frequent first."""
        return tuple(self._kinds.values())

    def close(self) -> None:
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @cached_property
    def _kinds(self) -> Mapping[int, Kind]:
        with self._asking() as ask:
            return kinds_of(ask)

    @contextmanager
    def _asking(self) -> Iterator[Ask]:
        """What asks the index, as long as a question may take."""
        connection = self._taken()
        work, clock = time.thread_time() + self._seconds, time.monotonic() + _PATIENCE * self._seconds

        def is_over() -> bool:
            return time.thread_time() > work or time.monotonic() > clock

        def ask(name: str, values: Mapping[str, object] | Sequence[object]) -> list[tuple[Any, ...]]:
            if is_over():
                raise self._too_long()
            return connection.execute(statements("asking")[name], values).fetchall()

        connection.set_progress_handler(is_over, _STEPS)
        try:
            yield ask
        except sqlite3.DatabaseError as error:
            raise (self._too_long() if is_over() else self._unreadable(error)) from error
        finally:
            self._give_back(connection)

    def _taken(self) -> sqlite3.Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        if not self._path.is_file():
            raise NotSearchableError("this release has no search index", hint="building it again makes one")
        try:
            return opened(self._path)
        except sqlite3.Error as error:
            raise self._unreadable(error) from error

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def _too_long(self) -> SearchTimeoutError:
        hint = "try fewer words, or longer ones"
        return SearchTimeoutError(f"looking took longer than {self._seconds:g} s", hint=hint)

    def _unreadable(self, error: sqlite3.Error) -> UnavailableError:
        hint = "`munigraph release verify` tells what is damaged"
        return UnavailableError(f"the search index cannot be read: {error}", hint=hint)
