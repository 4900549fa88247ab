"""Data about things, sent while they are made: a graph may have millions of statements."""

from __future__ import annotations

import hashlib

from flask import Response, request

from munigraph.engine import Held
from munigraph.formats import Format

from ..answering import declare
from ..replies import Headers, LiveResponse
from ..site import served, site
from .asking import Asker


async def sent(asker: Asker, query: str, form: Format) -> Response:
    """The answer to a query for triples, with a tag by all that decides its bytes: a client may have it.

    Raises what `Engine.answer` raises.
    """
    decides = repr((site().way, served().version, query, form.name))
    tag = hashlib.sha256(decides.encode()).hexdigest()[:32]
    response = (
        Response(status=304) if request.if_none_match.contains(tag) else await _made(asker, query, form)
    )
    response.set_etag(tag)
    response.cache_control.public = True
    response.cache_control.no_cache = True
    return response


async def _made(asker: Asker, query: str, form: Format) -> Response:
    answer = await asker.begun(query, form.name)
    headers: Headers = {"Content-Type": _content_type(form)}
    declare(headers, answer)
    stream = answer.stream
    return (
        Response(stream.data, headers=headers) if isinstance(stream, Held) else LiveResponse(stream, headers)
    )


def _content_type(form: Format) -> str:
    """The type of a description in a format; text is in UTF-8, and says so."""
    return f"{form.media_type}; charset=utf-8" if form.media_type.startswith("text/") else form.media_type
