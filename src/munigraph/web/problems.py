"""Errors as answers: RFC 9457 for programs, a page for people."""

from __future__ import annotations

import http
import re
from dataclasses import asdict, dataclass

from flask import Flask, Response, current_app, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from munigraph.engine import (
    AnswerTooLargeError,
    BusyError,
    ClientBusyError,
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
from munigraph.errors import MissingError, MunigraphError, UnavailableError
from munigraph.search import NotSearchableError, SearchTimeoutError, SearchTooLongError

from .negotiation import prefers_html
from .page import spoken, t
from .texts import texts

TYPES = "https://w3id.org/munigraph/problem/"
RETRY_SECONDS = 10

KINDS: dict[type[MunigraphError], tuple[int, str, str]] = {
    QuerySyntaxError: (400, "syntax", "This is not a valid SPARQL query"),
    UpdateRefusedError: (400, "update", "This is not a query but an update"),
    ServiceRefusedError: (403, "service", "The query would call another server"),
    ServiceFailedError: (502, "service-failed", "Another service did not answer as it should"),
    NotAcceptableError: (406, "not-acceptable", "Not available in that format"),
    QueryTooLargeError: (413, "too-large", "The query is too long"),
    QueryTooDeepError: (400, "too-deep", "The query is nested too deeply"),
    QueryMemoryError: (507, "memory", "The query needs too much memory"),
    QueryStoppedError: (503, "stopped", "The query was ended"),
    AnswerTooLargeError: (507, "answer-too-large", "The answer is too large"),
    SpoolFullError: (503, "spool-full", "Too many answers wait to be read"),
    ClientBusyError: (429, "too-many", "Too many queries from one client"),
    BusyError: (503, "busy", "Too many queries at the moment"),
    QueryTimeoutError: (504, "timeout", "The query took too long"),
    NotSearchableError: (404, "not-searchable", "This cannot be searched"),
    SearchTooLongError: (400, "search-too-long", "The search is for more than a name"),
    SearchTimeoutError: (503, "search-timeout", "The search took too long"),
    QueryError: (400, "query", "The query cannot be answered"),
    MissingError: (503, "nothing-served", "There is nothing to serve yet"),
    UnavailableError: (503, "unavailable", "The data cannot be reached at the moment"),
    MunigraphError: (500, "error", "Something went wrong here"),
}
"""Status, name and title of each kind of error; the nearest kind in the tree counts."""


@dataclass(frozen=True, slots=True)
class Problem:
    """The members of a problem document (RFC 9457 §3); empty ones are left out."""

    type: str
    title: str
    status: int
    detail: str = ""
    hint: str = ""
    line: int = 0
    column: int = 0
    retry: int = 0
    """Seconds after which it is worth another try."""


class ToldError(HTTPException):
    """An error with a text of the area `problem`: pages tell of it in their language, programs in English."""

    def __init__(self, name: str, **values: object) -> None:
        self.key, self.values = f"problem.details.{name}", values
        super().__init__(texts("en")(self.key, **values))


class UnknownError(ToldError):
    """There is nothing of the name that is asked for."""

    code = http.HTTPStatus.NOT_FOUND


class WithdrawnError(ToldError):
    """There was something of the name that is asked for."""

    code = http.HTTPStatus.GONE


def of_error(error: MunigraphError) -> Problem:
    status, name, title = next(KINDS[kind] for kind in type(error).mro() if kind in KINDS)
    if status == http.HTTPStatus.INTERNAL_SERVER_ERROR:
        return Problem(TYPES + name, title, status)
    line, column = getattr(error, "line", 0), getattr(error, "column", 0)
    detail, hint = _sentence(error.message), _sentence(error.hint)
    return Problem(TYPES + name, title, status, detail, hint, line, column, getattr(error, "seconds", 0))


def of_http(error: HTTPException) -> Problem:
    status = error.code or 500
    title = http.HTTPStatus(status).phrase
    name = re.sub(r"\W+", "-", title.lower())
    return Problem(TYPES + name, title, status, error.description or "")


def answer(problem: Problem, query: str = "", words: str = "") -> Response:
    """The problem as a page or as JSON; `query` is the text at fault, to be shown and mended.

    A page has its detail in `words` of its own language, where there are any.
    """
    if prefers_html(request.headers.get("Accept")):
        name = problem.type.removeprefix(TYPES)
        excerpt = _excerpt(problem, query)
        shown = {"problem": problem, "name": name, "query": query, "excerpt": excerpt, "words": words}
        response = spoken(Response(render_template("problem.html", **shown), mimetype="text/html"))
    else:
        response = jsonify({name: value for name, value in asdict(problem).items() if value})
        response.mimetype = "application/problem+json"
    response.status_code = problem.status
    response.vary.add("Accept")
    response.cache_control.no_store = True
    if problem.status in (http.HTTPStatus.SERVICE_UNAVAILABLE, http.HTTPStatus.TOO_MANY_REQUESTS):
        response.headers["Retry-After"] = str(problem.retry or RETRY_SECONDS)
    return response


def told(error: MunigraphError, query: str = "") -> Response:
    """One of our errors as an answer; what is our own fault is noted in the log."""
    problem = of_error(error)
    if problem.status == http.HTTPStatus.INTERNAL_SERVER_ERROR:
        current_app.logger.error("%s: %s", type(error).__name__, error.message)
    return answer(problem, query)


def register(app: Flask) -> None:
    """Make every error of the application a problem."""

    def of_the_protocol(error: HTTPException) -> Response:
        words = t()(error.key, **error.values) if isinstance(error, ToldError) else ""
        response = answer(of_http(error), words=words)
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
        return response

    def unforeseen(error: Exception) -> Response:
        current_app.logger.exception("unforeseen error")
        return answer(of_http(InternalServerError("The error has been noted in the log.")))

    app.register_error_handler(MunigraphError, told)
    app.register_error_handler(HTTPException, of_the_protocol)
    app.register_error_handler(Exception, unforeseen)


def _sentence(text: str) -> str:
    """A message of an error as a sentence: it begins in lower case unless with a name."""
    return text and text[0].upper() + text[1:] + ("" if text.endswith((".", "!", "?", ">", "…")) else ".")


def _excerpt(problem: Problem, query: str) -> tuple[str, str, str] | None:
    """The faulty line: before the fault, at it, and after."""
    lines = query.split("\n")
    if not 0 < problem.line <= len(lines):
        return None
    line, place = lines[problem.line - 1].rstrip("\r"), problem.column - 1
    return line[:place], line[place : place + 1] or " ", line[place + 1 :]
