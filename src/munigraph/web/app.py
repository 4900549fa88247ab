"""The application: made from what is served and the settings, and from nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit

from munigraph.engine import Source
from munigraph.settings import Settings

from . import (
    browse,
    catalogue,
    crawling,
    dumps,
    files,
    headers,
    home,
    ontology,
    operations,
    page,
    problems,
    quality,
    query,
    search,
    sparql,
    things,
)
from .gateway import App, Gateway
from .site import KEY, Site

PAGES = (home, browse, search, things, ontology, catalogue, quality)


def create_app(source: Source, settings: Settings) -> Gateway:
    """The ASGI application that serves a source.

    Nothing is opened here: workers start with the server, and a source that has nothing yet
    is asked again and again.
    """
    app = App(__name__, static_folder=None)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # flask's own provider has it
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    site = Site(source, settings)
    app.config["MAX_CONTENT_LENGTH"] = site.most_body_bytes
    app.extensions[KEY] = site
    parts = (
        sparql,
        query,
        search,
        browse,
        dumps,
        home,
        ontology,
        catalogue,
        quality,
        crawling,
        operations,
        things,
    )
    for part in parts:
        app.register_blueprint(part.blueprint)
    app.register_blueprint(search.reconciliation)
    files.register(app)
    problems.register(app)
    headers.register(app)
    page.register(app)
    folder = urlsplit(settings.public_url).path.rstrip("/")
    return Gateway(app, site, folder)
