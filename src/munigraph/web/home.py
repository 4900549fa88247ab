"""The first page."""

from __future__ import annotations

from flask import Blueprint, Response

from .examples import first_query
from .page import page
from .site import public_url, served

blueprint = Blueprint("home", __name__)
ONTOLOGY_FILES = ("ontology.ttl", "ontology.ttl.gz")


@blueprint.get("/")
def home() -> Response:
    """What this is, how large it is, and a query to begin with."""
    now = served()
    files = now.release.manifest.files if now.release else ()
    return page(
        "home.html",
        endpoint=public_url("/sparql"),
        query=first_query(),
        ontology=next((file for file in files if file.name in ONTOLOGY_FILES), None),
    )
