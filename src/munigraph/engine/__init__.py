"""Answering queries: one small protocol, and the engines that keep it."""

from .embedded import Embedded
from .errors import (
    EngineError,
    NotAcceptableError,
    QueryError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLargeError,
    ServiceRefusedError,
    UpdateRefusedError,
)
from .protocol import Answer, Dataset, Engine, Form, Query
from .sources import CurrentRelease, OneFile, Served, Source, serve_file, serve_release

__all__ = [
    "Answer",
    "CurrentRelease",
    "Dataset",
    "Embedded",
    "Engine",
    "EngineError",
    "Form",
    "NotAcceptableError",
    "OneFile",
    "Query",
    "QueryError",
    "QuerySyntaxError",
    "QueryTimeoutError",
    "QueryTooLargeError",
    "Served",
    "ServiceRefusedError",
    "Source",
    "UpdateRefusedError",
    "serve_file",
    "serve_release",
]
