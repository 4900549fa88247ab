"""Addresses of things: 303 from a name to a page or to data, by what is asked for or by the ending."""

from __future__ import annotations

import asyncio
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from werkzeug.exceptions import Gone, HTTPException, NotFound
from werkzeug.routing import RequestRedirect

from munigraph.engine import NotAcceptableError
from munigraph.formats import GRAPH_FORMATS, Format
from munigraph.names import ONTOLOGY

from ..calls import network
from ..negotiation import Offer, choose
from ..page import page, t
from ..revalidation import revalidated
from ..site import public_url, served, site
from .addresses import Addresses
from .asking import Asker, Row, about, place
from .portrait import TYPE, portrait
from .schemaorg import described
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
    await _found(whole)
    target = f"/page{whole}" if wants_page else f"/data{whole}.{form.ending}"
    if request.query_string:
        target += "?" + urlencode(request.args)
    response = _see(target)
    response.headers["Link"] = _links(whole)
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
        await _found(whole)
    data = [(form.title, f"/data{whole}.{form.ending}", form.media_type) for form in GRAPH_FORMATS]
    template = kind.template if kind else "things/thing.html"
    machine = described(shown, here.iri("/dataset"))
    shared = {"data": data, "size": size, "type": TYPE, "ontology": ONTOLOGY, "every": partial(_every, iri)}
    shared["leading"] = place(about("leading", iri))
    response = page(template, thing=shown, story=story, machine=machine, **shared)
    response.headers["Link"] = _links(whole)
    return response


@blueprint.get("/data/<path:path>")
async def data(path: str) -> Response:
    """The data about a thing, or all of a graph, in the format that the ending names."""
    whole, _, ending = f"/{path}".rpartition(".")
    form = ENDINGS.get(ending)
    if form is None:
        raise NotFound(f"Data end in one of: {', '.join(ENDINGS)}.")
    iri = await _found(whole)
    query = about("graph" if whole.startswith("/graph/") else "data", iri)
    response = Response(await asker().answer(query, form.name), content_type=content_type(form))
    page = public_url(f"/page{whole}")
    response.headers["Link"] = f'<{iri}>; rel="describes", <{page}>; rel="alternate"; type="text/html"'
    return revalidated(response)


@blueprint.get("/.well-known/void")
def void() -> Response:
    """Where to begin: the description of the dataset (VoID §7.2)."""
    return _see("/dataset")


@blueprint.get("/ontology")
async def ontology() -> Response:
    """The ontology: its terms are hash IRIs, so that this is the document about them all."""
    offer = _offer(None)
    if offer.html:
        query = f"?{urlencode(request.args)}" if request.query_string else ""
        return _see(f"/page/ontology{query}")
    query = about("graph", addresses().graph("ontology"))
    response = Response(await asker().answer(query, offer.form.name), content_type=content_type(offer.form))
    response.vary.add("Accept")
    return revalidated(response)


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


def _see(path: str) -> Response:
    """What was asked for cannot be sent; what is at a path tells of it (RFC 9110 §15.4.4)."""
    response = Response(status=303, headers={"Location": public_url(path)})
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


async def _found(path: str) -> str:
    """The IRI of what is at a path.

    Raises NotFound where nothing is said of it or with it, Gone where its name was withdrawn, and
    RequestRedirect (308) where another has taken its place.
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
        raise _withdrawn(path, rows[0])
    return iri


def _withdrawn(path: str, fate: Row) -> HTTPException:
    """What to answer for a name that names nothing any longer."""
    if "successor" not in fate:
        return Gone(f"{path} was withdrawn on {fate['withdrawn']['value']}; nothing has taken its place.")
    successor = fate["successor"]["value"]
    here = addresses().path(successor)
    return RequestRedirect(public_url(here) if here else successor)


def _unknown(path: str) -> NotFound:
    return NotFound(
        f"Nothing is known of {path} in release {served().id}. A name that once led somewhere may have "
        "been mended since: the changes between releases are among the downloads."
    )


def addresses() -> Addresses:
    """Between names and paths of the release that is served. Raises NotFound where none is."""
    release = served().release
    if release is None:
        raise NotFound("A single file is served here; its names are not followed.")
    return Addresses(release.manifest.base)


def asker() -> Asker:
    """Asks on behalf of the client of this request."""
    return Asker(site(), served(), network(request.remote_addr or ""))


def _links(path: str) -> str:
    """Signposts (FAIR Signposting, level 1): the permanent name, the page and the data."""
    iri = addresses().iri(path)
    links = [f'<{iri}>; rel="cite-as"', f'<{public_url("/page" + path)}>; rel="item"; type="text/html"']
    links += [
        f'<{public_url(f"/data{path}.{form.ending}")}>; rel="describedby"; type="{form.media_type}"'
        for form in GRAPH_FORMATS
    ]
    return ", ".join(links)


def content_type(form: Format) -> str:
    """The type of a description in a format; text is in UTF-8, and says so."""
    return f"{form.media_type}; charset=utf-8" if form.media_type.startswith("text/") else form.media_type
