"""What an engine is asked and what it answers: plain values, so that a query can go to another process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from munigraph.formats import Format


class Form(StrEnum):
    """What kind of answer a query asks for."""

    SELECT = "SELECT"
    ASK = "ASK"
    GRAPH = "GRAPH"


@dataclass(frozen=True, slots=True)
class Query:
    """The text of a query, and the IRI its relative IRIs are resolved against."""

    text: str
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs a request names (SPARQL 1.1 Protocol §2.1.4); they win over FROM in the query.

    Empty: the query's own choice or, if it makes none, all that the service has.
    """

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default_graphs or self.named_graphs)


class Stream(Protocol):
    """The bytes of an answer. Whoever holds it closes it, read to the end or not."""

    def __iter__(self) -> Iterator[bytes]: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, with what can be said of it before its first byte.

    `rows` counts solutions or triples, and is 1 for ASK; `source` is the id of
    the release that was asked; `complete` is False when a limit cut the answer.
    """

    form: Form
    format: Format
    rows: int
    complete: bool
    milliseconds: float
    source: str
    size: int
    stream: Stream

    def read(self) -> bytes:
        """The whole answer; closes the stream."""
        try:
            return b"".join(self.stream)
        finally:
            self.stream.close()


class Engine(Protocol):
    """Answers queries about one fixed state of the data."""

    def answer(self, query: Query, dataset: Dataset, accept: Sequence[str]) -> Answer:
        """Answer in the first format of `accept` (names, best first) that fits the form of the query.

        Raises QueryError or one of its kinds when the query is at fault, EngineError when we are.
        Whatever goes wrong while evaluating is raised here, never later by the stream.
        """
        ...
