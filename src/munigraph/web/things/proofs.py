"""Why a statement holds: its proof, down to the documents and their words."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import pyoxigraph as ox
from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest

from munigraph.engine import NotAcceptableError, Why

from ..negotiation import choose
from ..page import page, t
from ..problems import UnknownError
from ..revalidation import revalidated
from ..site import served
from .asking import Asker, Row, about
from .sketch import Sketch, Span, Value, sketched
from .views import addresses, asker

blueprint = Blueprint("proofs", __name__)
T = TypeVar("T")
_IRI = re.compile(r'<?([A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`]*)>?')
_LITERAL = re.compile(
    r'"(?P<text>(?:[^"\\]|\\.)*)"'
    r"(?:@(?P<language>[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)"
    r'|\^\^<(?P<datatype>[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`]*)>)?',
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Step:
    """A statement in a proof, with the rule that gives it or where it stands, and what it rests on."""

    subject: Value
    property: Value
    object: Value
    rule: str = ""
    title: str = ""
    graphs: tuple[Value, ...] = ()
    evidence: tuple[Span, ...] = ()
    premises: tuple[Step, ...] = ()


@blueprint.get("/why")
async def why() -> Response:
    """The proof of the statement that `subject`, `predicate` and `object` (a term of N-Triples) make."""
    offer = choose(request.headers.get("Accept"), request.args.get("format")).table
    if offer is None or not (offer.html or offer.form.name == "json"):
        raise NotAcceptableError(
            "a proof is a page or a table in JSON", hint="there are: text/html, application/json"
        )
    asking, here = asker(), addresses()
    subject, predicate = (_iri(name) for name in ("subject", "predicate"))
    statement = f"{subject} {predicate} {_term('object')} ."
    answer = await asking.answer(Why(statement, here.graph("inferred")), "json")
    if not offer.html:
        return revalidated(_varied(Response(answer, content_type=offer.media_type)))
    rows: list[Row] = json.loads(answer)["results"]["bindings"]
    if not rows:
        raise UnknownError("unproved", statement=statement, release=served().id)
    places = await _places(asking, rows)
    sketch = await sketched(asking, here, t(), (*rows, *places))
    return _varied(page("things/proof.html", proof=_proof(rows, places, sketch)))


def _varied(response: Response) -> Response:
    response.vary.add("Accept")
    return response


async def _places(asking: Asker, rows: Iterable[Row]) -> list[Row]:
    """Where in which document each evidence of a proof is."""
    evidence = sorted({row["evidence"]["value"] for row in rows if "evidence" in row})
    return await asking.rows(about("places", *evidence)) if evidence else []


def _proof(rows: list[Row], places: list[Row], sketch: Sketch) -> Step:
    spans = {row["thing"]["value"]: sketch.span(row) for row in places}
    return _step("1", rows, spans, sketch)


def _step(number: str, rows: list[Row], spans: dict[str, Span], sketch: Sketch) -> Step:
    own = [row for row in rows if row["step"]["value"] == number]
    below = {row["step"]["value"]: None for row in rows if row.get("because", {}).get("value") == number}
    evidence = {row["evidence"]["value"]: None for row in own if "evidence" in row}
    graphs = {row["graph"]["value"]: row["graph"] for row in own if "graph" in row}
    first = own[0]
    return Step(
        sketch.value(first["subject"]),
        sketch.value(first["predicate"]),
        sketch.value(first["object"]),
        rule=first.get("rule", {}).get("value", ""),
        title=first.get("title", {}).get("value", ""),
        graphs=tuple(sketch.value(graph) for graph in graphs.values()),
        evidence=tuple(spans[iri] for iri in evidence if iri in spans),
        premises=tuple(_step(premise, rows, spans, sketch) for premise in below),
    )


def _iri(name: str) -> ox.NamedNode:
    found = _IRI.fullmatch(request.args.get(name, ""))
    if found is None:
        raise BadRequest(f"`{name}` is to be an IRI: a statement has subject, predicate and object.")
    return _made(name, lambda: ox.NamedNode(found[1]))


def _term(name: str) -> ox.NamedNode | ox.Literal:
    literal = _LITERAL.fullmatch(request.args.get(name, ""))
    if literal is None:
        return _iri(name)
    value = _ESCAPE.sub(_unescaped, literal["text"])
    if literal["language"]:
        return _made(name, lambda: ox.Literal(value, language=literal["language"]))
    datatype = literal["datatype"]
    return _made(name, lambda: ox.Literal(value, datatype=ox.NamedNode(datatype) if datatype else None))


def _made(name: str, make: Callable[[], T]) -> T:
    try:
        return make()
    except ValueError as error:
        raise BadRequest(f"`{name}` is no term of RDF: {error}") from error


def _unescaped(found: re.Match[str]) -> str:
    number = found[1] or found[2]
    if number:
        code = int(number, 16)
        return chr(code) if code <= sys.maxunicode and not 0xD800 <= code < 0xE000 else "\ufffd"
    return _ESCAPED.get(found[3], found[3])
