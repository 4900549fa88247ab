"""Parts of pages that take long to make, kept as long as they are the same."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from flask import request
from markupsafe import Markup

from .cache import Entry
from .page import CHOICE, language
from .site import served, site
from .texts import LANGUAGES


async def kept(name: str, make: Callable[[], Awaitable[str]]) -> Markup:
    """A part of a page that depends on nothing but the data, the language and how links are written.

    It shares the memory of the answers; where there is no room for it, it is made each time.
    """
    chosen = "chosen" if request.args.get(CHOICE) in LANGUAGES else ""
    key = ("part", name, served().version, language(), chosen, request.script_root)
    found = _known(key)
    if found is None:
        async with site().making:
            found = _known(key)
            if found is None:
                found = await make()
                site().cache.put(key, Entry({}, found.encode()), sum(map(len, key)))
    return Markup(found)  # noqa: S704 - `make` renders our own templates


def _known(key: tuple[str, ...]) -> str | None:
    entry = site().cache.get(key)
    return entry.body.decode() if isinstance(entry, Entry) else None
