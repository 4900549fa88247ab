"""/page/ontology, where the hash IRIs of the terms lead, and /ontology.ttl and the like."""

from __future__ import annotations

import asyncio

from flask import Blueprint, Response, render_template
from werkzeug.exceptions import NotFound

from munigraph.formats import GRAPH_FORMATS

from ..kept import kept
from ..page import language, page, t
from ..revalidation import revalidated
from ..things.asking import about
from ..things.views import ENDINGS, addresses, asker, content_type
from .asking import told
from .document import document
from .entries import Entry
from .naming import is_plain

blueprint = Blueprint("ontology", __name__)


@blueprint.get("/page/ontology")
async def documentation() -> Response:
    """All terms of the ontology, each at the anchor that its IRI names."""
    where = addresses()
    body = await kept("ontology", _body)
    data = [(form.title, f"/ontology.{form.ending}", form.media_type) for form in GRAPH_FORMATS]
    response = page("ontology/page.html", body=body, data=data)
    response.headers["Link"] = f'<{where.iri("/ontology")}>; rel="cite-as"'
    return response


async def _body() -> str:
    """The part of the page that takes long: made in a thread, so that nobody else waits for it."""
    where, spoken = addresses(), language()
    known = await told(asker(), where, t())

    def render() -> str:
        ontology = document(known, where, spoken, t())
        return render_template("ontology/body.html", ontology=ontology, sample=_sample)

    return await asyncio.to_thread(render)


def _sample(entry: Entry, spoken: str) -> str:
    """A query for some members of a class, with what is most often said of them."""
    term = entry.term
    class_ = term.code if is_plain(term.anchor) else f"<{term.iri}>"
    return render_template("ontology/sample.rq", class_=class_, columns=entry.columns, language=spoken)


@blueprint.get("/ontology.<ending>")
async def data(ending: str) -> Response:
    """The ontology in the format that the ending names."""
    form = ENDINGS.get(ending)
    if form is None:
        raise NotFound(f"Data end in one of: {', '.join(ENDINGS)}.")
    query = about("graph", addresses().graph("ontology"))
    return revalidated(Response(await asker().answer(query, form.name), content_type=content_type(form)))
