"""A real server on loopback, and a client that sends just what it is told."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from munigraph.engine import Relay, Source
from munigraph.settings import Settings
from munigraph.web import create_app, listening

START_SECONDS = 10


@dataclass(frozen=True)
class Reply:
    """What came back over HTTP; the names of its headers in any case."""

    status: int
    headers: Message
    body: bytes

    @property
    def media_type(self) -> str:
        return str(self.headers.get("Content-Type", "")).partition(";")[0]

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Client:
    """Asks one server, each time over a connection of its own."""

    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __call__(
        self, method: str, target: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, target, body, dict(headers or {}))
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    def get(self, path: str, headers: Mapping[str, str] | None = None, /, **parameters: str) -> Reply:
        """GET; `parameters` are those of the address, with `_` for the `-` in their names."""
        named = {name.replace("_", "-"): value for name, value in parameters.items()}
        return self("GET", f"{path}?{urlencode(named)}" if named else path, None, headers)

    def ask(self, query: str, **parameters: str) -> Reply:
        return self.get("/sparql", query=query, **parameters)

    def post(self, body: bytes, media_type: str) -> Reply:
        return self("POST", "/sparql", body, {"Content-Type": media_type})


@contextmanager
def serving(
    source: Source, settings: Settings, control: Path | None = None, relay: Relay | None = None
) -> Iterator[Client]:
    """Serve on a free port until the block ends, and then drain; with a `relay` instead of the site's own."""
    app = create_app(source, replace(settings, log_requests=False))
    if relay is not None:
        app.site.pool.relay = relay
    if control is not None:
        app.control_at(control)
    server = listening(app, "127.0.0.1", 0, "asyncio")
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + START_SECONDS
    while not server.started:
        assert thread.is_alive()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    try:
        yield Client(server.port)
    finally:
        server.stop()
        thread.join(20)
        assert not thread.is_alive()
