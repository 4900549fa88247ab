"""The first page."""

from __future__ import annotations

from flask import Blueprint, Response

from .browse.front import front
from .examples import first_query
from .page import page, t
from .site import public_url, served
from .things.views import addresses, asker

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
async def home() -> Response:
    """What this is, how much of it there is, and where to go from here."""
    shown = await front(asker(), addresses(), t()) if served().release else None
    return page("home.html", endpoint=public_url("/sparql"), query=first_query(), front=shown)
