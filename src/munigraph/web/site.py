"""What every view may know: the settings, the data as they are for this request, and the engine."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import cast

from flask import current_app, g, request

from munigraph.engine import Engine, Pool, Served, Serving, Source
from munigraph.errors import MunigraphError
from munigraph.settings import Settings

from .cache import Cache, Ready
from .control import Control
from .finders import Finders
from .metrics import Metrics
from .originals import Originals
from .recent import Recent
from .requestlog import RequestLog

KEY = "munigraph"
CACHE = "Munigraph-Cache"
"""The header that says whether an answer was worked out for this request."""

FACTS = "munigraph.facts"
"""Where in a request's environment a view can leave what the log should say of it."""

Facts = dict[str, object]

_ENCODED = 3
"""How many bytes a byte of a query may take up in a form."""

_MOST_PLACES = 500_000
"""Places in documents whose statements are kept in memory."""

_ROOM = 65_536
"""Bytes left for the other parameters of a form."""


class Site:
    """The parts of a running service. Nothing runs before `start`, and nothing after `close`."""

    def __init__(self, source: Source, settings: Settings) -> None:
        self.control: Control | None = None
        self.settings = settings
        limits = settings.limits
        self.most_body_bytes = _ENCODED * settings.max_query_bytes + _ROOM
        self.pool = Pool(limits)
        self.way = f"{metadata.version('munigraph')} {limits.rows} {limits.bytes}"
        """What besides data and question decides the bytes of an answer."""
        self.serving = Serving(source, self.pool)
        self.cache = Cache(settings.cache_bytes)
        self.making = asyncio.Lock()
        """Held while a part of a page is made that takes long, so that it is made once."""
        self.metrics = Metrics(self.pool, self.cache)
        self.finders = Finders()
        self.originals = Originals(Path(settings.sources)) if settings.sources else None
        self.recent = Recent(_MOST_PLACES)
        self.log = RequestLog(settings.log_requests, settings.log_queries)

    @property
    def engine(self) -> Engine:
        return self.pool

    async def start(self) -> None:
        await self.serving.start()
        if self.control is not None:
            await self.control.start()

    async def close(self) -> None:
        if self.control is not None:
            await self.control.close()
        await self.serving.close()
        self.finders.close()
        self.log.flush()

    def shortcut(self, key: tuple[object, ...]) -> Ready | None:
        """What was answered to the very same request about the same data."""
        version = self.version
        found = self.cache.get((version, *key)) if version else None
        return found if isinstance(found, Ready) else None

    def remember(self, key: tuple[object, ...], weight: int, ready: Ready) -> None:
        if version := self.version:
            self.cache.put((version, *key), ready, weight)

    @property
    def version(self) -> str:
        """Of the data served at the moment; empty when there are none."""
        try:
            return self.serving.now.version
        except MunigraphError:
            return ""

    def note(self, facts: Mapping[str, object]) -> None:
        """Put a finished request into the log and the metrics."""
        self.metrics.request(facts)
        self.log.write(facts)


def site() -> Site:
    return cast(Site, current_app.extensions[KEY])


def served() -> Served:
    """The data to answer from: one state for the whole of a request, however long it takes.

    Raises MissingError or UnavailableError when there is nothing to serve.
    """
    if "served" not in g:
        g.served = site().serving.now
    return cast(Served, g.served)


def public_url(path: str = "/") -> str:
    """An address of ours as it is reached from outside."""
    root = site().settings.public_url or request.url_root
    return root.rstrip("/") + path
