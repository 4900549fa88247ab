"""/sparql: the SPARQL 1.1 Protocol for queries, and a page that shows answers."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for

from munigraph.engine import Answer, Form, Held, LiveStream, NotAcceptableError, Query
from munigraph.errors import MunigraphError
from munigraph.evaluation.lexical import normalised, volatile
from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS

from . import problems
from . import spreadsheet as spreadsheets
from .asking import Asked, asked
from .cache import Entry
from .gateway import FACTS
from .live import LiveResponse
from .negotiation import Choice, choose
from .results import LARGEST_SHOWN, ROWS_SHOWN, table, truth
from .service import describe
from .site import CACHE, client, public_url, served, site

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST", "QUERY"])
async def sparql() -> Response:
    """Answer a query; without one, describe the service."""
    question = asked()
    if question is None:
        return describe()
    facts = request.environ.get(FACTS, {})
    facts["query"] = question.text
    try:
        response = await _answered(question)
    except MunigraphError as error:
        facts["outcome"] = type(error).__name__.removesuffix("Error")
        return problems.told(error, question.text)
    facts["outcome"] = response.headers.get(CACHE, "unchanged")
    facts["rows"] = response.headers.get("Munigraph-Rows")
    return response


async def _answered(question: Asked) -> Response:
    spreadsheet = question.format == spreadsheets.NAME
    choice = choose(request.headers.get("Accept"), "csv" if spreadsheet else question.format)
    if not choice.names:
        raise NotAcceptableError(
            "this service has none of the formats asked for",
            hint="it has: " + ", ".join(form.media_type for form in (*RESULT_FORMATS, *GRAPH_FORMATS)),
        )
    key = _key(question, choice)
    is_get = request.method in ("GET", "HEAD")
    if key and is_get and "If-None-Match" in request.headers and request.if_none_match.contains(key):
        return _cacheable(Response(status=304), key)
    cache = site().cache
    fresh = "no-cache" in request.headers.get("Cache-Control", "").lower()
    known = cache.get(key) if key and not fresh else None
    if isinstance(known, Entry):
        response = Response(known.body, headers=list(known.headers))
        response.headers[CACHE] = "hit"
    else:
        response = await _evaluated(question, choice)
        if key and not isinstance(response, LiveResponse):
            body = response.get_data()
            cache.put(key, Entry(tuple(response.headers), body), len(key))
        response.headers[CACHE] = "miss"
    return _cacheable(response, key if is_get else "")


async def _evaluated(question: Asked, choice: Choice) -> Response:
    query = Query(question.text, public_url(), question.seconds)
    answer = await site().engine.answer(served().data, query, question.dataset, choice.names, client())
    offer = choice.of(answer.form)
    if offer.html:
        answer, page = await _page(question, answer)
        response = Response(page, mimetype=offer.media_type)
    elif question.format == spreadsheets.NAME:
        response = LiveResponse(spreadsheets.Spreadsheet(answer.stream), _content_type(offer.media_type))
        response.headers["Content-Disposition"] = 'attachment; filename="answer.csv"'
    elif isinstance(answer.stream, Held):
        response = Response(answer.stream.data, content_type=_content_type(offer.media_type))
    else:
        response = LiveResponse(answer.stream, _content_type(offer.media_type))
    _declare(response, answer)
    return response


def _declare(response: Response, answer: Answer[LiveStream]) -> None:
    """Say of an answer how large it is, how long it took, from what it came and whether it is whole.

    An answer sent while it is made is whole if the transfer comes to its end: it breaks otherwise.
    """
    if answer.rows is not None and answer.milliseconds is not None:
        response.headers["Munigraph-Rows"] = str(answer.rows)
        response.headers["Munigraph-Milliseconds"] = f"{answer.milliseconds:.1f}"
    response.headers["Munigraph-Release"] = answer.source
    response.headers["Munigraph-Complete"] = "true" if answer.complete else "false"


def _content_type(media_type: str) -> str:
    """Text is in UTF-8, and says so where the type leaves it open."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _key(question: Asked, choice: Choice) -> str:
    """What decides the answer, as a hash that is its strong ETag; empty where two answers may differ.

    What is served never changes under its version, so the same question has the same bytes.
    """
    if volatile(question.text):
        return ""
    parts = (
        site().way,
        served().version,
        public_url(),
        normalised(question.text),
        question.text if choice.html else question.format == spreadsheets.NAME,
        question.dataset.default_graphs,
        question.dataset.named_graphs,
        choice.names,
        choice.media_types,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _cacheable(response: Response, etag: str) -> Response:
    headers = response.headers
    headers["Vary"] = "Accept, Accept-Encoding"
    if etag:
        headers["ETag"] = f'"{etag}"'
    headers["Cache-Control"] = "public, no-cache" if etag else "no-store"
    return response


async def _page(question: Asked, answer: Answer[LiveStream]) -> tuple[Answer[LiveStream], str]:
    """The answer as a table, as yes or no, or as Turtle, with the query above it to be changed."""
    body, too_large = await _gathered(answer)
    stream = answer.stream
    answer = replace(answer, rows=stream.rows, milliseconds=stream.milliseconds)
    is_graph = answer.form is Form.GRAPH
    page = render_template(
        "results.html",
        query=question.text,
        dataset=question.dataset,
        answer=answer,
        too_large=too_large,
        rows_shown=ROWS_SHOWN,
        table=table(body, served().prefixes) if body and answer.form is Form.SELECT else None,
        truth=truth(body) if body and answer.form is Form.ASK else None,
        turtle=body.decode("utf-8") if is_graph else "",
        downloads=_downloads(question, answer.form),
    )
    return answer, page


def _downloads(question: Asked, form: Form) -> list[tuple[str, str]]:
    """Titles and addresses of the answer in all formats."""
    if form is Form.GRAPH:
        return [(known.title, _link(question, known.name)) for known in GRAPH_FORMATS]
    found = [(known.title, _link(question, known.name)) for known in RESULT_FORMATS]
    safe = [("CSV for spreadsheets", _link(question, spreadsheets.NAME))] if form is Form.SELECT else []
    return found + safe


def _link(question: Asked, format_name: str) -> str:
    graphs = [("default-graph-uri", iri) for iri in question.dataset.default_graphs]
    graphs += [("named-graph-uri", iri) for iri in question.dataset.named_graphs]
    parameters = [("query", question.text), ("format", format_name), *graphs]
    return f"{url_for('sparql.sparql')}?{urlencode(parameters)}"


async def _gathered(answer: Answer[LiveStream]) -> tuple[bytes, bool]:
    """The bytes of an answer; of one that is too large for a page, none."""
    body = bytearray()
    try:
        async for piece in answer.stream:
            body += piece
            if len(body) > LARGEST_SHOWN:
                return b"", True
    finally:
        answer.stream.close()
    return bytes(body), False
