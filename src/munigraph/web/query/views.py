"""/query: a form that needs no script, the editor around it, and what that editor asks for."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import NotFound

from munigraph.names import Names

from ..calls import network
from ..examples import first_query
from ..files import built
from ..page import language, page, spoken
from ..revalidation import revalidated
from ..site import public_url, served, site
from ..things.asking import Asker
from .client import told
from .examples import Example, by_topic, examples
from .terms import terms

blueprint = Blueprint("query", __name__)


@blueprint.get("/query")
async def editor() -> Response:
    """A query to be written, changed and asked: the one given, an example, or one to begin with."""
    some = await _examples()
    name = request.args.get("example", "")
    if name and name not in some:
        raise NotFound(f"No example is called {name} in release {served().id}.")
    chosen = None if "query" in request.args else some.get(name)
    return page(
        "query/editor.html",
        query=request.args.get("query") or (chosen.query if chosen else first_query()),
        example=chosen,
        topics=by_topic(some.values()),
        endpoint=public_url("/sparql"),
        rich=built("query.js"),
        told=told(),
    )


@blueprint.get("/query/examples.json")
async def examples_json() -> Response:
    """The examples, in one language."""
    some = await _examples()
    return revalidated(spoken(jsonify(examples=[example.as_json() for example in some.values()])))


@blueprint.get("/query/terms.json")
async def terms_json() -> Response:
    """The prefixes, classes and properties that an editor completes, with names in all languages."""
    return revalidated(jsonify(prefixes=dict(served().prefixes), **await terms(_asker())))


async def _examples() -> dict[str, Example]:
    release = served().release
    return await examples(_asker(), Names(release.manifest.base) if release else Names(), language())


def _asker() -> Asker:
    return Asker(site(), served(), network(request.remote_addr or ""))
