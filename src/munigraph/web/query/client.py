"""What the editor in the browser is told by the page it is in, so that it knows nothing twice."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS, Format

from .. import spreadsheet
from ..page import chosen, language, t
from ..site import public_url, served
from ..things.addresses import Addresses

_TEXTS = {"query.client.": "", "results.": "results.", "problem.titles.": "problem."}
"""What the names of the texts begin with that a browser needs, and what stands for it there."""


def told() -> dict[str, Any]:
    """Where things are, in which formats answers come, which names are short, and what to say."""
    release, text = served().release, t()
    return {
        "endpoint": url_for("sparql.sparql"),
        "publicEndpoint": public_url("/sparql"),
        "page": url_for("query.editor"),
        "terms": url_for("query.terms_json"),
        "examples": url_for("query.examples_json", lang=language()),
        "land": url_for("static", filename="built/land.json"),
        "root": request.script_root,
        "language": language(),
        "chosen": chosen(),
        "prefixes": served().prefixes,
        "places": Addresses(release.manifest.base).places if release else [],
        "tables": [_format(form) for form in RESULT_FORMATS] + [_spreadsheet()],
        "graphs": [_format(form) for form in GRAPH_FORMATS],
        "texts": {
            short + key.removeprefix(start): text.text(key)
            for start, short in _TEXTS.items()
            for key in sorted(text.keys)
            if key.startswith(start)
        },
    }


def _format(form: Format) -> dict[str, str]:
    return {"name": form.name, "title": form.title, "ending": form.ending, "type": form.media_type}


def _spreadsheet() -> dict[str, str]:
    csv = next(form for form in RESULT_FORMATS if form.name == "csv")
    title = t().get("results.formats.CSV for spreadsheets", "CSV for spreadsheets")
    return _format(csv) | {"name": spreadsheet.NAME, "title": title}
