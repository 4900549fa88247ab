"""Signposts: links in the head of a response, for programs (FAIR Signposting, level 1; RFC 8288)."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response
from werkzeug.urls import iri_to_uri

from munigraph.formats import GRAPH_FORMATS

from ..site import public_url, served
from .schemaorg import SCHEMA

HTML = "text/html"


def at_name(response: Response, iri: str, path: str) -> None:
    """From a name that leads on: to the page about the thing, and to the data."""
    _put(response, _permanent(iri), _link(_page(path), "describedby", HTML), *_data(path))


def at_page(response: Response, iri: str, path: str, kind: str) -> None:
    """From the page about a thing: to the data, and to what both are in the terms of schema.org."""
    kinds = (_link(f"{SCHEMA}/{name}", "type") for name in ("AboutPage", kind))
    _put(response, _permanent(iri), *kinds, *_licence(), *_data(path))


def at_data(response: Response, iri: str, path: str) -> None:
    """From the data about a thing: to the thing, and to the page."""
    page = _link(_page(path), "alternate", HTML)
    _put(response, _link(iri_to_uri(iri), "describes"), page, *_licence())


def _permanent(iri: str) -> str:
    return _link(iri_to_uri(iri), "cite-as")


def _page(path: str) -> str:
    return public_url(f"/page{path}")


def _data(path: str) -> Iterator[str]:
    for form in GRAPH_FORMATS:
        yield _link(public_url(f"/data{path}.{form.ending}"), "describedby", form.media_type)


def _licence() -> Iterator[str]:
    release = served().release
    if release is not None and release.manifest.license:
        yield _link(iri_to_uri(release.manifest.license), "license")


def _link(target: str, relation: str, media_type: str = "") -> str:
    return f'<{target}>; rel="{relation}"' + (f'; type="{media_type}"' if media_type else "")


def _put(response: Response, *links: str) -> None:
    response.headers["Link"] = ", ".join(links)
