"""What an engine is asked and what it answers: plain values, so that a query can go to another process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from munigraph.formats import Format


class Form(StrEnum):
    """What kind of answer a query asks for."""

    SELECT = "SELECT"
    ASK = "ASK"
    GRAPH = "GRAPH"


@dataclass(frozen=True, slots=True)
class Query:
    """The text of a query, and the IRI its relative IRIs are resolved against.

    `seconds` is how long its asker is ready to wait, where that is less than the service would.
    """

    text: str
    base: str | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """The question why a triple holds: a proof by the OWL 2 RL rules, as a table of steps.

    `statement` is the triple as a line of N-Triples; what stands only in the graph `inferred` needs a rule.
    """

    statement: str
    inferred: str
    seconds: float | None = None

    @property
    def text(self) -> str:
        """What an operator sees of it."""
        return f"# why {self.statement}"


Question = Query | Why


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs a request names (SPARQL 1.1 Protocol §2.1.4); they win over FROM in the query.

    Empty: the query's own choice or, if it makes none, all that the service has.
    """

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default_graphs or self.named_graphs)


@dataclass(frozen=True, slots=True)
class Data:
    """One state of the data that never changes: a store on disk, and the id it goes by.

    With `union` the default graph is the union of all graphs, otherwise it is the store's own.
    """

    store: Path
    id: str
    union: bool


@dataclass(frozen=True, slots=True)
class Gate:
    """The way of one query to other servers: addresses that begin with `address` reach those of `origins`."""

    address: str
    origins: tuple[str, ...]


class Stream(Protocol):
    """The bytes of an answer. Whoever holds it closes it, read to the end or not."""

    def __iter__(self) -> Iterator[bytes]: ...

    def close(self) -> None: ...


class LiveStream(Protocol):
    """The bytes of an answer while it is made.

    Reading raises QueryError when it cannot be made to its end; closing it early stops the query.
    `rows` and `milliseconds` are known when it has come to its end.
    """

    @property
    def rows(self) -> int | None: ...

    @property
    def milliseconds(self) -> float | None: ...

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    def close(self) -> None: ...


S = TypeVar("S", covariant=True)


@dataclass(frozen=True, slots=True)
class Answer(Generic[S]):
    """An answer, with what can be said of it before its first byte.

    `rows` counts solutions or triples, and is 1 for ASK; `source` is the id of
    the release that was asked; `complete` is False when a limit cut the answer.
    What is sent while it is made has no `rows`, `milliseconds` and `size` yet;
    it is complete if it comes to its end.
    """

    form: Form
    format: Format
    rows: int | None
    complete: bool
    milliseconds: float | None
    source: str
    size: int | None
    stream: S


class Engine(Protocol):
    """Answers queries about fixed states of the data."""

    async def answer(
        self, data: Data, query: Question, dataset: Dataset, accept: Sequence[str], client: str
    ) -> Answer[LiveStream]:
        """Answer in the first format of `accept` (names, best first) that fits the form of the query.

        `client` tells askers apart, so that none of them takes all there is.

        Raises QueryError or one of its kinds when the query is at fault, BusyError when there are
        too many, EngineError when we are at fault.
        """
        ...
