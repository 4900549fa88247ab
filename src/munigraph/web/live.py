"""A response whose body is still being made when its first bytes are sent."""

from __future__ import annotations

from flask import Response

from munigraph.engine import LiveStream


class LiveResponse(Response):
    """Sent by the gateway as its stream gives it; the stream's failure breaks the connection."""

    def __init__(self, live: LiveStream, content_type: str) -> None:
        super().__init__(content_type=content_type)
        self.live = live
        self.call_on_close(live.close)
        del self.headers["Content-Length"]
