"""What every view may know: the settings, and the data as they are for this request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app, g, request

from munigraph.engine import Served, Source
from munigraph.settings import Settings

KEY = "munigraph"


@dataclass(frozen=True, slots=True)
class Site:
    source: Source
    settings: Settings


def site() -> Site:
    return cast(Site, current_app.extensions[KEY])


def served() -> Served:
    """The data to answer from: one state for the whole of a request, however long it takes.

    Raises MissingError or UnavailableError when there is nothing to serve.
    """
    if "served" not in g:
        g.served = site().source.current()
    return cast(Served, g.served)


def public_url(path: str = "/") -> str:
    """An address of ours as it is reached from outside."""
    root = site().settings.public_url or request.url_root
    return root.rstrip("/") + path
