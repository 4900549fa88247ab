"""Answering queries: one small protocol, and the engines that keep it."""

from munigraph.evaluation.errors import (
    AnswerTooLargeError,
    BusyError,
    ClientBusyError,
    EngineError,
    NotAcceptableError,
    QueryError,
    QueryMemoryError,
    QueryStoppedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooDeepError,
    QueryTooLargeError,
    ServiceFailedError,
    ServiceRefusedError,
    SpoolFullError,
    UpdateRefusedError,
)
from munigraph.evaluation.protocol import Answer, Data, Dataset, Engine, Form, LiveStream, Query, Why

from .disk import Disk, Share
from .embedded import Embedded
from .file import load
from .pool import Census, Pool
from .relay import Relay
from .run import Held
from .serving import Serving
from .sources import CurrentRelease, OneFile, Served, Source, serve_file, serve_release

__all__ = [
    "Answer",
    "AnswerTooLargeError",
    "BusyError",
    "Census",
    "ClientBusyError",
    "CurrentRelease",
    "Data",
    "Dataset",
    "Disk",
    "Embedded",
    "Engine",
    "EngineError",
    "Form",
    "Held",
    "LiveStream",
    "NotAcceptableError",
    "OneFile",
    "Pool",
    "Query",
    "QueryError",
    "QueryMemoryError",
    "QueryStoppedError",
    "QuerySyntaxError",
    "QueryTimeoutError",
    "QueryTooDeepError",
    "QueryTooLargeError",
    "Relay",
    "Served",
    "ServiceFailedError",
    "ServiceRefusedError",
    "Serving",
    "Share",
    "Source",
    "SpoolFullError",
    "UpdateRefusedError",
    "Why",
    "load",
    "serve_file",
    "serve_release",
]
