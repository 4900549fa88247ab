"""Why a query got no answer. All of these cross process borders, as kind and fields."""

from __future__ import annotations

from typing import ClassVar

from munigraph.errors import MunigraphError


class QueryError(MunigraphError):
    """A query that cannot be answered as it stands."""

    exit_code: ClassVar[int] = 65


class QuerySyntaxError(QueryError):
    """The text is no SPARQL query. Line and column count from 1; 0 means the text as a whole."""

    def __init__(self, message: str, line: int = 0, column: int = 0, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = f"line {self.line}, column {self.column}: " if self.line else ""
        return place + super().__str__()


class UpdateRefusedError(QueryError):
    """The text is a SPARQL Update; what we serve is read-only."""


class ServiceRefusedError(QueryError):
    """The query would call another server."""


class ServiceFailedError(QueryError):
    """Another server, which the query called, did not answer as it should."""


class NotAcceptableError(QueryError):
    """None of the formats asked for fits this kind of query."""


class QueryTooLargeError(QueryError):
    """The query is longer than this service accepts."""


class QueryTooDeepError(QueryError):
    """The query is nested so deeply that its parser fails: it ended the process that read it."""


class QueryTimeoutError(QueryError):
    """The answer took longer than this service gives a query."""


class QueryMemoryError(QueryError):
    """The answer took more memory than this service gives a query."""


class AnswerTooLargeError(QueryError):
    """The answer outgrew what this service sends, when it was already on its way."""


class QueryStoppedError(QueryError):
    """Somebody ended the query: its client left, an operator stopped it, or the service ends."""


class EngineError(MunigraphError):
    """The engine itself failed: its store cannot be read, the disk is full."""

    exit_code: ClassVar[int] = 70


class BusyError(MunigraphError):
    """The service has as many queries as it takes; `seconds` is when to come again."""

    exit_code: ClassVar[int] = 75

    def __init__(self, message: str, seconds: int, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.seconds = seconds


class SpoolFullError(BusyError):
    """Answers that wait to be read take up all the disk there is for them."""


class ClientBusyError(BusyError):
    """This one client has as many queries under way as the service grants it."""
