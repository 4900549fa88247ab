"""/reconcile: which thing here is meant by a name in a table (W3C Reconciliation Service API 0.2)."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Blueprint, Response, jsonify, request
from rapidfuzz import fuzz
from werkzeug.exceptions import BadRequest, NotFound

from munigraph.engine import Served
from munigraph.folding import folded
from munigraph.search import LONGEST_QUESTION, MOST_COUNTED, Finder, Hit, Question

from ..page import language, spoken, t
from ..revalidation import revalidated
from ..site import public_url, served, site
from ..things.addresses import Addresses
from .shown import Shown, page_of
from .wanted import whole

blueprint = Blueprint("reconcile", __name__)
PATH = "/reconcile"
_MOST_QUERIES = 50
_MOST_CANDIDATES = 25
_CANDIDATES = 5
_WEIGHED = 50
"""So many of what a search finds are compared with the name."""
_SUGGESTED = 10
_SURE = 100.0

Query = dict[str, Any]
Entity = dict[str, Any]


@blueprint.route(PATH, methods=["GET", "POST"])
async def reconcile() -> Response:
    """Candidates for each of a batch of names or, without any, what this service is."""
    batch = request.values.get("queries")
    content = _manifest(served()) if batch is None else await _answers(_read(batch))
    response = spoken(jsonify(content))
    return revalidated(response) if request.method != "POST" else response


@blueprint.get(f"{PATH}/suggest/entity")
async def entities() -> Response:
    """Things whose name begins so (§6 of the specification)."""
    question = Question(_prefix(), language=language(), limit=_SUGGESTED, offset=_cursor(), counted=False)
    now, texts = served(), t()

    def work(finder: Finder) -> list[Entity]:
        shown = Shown(finder, now, texts)
        return [_suggested(hit, shown) for hit in finder.find(question).hits]

    return revalidated(spoken(jsonify({"result": await site().finders.ask(now, work)})))


@blueprint.get(f"{PATH}/suggest/type")
async def types() -> Response:
    """Kinds of things whose name begins so."""
    start, now, texts = folded(_prefix()), served(), t()

    def work(finder: Finder) -> list[Entity]:
        shown = Shown(finder, now, texts)
        named = [(kind.iri, shown.kind(kind.iri)) for kind in finder.kinds]
        return [{"id": iri, "name": name} for iri, name in named if f" {folded(name)}".find(f" {start}") >= 0]

    found = await site().finders.ask(now, work)
    return revalidated(spoken(jsonify({"result": found[_cursor() :][:_SUGGESTED]})))


@blueprint.get(f"{PATH}/view")
def view() -> Response:
    """See the page about a thing (303)."""
    release = served().release
    path = page_of(request.args.get("id", ""), Addresses(release.manifest.base)) if release else ""
    if not path:
        raise NotFound("There is no page about this here.")
    return Response(status=303, headers={"Location": public_url(path)})


def _manifest(now: Served) -> dict[str, Any]:
    """What the service is and can do (§4)."""
    service = public_url(PATH)
    suggest = {"service_url": service, "service_path": "/suggest/"}
    return {
        "versions": ["0.2"],
        "name": now.title.get(language()) or now.title.get("en") or "munigraph",
        "identifierSpace": now.release.manifest.base + "/id/" if now.release else "",
        "schemaSpace": now.prefixes["mg"],
        "view": {"url": f"{service}/view?id={{{{id}}}}"},
        "suggest": {name: suggest | {"service_path": f"/suggest/{name}"} for name in ("entity", "type")},
    }


def _read(batch: str) -> dict[str, Question]:
    """The queries of a batch by their keys.

    Raises BadRequest where the batch is not as the specification has it.
    """
    try:
        content = json.loads(batch)
        if not isinstance(content, dict) or len(content) > _MOST_QUERIES:
            raise BadRequest(f"`queries` is a JSON object of at most {_MOST_QUERIES} queries.")
        return {key: _question(query) for key, query in content.items()}
    except (ValueError, OverflowError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise BadRequest(
            'Each query is an object such as {"query": "Stockholm", "type": "Municipality", "limit": 3}.'
        ) from error


def _question(query: Query) -> Question:
    types = query.get("type") or []
    kinds = [types] if isinstance(types, str) else list(types)
    return Question(
        str(query["query"])[: LONGEST_QUESTION - 1] + " ",  # a whole name: its last word does not go on
        tuple(whole(str(kind), served()) for kind in kinds),
        language(),
        limit=min(max(int(query.get("limit") or _CANDIDATES), 1), _MOST_CANDIDATES),
        counted=False,
    )


async def _answers(batch: dict[str, Question]) -> dict[str, Any]:
    """The candidates for each query (§5.3)."""
    now, texts = served(), t()

    def candidates(question: Question, finder: Finder) -> list[Entity]:
        found = finder.find(replace(question, limit=_WEIGHED))
        shown = Shown(finder, now, texts)
        scored = [(_likeness(question.text, hit), hit) for hit in found.hits]
        best = sorted(scored, key=lambda each: (-each[0], -each[1].score))[: question.limit]
        alone = sum(score == _SURE for score, _ in best) == 1
        return [
            {**_entity(hit, shown), "score": round(score, 1), "match": alone and score == _SURE}
            for score, hit in best
        ]

    return {
        key: {"result": await site().finders.ask(now, partial(candidates, question))}
        for key, question in batch.items()
    }


def _likeness(name: str, hit: Hit) -> float:
    """How like a name those of a thing are, up to 100 where nothing that counts is different."""
    sought = folded(name)
    return max(fuzz.ratio(sought, folded(known.text)) for known in (hit.matched, hit.name))


def _entity(hit: Hit, shown: Shown) -> Entity:
    kinds = [{"id": iri, "name": shown.kind(iri)} for iri in hit.kinds]
    return {"id": hit.iri, "name": hit.name.text, "type": kinds}


def _suggested(hit: Hit, shown: Shown) -> Entity:
    kinds = [{"id": iri, "name": shown.kind(iri)} for iri in hit.kinds]
    other = hit.matched.text if hit.matched.text != hit.name.text else ""
    return {"id": hit.iri, "name": hit.name.text, "description": other, "notable": kinds}


def _prefix() -> str:
    return request.args.get("prefix", "")[:LONGEST_QUESTION]


def _cursor() -> int:
    """How many suggestions to pass over."""
    text = request.args.get("cursor", "")
    return min(int(text), MOST_COUNTED) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
