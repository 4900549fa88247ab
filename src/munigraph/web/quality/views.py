"""/quality: how good the data are, in numbers and in what is wrong with them."""

from __future__ import annotations

import asyncio
from importlib import resources
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template

from munigraph.names import RESERVED_GRAPHS, VOCABULARY

from ..dumps import release
from ..kept import kept
from ..page import language, page, t
from ..things.addresses import Addresses
from ..things.asking import Row, about
from ..things.sketch import sketched
from ..things.views import addresses, asker
from .found import documents, results
from .measured import measured

blueprint = Blueprint("quality", __name__)


@blueprint.get("/quality")
async def quality() -> Response:
    """What a build measured of the data, and what the validation found."""
    release()
    return page("quality/page.html", body=await kept("quality", _body))


async def _body() -> str:
    """The part of the page that takes long: made in a thread, so that nobody else waits for it."""
    where, spoken, manifest = addresses(), language(), release().manifest
    all_measured = await _rows("measured", where.iri("/dataset"))
    ways = await _rows("ways", VOCABULARY + "curation")
    least = await _rows("least", where.iri("/dataset"))
    graphs = [row["graph"]["value"] for row in least]
    details = await asker().rows(about("documents", *graphs, package=__package__)) if graphs else []
    found = await _rows("found", where.graph("validation"))
    rows = (*all_measured, *ways, *details, *found)
    sketch = await sketched(asker(), where, t(), rows)

    def render() -> str:
        return render_template(
            "quality/body.html",
            measured=measured(all_measured, ways, sketch, t()),
            documents=documents(graphs, details, sketch),
            results=results(found, sketch, spoken),
            all_documents=sum(bool(where.document(graph)) for graph in manifest.graphs),
            sizes=_sizes(manifest.graphs, where),
            ask=_ask,
        )

    return await asyncio.to_thread(render)


async def _rows(name: str, iri: str) -> list[Row]:
    return await asker().rows(about(name, iri, package=__package__))


def _sizes(graphs: dict[str, int], where: Addresses) -> dict[str, int]:
    """How many statements there are in documents, and in each of the other graphs by its name."""
    own = {name: graphs.get(where.graph(name), 0) for name in RESERVED_GRAPHS}
    stated = sum(count for graph, count in graphs.items() if where.document(graph))
    return {"documents": stated, **own}


def _ask(name: str) -> str:
    """The query of a file beside this one, as part of an address."""
    text = (resources.files(__package__) / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    return urlencode({"query": text})
