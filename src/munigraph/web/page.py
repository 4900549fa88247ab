"""What all pages share: a language, the texts in it, links that keep it, and how they are sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, render_template, request

from munigraph.errors import MunigraphError

from .revalidation import revalidated
from .site import served
from .texts import LANGUAGES, Texts, preferred, texts

CHOICE = "lang"
"""The parameter of an address that says in which language a page is wanted."""


def page(template: str, **values: Any) -> Response:
    """A page in the language of the request, known by the hash of what it says."""
    return revalidated(spoken(Response(render_template(template, **values), mimetype="text/html")))


def spoken(response: Response) -> Response:
    """Say that a response is in the language of the request, and depends on what languages are liked."""
    response.content_language.add(language())
    response.vary.add("Accept-Language")
    return response


def language() -> str:
    """The language of this request: the one chosen, or the first the client likes that we have."""
    if "language" not in g:
        g.language = preferred(request.args.get(CHOICE), request.headers.get("Accept-Language"))
    return str(g.language)


def t() -> Texts:
    """The texts in the language of this request."""
    return texts(language())


def at(path: str) -> str:
    """Where a path of the site is reached, in the language that was chosen, if one was."""
    return linking()(path)


def linking() -> Callable[[str], str]:
    """What `at` does, for many paths of one page."""
    root, kept = request.script_root, chosen()
    added = f"{CHOICE}={kept}" if kept else ""

    def found(path: str) -> str:
        if not added:
            return root + path
        whole, mark, part = path.partition("#")
        return f"{root}{whole}{'&' if '?' in whole else '?'}{added}{mark}{part}"

    return found


def chosen() -> str:
    """The language that this request chose; empty if it chose none."""
    if "chosen" not in g:
        code = request.args.get(CHOICE, "")
        g.chosen = code if code in LANGUAGES else ""
    return str(g.chosen)


def register(app: Flask) -> None:
    """Give templates what they share. A page about an error may have no data to show."""

    def shared() -> dict[str, Any]:
        try:
            now = served()
        except MunigraphError:
            now = None
        return {
            "now": now,
            "t": t(),
            "at": linking(),
            "languages": LANGUAGES,
            "in_language": _in_language,
            "chosen": chosen(),
        }

    app.context_processor(shared)


def _in_language(code: str) -> str:
    """The address of this page in another language."""
    others = [(name, value) for name, value in request.args.items(multi=True) if name != CHOICE]
    return "?" + urlencode([*others, (CHOICE, code)])
