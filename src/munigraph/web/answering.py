"""Questions and their answers: from what was answered before, or from the engine."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from werkzeug.exceptions import RequestEntityTooLarge

from munigraph.engine import Answer, Held, LiveStream, NotAcceptableError, Query, Served
from munigraph.evaluation.lexical import normalised, volatile
from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS

from . import spreadsheet
from .asking import Asked, asked
from .cache import Entry
from .calls import Call
from .negotiation import Choice, choose
from .replies import Headers, Reply
from .site import CACHE, Site

ShowPage = Callable[[Answer[LiveStream]], Awaitable[tuple[Answer[LiveStream], str]]]
"""Makes a page of an answer; the answer it gives back knows its rows."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query, in which formats its answer would be welcome, and about which state of the data."""

    call: Call
    asked: Asked
    choice: Choice
    served: Served
    language: str = ""
    """Of the page, where the answer becomes one."""
    chosen: str = ""
    """The language in the address, if one is, which the links of that page keep."""

    @property
    def is_for_spreadsheet(self) -> bool:
        return self.asked.format == spreadsheet.NAME


def question(site: Site, call: Call) -> Question | None:
    """What a call asks; None when it asks for the service itself.

    Raises HTTPException where the protocol is not kept, and MunigraphError for what can be refused now.
    """
    if len(call.body) > site.most_body_bytes:
        raise RequestEntityTooLarge
    wanted = asked(call, site.settings.max_query_bytes)
    if wanted is None:
        return None
    choice = choose(call.accept, "csv" if wanted.format == spreadsheet.NAME else wanted.format)
    return Question(call, wanted, choice, site.serving.now)


async def answered(site: Site, about: Question, show: ShowPage | None = None) -> Reply:
    """The answer; `show` is asked where people would have it as a page.

    Raises NotAcceptableError and what `Engine.answer` raises.
    """
    if not about.choice.names:
        raise NotAcceptableError(
            "this service has none of the formats asked for",
            hint="it has: " + ", ".join(form.media_type for form in (*RESULT_FORMATS, *GRAPH_FORMATS)),
        )
    call, key = about.call, _key(site, about)
    if key and call.is_get and _has(call.if_none_match, key):
        return _cacheable(Reply(304, {}), key, about)
    known = site.cache.get(key) if key and not call.wants_fresh else None
    if isinstance(known, Entry):
        reply = Reply(200, dict(known.headers), known.body)
        reply.headers[CACHE] = "hit"
    else:
        reply = await _evaluated(site, about, show)
        if key and isinstance(reply.body, bytes):
            site.cache.put(key, Entry(dict(reply.headers), reply.body), len(key))
        reply.headers[CACHE] = "miss"
    return _cacheable(reply, key if call.is_get else "", about)


async def _evaluated(site: Site, about: Question, show: ShowPage | None) -> Reply:
    wanted, call = about.asked, about.call
    query = Query(wanted.text, call.root, wanted.seconds)
    names = about.choice.names
    answer = await site.engine.answer(about.served.data, query, wanted.dataset, names, call.client)
    offer = about.choice.of(answer.form)
    headers = {"Content-Type": _content_type(offer.media_type)}
    body: bytes | LiveStream
    if offer.html and show is not None:
        answer, page = await show(answer)
        body = page.encode()
        headers["Content-Language"] = about.language
    elif about.is_for_spreadsheet:
        body = spreadsheet.Spreadsheet(answer.stream)
        headers["Content-Disposition"] = 'attachment; filename="answer.csv"'
    elif isinstance(answer.stream, Held):
        body = answer.stream.data
    else:
        body = answer.stream
    declare(headers, answer)
    if isinstance(body, bytes):
        return Reply(200, headers, body)
    return Reply(200, headers, body, body.close)


def declare(headers: Headers, answer: Answer[LiveStream]) -> None:
    """Say of an answer how large it is, how long it took, from what it came and whether it is whole.

    An answer sent while it is made is whole if the transfer comes to its end: it breaks otherwise.
    """
    if answer.rows is not None and answer.milliseconds is not None:
        headers["Munigraph-Rows"] = str(answer.rows)
        headers["Munigraph-Milliseconds"] = f"{answer.milliseconds:.1f}"
    headers["Munigraph-Release"] = answer.source
    headers["Munigraph-Complete"] = "true" if answer.complete else "false"


def _content_type(media_type: str) -> str:
    """Text is in UTF-8, and says so where the type leaves it open."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _key(site: Site, about: Question) -> str:
    """What decides the answer, as a hash that is its strong ETag; empty where two answers may differ.

    What is served never changes under its version, so the same question has the same bytes,
    unless it may be passed on to others.
    """
    wanted, choice = about.asked, about.choice
    if volatile(wanted.text) or (site.pool.relay and "service" in wanted.text.lower()):
        return ""
    parts = (
        site.way,
        about.served.version,
        about.call.root,
        normalised(wanted.text),
        _frame(about) if choice.html else about.is_for_spreadsheet,
        wanted.dataset.default_graphs,
        wanted.dataset.named_graphs,
        choice.names,
        choice.media_types,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _frame(about: Question) -> tuple[str, ...]:
    """What decides the page around an answer."""
    return about.asked.text, about.language, about.chosen, about.call.method.replace("HEAD", "GET")


def _has(tags: str, key: str) -> bool:
    """Whether the client has the answer already (RFC 9110 §13.1.2)."""
    return tags.strip() == "*" or any(tag.strip() in (f'"{key}"', f'W/"{key}"') for tag in tags.split(","))


def _cacheable(reply: Reply, etag: str, about: Question) -> Reply:
    headers = reply.headers
    headers["Vary"] = "Accept, Accept-Encoding" + (", Accept-Language" if about.choice.html else "")
    if etag:
        headers["ETag"] = f'"{etag}"'
    headers["Cache-Control"] = "public, no-cache" if etag else "no-store"
    return reply
