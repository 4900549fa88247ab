"""What munigraph's own connections serve at the port given (decision 25): see `bare`."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import uvloop

from munigraph.web.connection import Connection, Shared
from munigraph.web.exchange import Exchange
from munigraph.web.heads import common, fields
from munigraph.web.proxies import Proxies

BODY = b"x" * 400
TYPE = {"Content-Type": "application/sparql-results+json"}
HEAD = fields(TYPE | {"Content-Length": str(len(BODY))})
PATIENCE = 3.0


class Application:
    """Answers at once, waits for the client to leave, or fails on the way."""

    most_bytes = 1 << 16

    def take(self, exchange: Exchange) -> Coroutine[Any, Any, None] | None:
        if exchange.request.path == "/wait":
            return _wait(exchange)
        if exchange.request.path == "/broken":
            return _break(exchange)
        exchange.send(200, HEAD, BODY)
        return None


async def _wait(exchange: Exchange) -> None:
    try:
        await asyncio.sleep(PATIENCE)
    except asyncio.CancelledError:
        Path(os.environ["BENCH_NOTES"]).write_text("left", encoding="utf-8")
        raise
    exchange.send(200, HEAD, BODY)


async def _break(exchange: Exchange) -> None:
    exchange.begin(200, TYPE)
    for _ in range(3):
        await exchange.write(BODY * 100)
    raise RuntimeError("the answer fails on its way, as it should here")


async def serve(port: int) -> None:
    shared = Shared(Application(), Proxies(""), common(0))
    server = await asyncio.get_running_loop().create_server(lambda: Connection(shared), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.Runner(loop_factory=uvloop.new_event_loop).run(serve(int(sys.argv[1])))
