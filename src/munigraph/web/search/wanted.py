"""What a request for a search asks for."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import BadRequest

from munigraph.engine import Served
from munigraph.names import ONTOLOGY
from munigraph.search import MOST_COUNTED, Question

from ..page import language
from ..results import shortened

ON_A_PAGE = 20
MOST_AT_ONCE = 100


def asked(served: Served, counted: bool = True) -> Question:
    """The question of the request's parameters: `q`, `kind`, `lang`, `limit`, `offset`.

    Raises BadRequest for numbers that are none.
    """
    return Question(
        text=request.args.get("q", ""),
        kinds=tuple(whole(kind, served) for kind in request.args.getlist("kind") if kind),
        language=language(),
        limit=_number("limit", ON_A_PAGE, 1, MOST_AT_ONCE),
        offset=_number("offset", 0, 0, MOST_COUNTED),
        counted=counted,
    )


def whole(name: str, served: Served) -> str:
    """The IRI of a class: given whole, with a prefix, or for one of our ontology without."""
    prefix, colon, local = name.partition(":")
    if not colon:
        return ONTOLOGY + name
    start = served.prefixes.get(prefix)
    return name if start is None else start + local


def short(iri: str, served: Served) -> str:
    """The shortest name that `whole` makes this IRI of."""
    return iri.removeprefix(ONTOLOGY) if iri.startswith(ONTOLOGY) else shortened(iri, served.prefixes)


def _number(name: str, otherwise: int, least: int, most: int) -> int:
    text = request.args.get(name)
    if not text:  # browsers leave out what a template marks as optional, but not its name (OpenSearch 1.1)
        return otherwise
    if not (text.isascii() and text.isdecimal() and len(text) < 9 and least <= int(text) <= most):
        raise BadRequest(f"{name} is a number from {least} to {most}.")
    return int(text)
