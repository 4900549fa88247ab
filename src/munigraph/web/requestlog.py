"""One line of JSON per request on standard error; no query text and no address unless asked for.

Addresses are hashed with a salt that lives as long as the process, so that
one client's requests can be told to belong together, and no more.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

FLUSH_SECONDS = 0.5


class RequestLog:
    """Lines are written in batches; with `queries` they hold the text of queries as well."""

    def __init__(self, enabled: bool, queries: bool) -> None:
        self.enabled = enabled
        self.queries = queries
        self._salt = secrets.token_bytes(16)
        self._lines: list[str] = []

    def write(self, facts: Mapping[str, object]) -> None:
        if not self.enabled:
            return
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"), **facts}
        line["client"] = hashlib.blake2b(
            str(line["client"]).encode(), key=self._salt, digest_size=6
        ).hexdigest()
        if not self.queries:
            line.pop("query", None)
        if not self._lines:
            asyncio.get_running_loop().call_later(FLUSH_SECONDS, self.flush)
        self._lines.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))

    def flush(self) -> None:
        if self._lines:
            sys.stderr.write("\n".join(self._lines) + "\n")
            sys.stderr.flush()
            self._lines.clear()
