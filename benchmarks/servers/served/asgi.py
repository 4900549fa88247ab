"""What ASGI servers serve: see `bare`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

BODY = b"x" * 400
HEADERS = [(b"content-type", b"application/sparql-results+json"), (b"content-length", b"400")]
PATIENCE = 3.0

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Answer at once, wait for the client to leave, or fail on the way."""
    if scope["type"] != "http":
        return
    if scope["path"] == "/wait":
        await _wait(receive)
    if scope["path"] == "/broken":
        await _break(send)
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": BODY})


async def _wait(receive: Receive) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            while (await receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return
    Path(os.environ["BENCH_NOTES"]).write_text("left", encoding="utf-8")


async def _break(send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS[:1]})
    for _ in range(3):
        await send({"type": "http.response.body", "body": BODY * 100, "more_body": True})
    raise RuntimeError("the answer fails on its way, as it should here")
