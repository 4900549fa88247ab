"""Headers that every response carries."""

from __future__ import annotations

_SECURITY = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_SHARING = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, QUERY, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Cache-Control, Content-Type, If-None-Match, Range",
    "Access-Control-Expose-Headers": (
        "ETag, Allow, Retry-After, Munigraph-Rows, Munigraph-Milliseconds, Munigraph-Release, "
        "Munigraph-Complete, Munigraph-Cache"
    ),
    "Access-Control-Max-Age": "86400",
}
"""Open to the pages of every site: all that is served is public, and nothing depends on who asks."""

ALWAYS = [(name.lower().encode(), value.encode()) for name, value in (_SECURITY | _SHARING).items()]
"""As ASGI wants them; made once, since they are part of every response."""
