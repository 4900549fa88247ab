"""/page/catalogue, and the citation of the release in the formats of bibliographies."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, render_template

from munigraph.release import Manifest

from ..dumps import release
from ..history import changes, history
from ..page import language, page, spoken, t
from ..revalidation import revalidated
from ..site import CACHE, public_url
from ..things.addresses import Addresses
from ..things.asking import Row, about
from ..things.sketch import sketched
from ..things.views import addresses, asker
from .citing import Citation, tex

blueprint = Blueprint("catalogue", __name__)
MOST_CHANGES = 50
"""How many graphs the page tells the changes of; the patch has all."""


@blueprint.get("/page/catalogue")
async def catalogue() -> Response:
    """The dataset as it is served, and as it was."""
    current, where = release(), addresses()
    rows = await _described(current.manifest, where)
    past, more = await asyncio.to_thread(history, current)
    changed = changes(current.manifest)
    sketch = await sketched(asker(), where, t(), (), [change.graph for change in changed[:MOST_CHANGES]])
    citation = _citation(current.manifest, rows, where)
    response = page(
        "catalogue/page.html",
        manifest=current.manifest,
        description=_text(rows, "description"),
        publisher=citation.author,
        standards=[row["standard"]["value"] for row in rows if "standard" in row],
        iri=citation.iri,
        past=past,
        more=more,
        changes=[(change, sketch.named(change.graph), where.path(change.graph)) for change in changed],
        most=MOST_CHANGES,
        citation=citation,
        bibtex=render_template("catalogue/citation.bib", citation=citation),
        csl=json.dumps([citation.csl()], ensure_ascii=False, indent=2),
        root=public_url(""),
        machine=_machine(current.manifest, rows, citation),
    )
    response.headers["Link"] = f'<{where.iri("/catalogue")}>; rel="cite-as"'
    # Releases come and go on the disk without anything else being served, so no answer is kept.
    response.headers[CACHE] = "miss"
    return response


@blueprint.get("/page/catalogue/citation.bib")
async def bibtex() -> Response:
    """The citation of the release as BibTeX."""
    text = render_template("catalogue/citation.bib", citation=await _cited())
    return _taken(Response(text, content_type="application/x-bibtex; charset=utf-8"))


@blueprint.get("/page/catalogue/citation.csl.json")
async def csl() -> Response:
    """The citation of the release as CSL-JSON."""
    text = json.dumps([(await _cited()).csl()], ensure_ascii=False, indent=2) + "\n"
    return _taken(Response(text, content_type="application/vnd.citationstyles.csl+json"))


@blueprint.app_template_filter("tex")
def _tex(text: str) -> str:
    return tex(text)


def _taken(response: Response) -> Response:
    return revalidated(spoken(response))


async def _cited() -> Citation:
    manifest, where = release().manifest, addresses()
    return _citation(manifest, await _described(manifest, where), where)


async def _described(manifest: Manifest, where: Addresses) -> list[Row]:
    iri = where.iri(f"/release/{manifest.id}")
    return await asker().rows(about("dataset", iri, package=__package__))


def _citation(manifest: Manifest, rows: Iterable[Row], where: Addresses) -> Citation:
    name = next((row["name"]["value"] for row in rows if "name" in row), "")
    title = (
        manifest.title.get(language()) or manifest.title.get("en") or next(iter(manifest.title.values()), "")
    )
    iri = where.iri(f"/release/{manifest.id}")
    return Citation(title, name or title, manifest.issued, manifest.id, manifest.version, iri, language())


def _text(rows: Iterable[Row], variable: str) -> str:
    """A text in the language of the page, or else in another."""
    found = {row[variable].get("xml:lang", ""): row[variable]["value"] for row in rows if variable in row}
    return next((found[each] for each in (language(), "en", "", *sorted(found)) if each in found), "")


def _machine(manifest: Manifest, rows: Iterable[Row], citation: Citation) -> dict[str, Any]:
    """The release for search engines, in the terms of schema.org."""
    keywords = [row["keyword"] for row in rows if "keyword" in row]
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": citation.iri,
        "url": public_url("/page/catalogue"),
        "name": citation.title,
        "description": _text(rows, "description") or citation.title,
        "keywords": sorted(word["value"] for word in keywords if word.get("xml:lang") == language()),
        "license": manifest.license,
        "version": manifest.id,
        "datePublished": manifest.issued,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": citation.author},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "encodingFormat": file.media_type,
                "contentSize": str(file.bytes),
                "sha256": file.sha256,
                "contentUrl": public_url(f"/release/{manifest.id}/{file.name}"),
            }
            for file in manifest.files
        ],
    }
