"""The first page."""

from __future__ import annotations

from flask import Blueprint, Response

from .examples import first_query
from .page import page
from .site import public_url, served

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def home() -> Response:
    """What this is, how large it is, and a query to begin with."""
    served()  # nothing to show while there is nothing to serve
    return page("home.html", endpoint=public_url("/sparql"), query=first_query())
