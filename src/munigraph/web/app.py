"""The application: made from what is served and the settings, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask

from munigraph.engine import Served, Source
from munigraph.errors import MunigraphError
from munigraph.settings import Settings

from . import dumps, headers, pages, problems, sparql
from .site import KEY, Site, served

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ENCODED = 3
"""How many bytes a byte of a query may take up in a form."""

ROOM = 65_536
"""Bytes left for the other parameters of a form."""


def create_app(source: Source, settings: Settings) -> Flask:
    """The WSGI application that serves a source.

    Nothing is opened here: a source that has nothing yet is asked again at each request.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = ENCODED * settings.max_query_bytes + ROOM
    app.json.sort_keys = False  # type: ignore[attr-defined]  # flask's own provider has it
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions[KEY] = Site(source, settings)
    for part in (sparql, dumps, pages):
        app.register_blueprint(part.blueprint)
    problems.register(app)
    headers.register(app)
    app.context_processor(_for_templates)
    folder = urlsplit(settings.public_url).path.rstrip("/")
    if folder:
        app.wsgi_app = _Below(app.wsgi_app, folder)  # type: ignore[method-assign]
    return app


def _for_templates() -> dict[str, Any]:
    """What the frame of every page shows; a page about an error may have no data to show."""
    now: Served | None
    try:
        now = served()
    except MunigraphError:
        now = None
    return {"now": now}


class _Below:
    """Makes links that lead to a folder of a site, for a proxy that takes the folder away."""

    def __init__(self, inner: WSGIApplication, folder: str) -> None:
        self.inner = inner
        self.folder = folder

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self.inner({**environ, "SCRIPT_NAME": self.folder}, start_response)
