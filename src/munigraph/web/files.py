"""The style sheets, scripts and pictures of pages: sent whole, so that they are encoded as pages are."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from flask import Flask, Response
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

from .revalidation import revalidated

FOLDER = Path(__file__).parent / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}
"""What the system's own table may have otherwise."""


def register(app: Flask) -> None:
    """Answer for the endpoint `static`, which Flask would send by pieces and as they are."""
    app.add_url_rule("/static/<path:filename>", "static", _file)


def built(name: str) -> bool:
    """Whether there is a file of those that npm makes (assets/), which is not so everywhere."""
    return (FOLDER / "built" / name).is_file()


def _file(filename: str) -> Response:
    path = safe_join(str(FOLDER), filename)
    if path is None or not Path(path).is_file():
        raise NotFound
    kind = _TYPES.get(Path(path).suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return revalidated(Response(Path(path).read_bytes(), mimetype=kind))
