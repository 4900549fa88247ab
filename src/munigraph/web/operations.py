"""For those who run the service: whether it is well, and its figures."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, jsonify

from .metrics import CONTENT_TYPE
from .site import served, site

blueprint = Blueprint("operations", __name__)


@blueprint.get("/health")
def health() -> Response:
    """Alive, ready, and with which data. 503 as a problem while there is nothing to serve.

    `ready` is false when no worker can take a query, `confined` when it is their text alone that keeps
    queries from calling other servers; `trouble` says why a newer release is not served.
    """
    now, here = served(), site()
    census = here.pool.census
    trouble = here.serving.trouble
    response = jsonify(
        {
            "status": "degraded" if trouble else "ok",
            "live": True,
            "ready": census.idle + census.running > 0,
            "release": now.id,
            "triples": now.triples,
            "workers": asdict(census),
            "confined": here.pool.confined,
            **({"trouble": trouble.message} if trouble else {}),
        }
    )
    response.cache_control.no_store = True
    return response


@blueprint.get("/metrics")
def metrics() -> Response:
    response = Response(site().metrics.text(), content_type=CONTENT_TYPE)
    response.cache_control.no_store = True
    return response
