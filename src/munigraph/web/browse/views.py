"""Lists of things by kind."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from ..page import CHOICE, page, t
from ..site import served, site
from ..things.views import addresses, asker
from .counting import count, counts
from .kinds import groups, kinds
from .listing import ON_A_PAGE, Shelf, listing, orders

blueprint = Blueprint("browse", __name__)


@blueprint.get("/browse")
async def overview() -> Response:
    """All kinds of things, and how many there are of each."""
    addresses()
    return page("browse/overview.html", groups=groups(), counts=await counts(asker()))


@blueprint.get("/browse/<name>")
async def kind(name: str) -> Response:
    """A page of the list of one kind."""
    here, asking = addresses(), asker()
    wanted = kinds().get(name)
    if wanted is None:
        raise NotFound(f"There is no list of {name!r}; see /browse for those there are.")
    things = await count(asking, wanted)
    known = orders(wanted, things)
    order = request.args.get("order", known[0])
    number, last = _number(request.args.get("page", "1")), max(1, -(-things // ON_A_PAGE))
    if order not in known or not 1 <= number <= last:
        raise NotFound(f"The list of {name} has {last} pages, in these orders: {', '.join(known)}.")
    shelf = Shelf(asking, here, site(), served().version, t())
    return page(
        "browse/kind.html",
        kind=wanted,
        count=things,
        listing=await listing(shelf, wanted, order, number),
        orders=known,
        order=order,
        number=number,
        last=last,
        first=(number - 1) * ON_A_PAGE + 1,
        to=_to,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _to(**changes: object) -> str:
    """The address of this list with some of its parameters changed; None leaves one out."""
    kept = {name: request.args[name] for name in ("order", CHOICE) if name in request.args}
    values = {name: value for name, value in {**kept, **changes}.items() if value is not None}
    return "?" + urlencode(values)
