"""Addresses of things: 303 from a name to a page or to data, by what is asked for or by the ending."""

from __future__ import annotations

import asyncio
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from munigraph.engine import NotAcceptableError
from munigraph.formats import GRAPH_FORMATS, Format
from munigraph.names import ONTOLOGY

from ..calls import network
from ..negotiation import Offer, choose
from ..page import page, t
from ..problems import UnknownError, WithdrawnError
from ..site import public_url, served, site
from . import signposts
from .addresses import Addresses
from .asking import Asker, Row, about, place
from .portrait import TYPE, portrait
from .schemaorg import described
from .sending import sent
from .showing import register
from .sketch import Group
from .stories import Kind, Teller, kind_of

blueprint = Blueprint("things", __name__)
register(blueprint)
WITHDRAWN = ONTOLOGY + "WithdrawnName"
ENDINGS = {form.ending: form for form in GRAPH_FORMATS}


@blueprint.get("/id/<path:path>")
@blueprint.get("/vocabulary/<path:path>")
@blueprint.get("/graph/<path:path>")
@blueprint.get("/release/<path:path>")
@blueprint.get("/dataset")
@blueprint.get("/catalogue")
async def name(path: str = "") -> Response:
    """The name of a thing: see the page about it, or the data (303)."""
    whole, form, wants_page = _named(request.path)
    iri = await _found(whole, end=request.path.removeprefix(whole))
    where = addresses().path(iri)
    response = _see(f"/page{where}" if wants_page else f"/data{where}.{form.ending}", _query())
    signposts.at_name(response, iri, where)
    return response


@blueprint.get("/page/<path:path>")
async def thing(path: str) -> Response:
    """A page about a thing."""
    here, whole = addresses(), f"/{path}"
    iri, asking = here.iri(whole), asker()
    if not iri:
        raise _unknown(whole)
    originals = site().originals
    kind = await _kind(asking, here, iri)
    told = kind.tell(Teller(asking, here, iri, t(), originals, _part())) if kind else _nothing()
    size = served().graphs.get(iri)
    picture = portrait(asking, here, iri, t(), originals, mentions=kind is None, is_graph=size is not None)
    shown, story = await asyncio.gather(picture, told)
    if shown is None:
        raise _unknown(whole)
    if any(value.iri == WITHDRAWN for value in shown.kinds):
        await _found(whole, "/page")
    where = here.path(iri)
    data = [(form.title, f"/data{where}.{form.ending}", form.media_type) for form in GRAPH_FORMATS]
    template = kind.template if kind else "things/thing.html"
    machine = described(shown, here.iri("/dataset"))
    shared = {"data": data, "size": size, "type": TYPE, "ontology": ONTOLOGY, "every": partial(_every, iri)}
    shared["leading"] = place(about("leading", iri))
    response = page(template, thing=shown, story=story, machine=machine, **shared)
    signposts.at_page(response, iri, where, machine["@type"])
    return response


@blueprint.get("/data/<path:path>")
async def data(path: str) -> Response:
    """The data about a thing, or all of a graph, in the format that the ending names."""
    whole, _, ending = f"/{path}".rpartition(".")
    form = ENDINGS.get(ending)
    if form is None:
        raise UnknownError("endings", endings=", ".join(ENDINGS))
    iri = await _found(whole, "/data", f".{ending}")
    query = about("graph" if whole.startswith("/graph/") else "data", iri)
    response = await sent(asker(), query, form)
    signposts.at_data(response, iri, addresses().path(iri))
    return response


@blueprint.get("/.well-known/void")
def void() -> Response:
    """Where to begin: the description of the dataset (VoID §7.2)."""
    return _see("/dataset")


@blueprint.get("/ontology")
async def ontology() -> Response:
    """The ontology: its terms are hash IRIs, so that this is the document about them all."""
    offer = _offer(None)
    if offer.html:
        return _see("/page/ontology", _query())
    response = await sent(asker(), about("graph", addresses().graph("ontology")), offer.form)
    response.vary.add("Accept")
    return response


async def _kind(asker: Asker, addresses: Addresses, iri: str) -> Kind | None:
    """Which page is made for a thing, by the classes that a source states and not by what follows."""
    inferred = addresses.graph("inferred")
    rows = await asker.rows(about("kinds", iri))
    return kind_of(row["value"]["value"] for row in rows if row["graph"]["value"] != inferred)


def _part() -> int:
    """The part of a document that is asked for; the first, where none is."""
    part = request.args.get("part", "")
    return max(1, int(part)) if part.isdecimal() and len(part) < 6 else 1


async def _nothing() -> None:
    """The story of a thing for which no page is made."""


def _every(iri: str, group: Group, mentions: bool) -> str:
    """Where all values of a property are shown, or all things that have this one as a value."""
    return place(about("others" if mentions else "values", iri, property=group.iri))


def _query() -> str:
    """What of the address follows the path, to be kept where a request leads on."""
    return f"?{urlencode(list(request.args.items(multi=True)))}" if request.args else ""


def _see(path: str, query: str = "") -> Response:
    """What was asked for cannot be sent; what is at a path tells of it (RFC 9110 §15.4.4)."""
    response = Response(status=303, headers={"Location": public_url(path) + query})
    response.vary.add("Accept")
    return response


def _named(path: str) -> tuple[str, Format, bool]:
    """The path of a thing without an ending, the format that is wanted, and whether a page is."""
    stem, _, ending = path.rpartition(".")
    if stem and (ending in ENDINGS or ending == "html"):
        offer = _offer(ending)
        return stem, offer.form, offer.html
    offer = _offer(None)
    return path, offer.form, offer.html


def _offer(name: str | None) -> Offer:
    offer = choose(request.headers.get("Accept"), name or request.args.get("format")).graph
    if offer is None:
        raise NotAcceptableError(
            "things are described in graphs and pages, of which none is in a format asked for",
            hint="there are: text/html, " + ", ".join(form.media_type for form in GRAPH_FORMATS),
        )
    return offer


async def _found(path: str, start: str = "", end: str = "") -> str:
    """The IRI of what is at a path.

    Raises UnknownError where nothing is said of it or with it, WithdrawnError where its name was
    withdrawn, and RequestRedirect (308) where another has taken its place: to the same of that,
    whose address is its path between a start and an end.
    """
    iri = addresses().iri(path)
    if not iri:
        raise _unknown(path)
    if path.startswith("/graph/"):
        if iri not in served().graphs:
            raise _unknown(path)
        return iri
    rows = await asker().rows(about("fate", iri))
    if not rows:
        raise _unknown(path)
    if "withdrawn" in rows[0]:
        raise _withdrawn(path, rows[0], start, end)
    return iri


def _withdrawn(path: str, fate: Row, start: str, end: str) -> HTTPException:
    """What to answer for a name that names nothing any longer."""
    if "successor" not in fate:
        return WithdrawnError("withdrawn", path=path, date=fate["withdrawn"]["value"])
    successor = fate["successor"]["value"]
    here = addresses().path(successor)
    return RequestRedirect(public_url(f"{start}{here}{end}") + _query() if here else successor)


def _unknown(path: str) -> UnknownError:
    return UnknownError("unknown", path=path, release=served().id)


def addresses() -> Addresses:
    """Between names and paths of the release that is served. Raises UnknownError where none is."""
    release = served().release
    if release is None:
        raise UnknownError("file")
    return Addresses(release.manifest.base)


def asker() -> Asker:
    """Asks on behalf of the client of this request."""
    return Asker(site(), served(), network(request.remote_addr or ""))
