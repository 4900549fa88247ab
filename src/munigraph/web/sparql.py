"""/sparql: the SPARQL 1.1 Protocol for queries, and a page that shows answers."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from munigraph.engine import Answer, Form, LiveStream
from munigraph.errors import MunigraphError
from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS

from . import problems, spreadsheet
from .answering import answered, question
from .asking import Asked
from .calls import Call
from .page import chosen, language, linking
from .replies import Reply, to_response
from .results import LARGEST_GRAPH, LARGEST_TABLE, ROWS_SHOWN, Place, table, truth
from .service import describe
from .site import CACHE, FACTS, Facts, Site, public_url, served, site
from .things.addresses import Addresses

PATH = "/sparql"
METHODS = ("GET", "HEAD", "POST", "QUERY")
CALL = "munigraph.call"
FAILURE = "munigraph.failure"
"""Where in a request's environment its call is, and what came of it without Flask if that was an error."""

blueprint = Blueprint("sparql", __name__)


async def direct(here: Site, call: Call, facts: Facts) -> Reply | Exception | None:
    """What a program is answered, without the cost of Flask's objects; None where the view has to.

    That is so for pages, for the description of the service and for what is no question. An error
    is given back as it is: the view makes a problem of it.
    """
    try:
        about = question(here, call) if call.root else None
    except (HTTPException, MunigraphError):
        return None
    if about is None or about.choice.html:
        return None
    facts["query"] = about.asked.text
    try:
        reply = await answered(here, about)
    except Exception as error:  # also what nobody foresaw becomes a problem document
        return error
    _note(facts, reply)
    return reply


@blueprint.route(PATH, methods=METHODS)
async def sparql() -> Response:
    """Answer a query; without one, describe the service."""
    environ = request.environ
    call, facts = environ[CALL], environ[FACTS]
    about = question(site(), call if call.root else replace(call, root=public_url()))
    if about is None:
        return describe(call)
    about = replace(about, language=language(), chosen=chosen())

    async def show(answer: Answer[LiveStream]) -> tuple[Answer[LiveStream], str]:
        return await _page(about.asked, answer)

    facts["query"] = about.asked.text
    try:
        if environ[FAILURE] is not None:
            raise environ[FAILURE]
        reply = await answered(site(), about, show)
    except MunigraphError as error:
        facts["outcome"] = type(error).__name__.removesuffix("Error")
        return problems.told(error, about.asked.text)
    _note(facts, reply)
    return to_response(reply)


def _note(facts: Facts, reply: Reply) -> None:
    facts["outcome"] = reply.headers.get(CACHE, "unchanged")
    facts["rows"] = reply.headers.get("Munigraph-Rows")


async def _page(question: Asked, answer: Answer[LiveStream]) -> tuple[Answer[LiveStream], str]:
    """The answer as a table, as yes or no, or as Turtle, with the query above it to be changed."""
    is_graph = answer.form is Form.GRAPH
    body, too_large = await _gathered(answer, LARGEST_GRAPH if is_graph else LARGEST_TABLE)
    stream = answer.stream
    answer = replace(answer, rows=stream.rows, milliseconds=stream.milliseconds)
    page = render_template(
        "results.html",
        query=question.text,
        dataset=question.dataset,
        answer=answer,
        too_large=too_large,
        rows_shown=ROWS_SHOWN,
        table=table(body, served().prefixes, _places()) if body and answer.form is Form.SELECT else None,
        truth=truth(body) if body and answer.form is Form.ASK else None,
        turtle=body.decode("utf-8") if is_graph else "",
        downloads=_downloads(question, answer.form),
    )
    return answer, page


def _places() -> Place:
    """Tells where something of ours is on this site, whatever host its name has."""
    release, link = served().release, linking()
    if release is None:
        return lambda iri: ""
    addresses = Addresses(release.manifest.base)

    def found(iri: str) -> str:
        path = addresses.path(iri)
        return link(path) if path else ""

    return found


def _downloads(question: Asked, form: Form) -> list[tuple[str, str]]:
    """Titles and addresses of the answer in all formats."""
    if form is Form.GRAPH:
        return [(known.title, _link(question, known.name)) for known in GRAPH_FORMATS]
    found = [(known.title, _link(question, known.name)) for known in RESULT_FORMATS]
    safe = [("CSV for spreadsheets", _link(question, spreadsheet.NAME))] if form is Form.SELECT else []
    return found + safe


def _link(question: Asked, format_name: str) -> str:
    graphs = [("default-graph-uri", iri) for iri in question.dataset.default_graphs]
    graphs += [("named-graph-uri", iri) for iri in question.dataset.named_graphs]
    parameters = [("query", question.text), ("format", format_name), *graphs]
    return f"{url_for('sparql.sparql')}?{urlencode(parameters)}"


async def _gathered(answer: Answer[LiveStream], largest: int) -> tuple[bytes, bool]:
    """The bytes of an answer; of one that is too large for a page, none."""
    body = bytearray()
    try:
        async for piece in answer.stream:
            body += piece
            if len(body) > largest:
                return b"", True
    finally:
        answer.stream.close()
    return bytes(body), False
