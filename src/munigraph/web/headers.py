"""Headers that every response carries."""

from __future__ import annotations

from flask import Flask, Response

SECURITY = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
SHARING = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, QUERY, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, Range",
    "Access-Control-Expose-Headers": (
        "ETag, Allow, Retry-After, "
        "Munigraph-Rows, Munigraph-Milliseconds, Munigraph-Release, Munigraph-Complete"
    ),
    "Access-Control-Max-Age": "86400",
}
"""Open to the pages of every site: all that is served is public, and nothing depends on who asks."""


def register(app: Flask) -> None:
    @app.after_request
    def dress(response: Response) -> Response:
        response.headers.update(SECURITY)
        response.headers.update(SHARING)
        return response
