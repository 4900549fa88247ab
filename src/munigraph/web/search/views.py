"""/search: a page for people, JSON for programs, and what a browser needs to search here by itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, render_template, request
from werkzeug.exceptions import BadRequest

from munigraph.search import LONGEST_QUESTION, MOST_COUNTED, Found, Question

from ..negotiation import prefers_html
from ..page import page, spoken, t
from ..revalidation import revalidated
from ..site import public_url, served, site
from .shown import Result, Shown
from .wanted import asked, short

blueprint = Blueprint("search", __name__)
PATH = "/search"
_SUGGESTED = 8


@blueprint.get(PATH)
async def search() -> Response:
    """What is called something like it: a page for browsers, JSON for programs."""
    form = request.args.get("format")
    if form not in (None, "html", "json"):
        raise BadRequest("There are two formats: html and json.")
    wants_page = prefers_html(request.headers.get("Accept")) if form is None else form == "html"
    response = await _page() if wants_page else await _json()
    response.vary.add("Accept")
    return response


@blueprint.get(f"{PATH}.json")
async def as_json() -> Response:
    """The same for programs, whatever they accept."""
    return await _json()


@blueprint.get(f"{PATH}/suggestions")
async def suggestions() -> Response:
    """Names that begin so, as browsers want them (OpenSearch Suggestions 1.0)."""
    question = asked(served(), counted=False)
    found, shown = await _found(question)
    results = [shown.result(hit) for hit in found.hits[:_SUGGESTED]]
    rows = [
        question.text,
        [result.hit.name.text for result in results],
        [", ".join(result.kinds) for result in results],
        [public_url(result.path) if result.path else result.hit.iri for result in results],
    ]
    response = jsonify(rows)
    response.mimetype = "application/x-suggestions+json"
    return revalidated(spoken(response))


@blueprint.get("/opensearch.xml")
def description() -> Response:
    """How to search here (OpenSearch 1.1)."""
    text = render_template(
        "search/opensearch.xml", search=public_url(PATH), icon=public_url("/static/icon.svg")
    )
    return revalidated(spoken(Response(text, mimetype="application/opensearchdescription+xml")))


async def _found(question: Question) -> tuple[Found, Shown]:
    now, texts = served(), t()
    return await site().finders.ask(now, lambda finder: (finder.find(question), Shown(finder, now, texts)))


async def _page() -> Response:
    question = asked(served())
    found, shown = await _found(question)
    return page(
        "search/search.html",
        question=question,
        found=found,
        results=[shown.result(hit) for hit in found.hits],
        kinds=shown.counts(found.kinds),
        chosen_kinds=[(short(kind, served()), shown.kind(kind)) for kind in question.kinds],
        before=_elsewhere(question, question.offset - question.limit) if question.offset else "",
        after=_next(question, found),
        again=_again,
    )


@blueprint.app_context_processor
def _for_every_box() -> dict[str, int]:
    return {"longest_question": LONGEST_QUESTION}


async def _json() -> Response:
    question = asked(served(), counted=request.args.get("counts") != "no")
    found, shown = await _found(question)
    content: dict[str, Any] = {
        "query": question.text,
        "release": served().id,
        "language": question.language,
        "total": found.total,
        "more": found.more,
        "meant": found.meant,
        "maybe": found.maybe,
        "left_out": list(found.left_out),
        "results": [_entry(shown.result(hit)) for hit in found.hits],
        "kinds": [
            {"kind": kind, "name": name, "count": count} for kind, name, count in shown.counts(found.kinds)
        ],
    }
    following = _next(question, found)
    if following:
        content["next"] = public_url(PATH) + following
    return revalidated(spoken(jsonify(content)))


def _entry(result: Result) -> dict[str, Any]:
    hit = result.hit
    kinds = zip(hit.kinds, result.kinds, strict=True)
    return {
        "id": hit.iri,
        "page": public_url(result.path) if result.path else result.link or None,
        "name": hit.name.text,
        "language": hit.name.language,
        "kinds": [{"id": iri, "name": name} for iri, name in kinds],
        "matched": {
            "name": hit.matched.text,
            "language": hit.matched.language,
            "role": hit.matched.role.value,
            "marks": [list(span) for span in hit.marks],
        },
        "exact": hit.exact,
        "score": round(hit.score, 3),
    }


def _next(question: Question, found: Found) -> str:
    """Where the search goes on; empty at its end."""
    end = question.offset + question.limit
    return _elsewhere(question, end) if end < found.total and end <= MOST_COUNTED else ""


def _elsewhere(question: Question, offset: int) -> str:
    """The address of another part of the same results."""
    return _again(offset=str(max(offset, 0)) if offset > 0 else None)


def _again(**changed: str | None) -> str:
    """The address of the same search with other parameters; None leaves one out."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in changed]
    return "?" + urlencode([*kept, *((name, value) for name, value in changed.items() if value is not None)])
