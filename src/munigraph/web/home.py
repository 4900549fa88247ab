"""The first page."""

from __future__ import annotations

from flask import Blueprint, Response

from .browse.front import front
from .examples import first_query
from .page import page, t
from .site import public_url, served
from .things.views import addresses, asker

blueprint = Blueprint("home", __name__)
ONTOLOGY_FILES = ("ontology.ttl", "ontology.ttl.gz")


@blueprint.get("/")
async def home() -> Response:
    """What this is, how much of it there is, and where to go from here."""
    now = served()
    files = now.release.manifest.files if now.release else ()
    return page(
        "home.html",
        endpoint=public_url("/sparql"),
        query=first_query(),
        ontology=next((file for file in files if file.name in ONTOLOGY_FILES), None),
        front=await front(asker(), addresses(), t()) if now.release else None,
    )
