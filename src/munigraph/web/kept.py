"""Parts of pages that take long to make, kept as long as they are the same."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from flask import request
from markupsafe import Markup

from .cache import Entry
from .page import CHOICE, language
from .site import served, site


async def kept(name: str, make: Callable[[], Awaitable[str]]) -> Markup:
    """A part of a page that depends on nothing but the data, the language and how links are written.

    It shares the memory of the answers; where there is no room for it, it is made each time.
    """
    chosen = request.args.get(CHOICE, "")
    key = ("part", name, served().version, language(), chosen, request.script_root)
    known = site().cache.get(key)
    if isinstance(known, Entry):
        return Markup(known.body.decode())  # noqa: S704 - made below, by our own templates
    text = await make()
    site().cache.put(key, Entry({}, text.encode()), sum(map(len, key)))
    return Markup(text)  # noqa: S704 - `make` renders our own templates
