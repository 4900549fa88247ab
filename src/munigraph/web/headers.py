"""Headers that every response carries."""

from __future__ import annotations

from flask import Flask, Response, request

_SECURITY = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_SHARING = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "ETag, Link, Allow, Retry-After, Munigraph-Rows, Munigraph-Milliseconds, Munigraph-Release, "
        "Munigraph-Complete, Munigraph-Cache"
    ),
}
"""Open to the pages of every site: all that is served is public, and nothing depends on who asks."""

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, QUERY, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Cache-Control, Content-Type, If-None-Match, Range",
    "Access-Control-Max-Age": "86400",
}
"""What a browser asks before it lets another site's page ask us (Fetch §3.3.3)."""

ALWAYS = _SECURITY | _SHARING
"""What stands in every response, whoever made it."""


def register(app: Flask) -> None:
    @app.after_request
    def dress(response: Response) -> Response:
        if request.method == "OPTIONS":
            response.headers.update(PREFLIGHT)
        return response
