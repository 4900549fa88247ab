"""/sparql: the SPARQL 1.1 Protocol for queries, and a page that shows answers."""

from __future__ import annotations

import hashlib
import json
from importlib import metadata
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for

from munigraph.engine import Answer, Form, NotAcceptableError, Query
from munigraph.engine.lexical import volatile
from munigraph.errors import MunigraphError
from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS, Format

from . import problems
from .asking import Asked, asked
from .negotiation import Choice, choose
from .results import LARGEST_SHOWN, ROWS_SHOWN, table, truth
from .service import describe
from .site import public_url, served

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST", "QUERY"])
def sparql() -> Response:
    """Answer a query; without one, describe the service."""
    question = asked()
    if question is None:
        return describe()
    try:
        return _answered(question)
    except MunigraphError as error:
        return problems.told(error, question.text)


def _answered(question: Asked) -> Response:
    choice = choose(request.headers.get("Accept"), question.format)
    if not choice.names:
        raise NotAcceptableError(
            "this service has none of the formats asked for",
            hint="it has: " + ", ".join(form.media_type for form in (*RESULT_FORMATS, *GRAPH_FORMATS)),
        )
    etag = _etag(question, choice)
    if etag and etag in request.if_none_match.as_set():
        return _cacheable(Response(status=304), etag)
    answer = served().engine.answer(Query(question.text, public_url()), question.dataset, choice.names)
    offer = choice.of(answer.form)
    if offer.html:
        response = Response(_page(question, answer), mimetype=offer.media_type)
    else:
        response = Response(answer.stream, content_type=_content_type(offer.media_type))
        response.call_on_close(answer.stream.close)
        response.content_length = answer.size
    _declare(response, answer)
    return _cacheable(response, etag)


def _declare(response: Response, answer: Answer) -> None:
    """Say of an answer how large it is, how long it took, from what it came and whether it is whole."""
    response.headers["Munigraph-Rows"] = str(answer.rows)
    response.headers["Munigraph-Milliseconds"] = f"{answer.milliseconds:.1f}"
    response.headers["Munigraph-Release"] = answer.source
    response.headers["Munigraph-Complete"] = "true" if answer.complete else "false"


def _content_type(media_type: str) -> str:
    """Text is in UTF-8, and says so where the type leaves it open."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _etag(question: Asked, choice: Choice) -> str:
    """A strong validator, known before the query runs; empty where two answers may differ.

    What is served never changes under its version, so the same request has the same bytes.
    """
    if request.method not in ("GET", "HEAD") or volatile(question.text):
        return ""
    dataset = (question.dataset.default_graphs, question.dataset.named_graphs)
    version = metadata.version("munigraph")
    parts = [
        version,
        served().version,
        public_url(),
        question.text,
        dataset,
        choice.names,
        choice.media_types,
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _cacheable(response: Response, etag: str) -> Response:
    response.vary.add("Accept")
    if etag:
        response.set_etag(etag)
        response.cache_control.public = True
        response.cache_control.no_cache = True
    else:
        response.cache_control.no_store = True
    return response


def _page(question: Asked, answer: Answer) -> str:
    """The answer as a table, as yes or no, or as Turtle, with the query above it to be changed."""
    too_large = answer.size > LARGEST_SHOWN
    if too_large:
        answer.stream.close()
    body = b"" if too_large else answer.read()
    is_graph = answer.form is Form.GRAPH
    return render_template(
        "results.html",
        query=question.text,
        dataset=question.dataset,
        answer=answer,
        too_large=too_large,
        rows_shown=ROWS_SHOWN,
        table=table(body, served().prefixes) if body and answer.form is Form.SELECT else None,
        truth=truth(body) if body and answer.form is Form.ASK else None,
        turtle=body.decode("utf-8") if is_graph else "",
        downloads=[
            (form.title, _link(question, form)) for form in (GRAPH_FORMATS if is_graph else RESULT_FORMATS)
        ],
    )


def _link(question: Asked, form: Format) -> str:
    graphs = [("default-graph-uri", iri) for iri in question.dataset.default_graphs]
    graphs += [("named-graph-uri", iri) for iri in question.dataset.named_graphs]
    parameters = [("query", question.text), ("format", form.name), *graphs]
    return f"{url_for('sparql.sparql')}?{urlencode(parameters)}"
