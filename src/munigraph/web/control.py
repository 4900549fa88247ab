"""The operator's view of running queries, and the means to stop one, over a Unix socket.

Who may open the socket may do both: it is protected by the permissions of its
folder. One line of JSON is asked, one is answered: {} for what runs,
{"stop": 12} to end query 12.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from munigraph.engine import Pool

LONGEST_LINE = 1000
SHOWN = 2000
"""Characters of a query that are shown."""


class Control:
    """Listens on a socket from `start` to `close`."""

    def __init__(self, pool: Pool, path: Path) -> None:
        self._pool = pool
        self._path = path
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            self._path.unlink()
        mask = os.umask(0o077)
        try:
            self._server = await asyncio.start_unix_server(self._serve, self._path, limit=LONGEST_LINE)
        finally:
            os.umask(mask)

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            with contextlib.suppress(OSError):
                self._path.unlink()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ValueError, OSError, asyncio.IncompleteReadError):
            asked = json.loads(await reader.readline())
            writer.write(json.dumps(self._answer(asked)).encode() + b"\n")
            await writer.drain()
        writer.close()

    def _answer(self, asked: Any) -> dict[str, Any]:
        number = asked.get("stop") if isinstance(asked, dict) else None
        if isinstance(number, int):
            return {"stopped": self._pool.stop(number)}
        now = time.time()
        running = [
            {
                "number": run.number,
                "seconds": round(now - run.started, 1),
                "client": run.ticket.client,
                "worker": run.worker.pid if run.worker else 0,
                "state": "sending" if run.stream else "working",
                "query": run.task.query.text[:SHOWN],
            }
            for run in self._pool.runs.values()
        ]
        return {"census": asdict(self._pool.census), "running": running}
