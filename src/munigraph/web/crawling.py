"""What search engines ask for first: what they may read (RFC 9309), and what there is (sitemaps.org)."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from werkzeug.exceptions import NotFound

from .revalidation import revalidated
from .site import public_url, served, site
from .things.views import addresses

blueprint = Blueprint("crawling", __name__)
MOST_THINGS = 20_000
"""Things in one file; the protocol allows 50,000 pages."""
MOST_FILES = 10
"""The best known things are listed; dumps have them all."""
OWN = ("/", "/browse", "/query", "/page/ontology", "/page/catalogue", "/quality")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """All pages may be read; queries are not to be made up."""
    text = render_template("crawling/robots.txt", sitemap=public_url("/sitemap.xml"))
    return revalidated(Response(text, mimetype="text/plain"))


@blueprint.get("/sitemap.xml")
def sitemaps() -> Response:
    """Which sitemaps there are."""
    release = served().release
    if release is None:
        raise NotFound("A single file is served here, which has no pages.")
    files = [public_url(f"/sitemap/{number}.xml") for number in range(files_for(release.manifest.searchable))]
    text = render_template("crawling/sitemaps.xml", files=files, issued=release.manifest.issued)
    return revalidated(Response(text, mimetype="application/xml"))


def files_for(things: int) -> int:
    """How many sitemaps list so many things; our own pages stand in the first, beside as many as any has."""
    return min(max(1, -(-things // MOST_THINGS)), MOST_FILES)


@blueprint.get("/sitemap/<int:number>.xml")
async def sitemap(number: int) -> Response:
    """Some pages: our own, then those of the things that are spoken of most."""
    if number >= MOST_FILES:
        raise NotFound("There is no such sitemap; /sitemap.xml lists them.")
    here, after = addresses(), number * MOST_THINGS
    things = await site().finders.ask(served(), lambda finder: finder.best_known(MOST_THINGS, after))
    paths = [path for path in map(here.path, things) if path.startswith(("/id/", "/vocabulary/"))]
    if not paths:
        raise NotFound("There is no such sitemap; /sitemap.xml lists them.")
    own = OWN if number == 0 else ()
    pages = [*map(public_url, own), *(public_url(f"/page{path}") for path in paths)]
    text = render_template("crawling/sitemap.xml", pages=pages)
    return revalidated(Response(text, mimetype="application/xml"))
