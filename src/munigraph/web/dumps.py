"""/dumps/: the files of the current release."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request, send_file, url_for
from werkzeug.exceptions import NotFound

from munigraph.release import DumpFile, Release

from .negotiation import prefers_html
from .page import page
from .revalidation import revalidated
from .site import served

blueprint = Blueprint("dumps", __name__, url_prefix="/dumps")


@blueprint.get("/")
def listing() -> Response:
    """All files with size and checksum: a page for browsers, JSON for programs."""
    release = _release()
    files = release.manifest.files
    if prefers_html(request.headers.get("Accept")):
        response = page("dumps.html", files=files)
    else:
        response = jsonify({"release": release.id, "files": [_entry(file) for file in files]})
    response.vary.add("Accept")
    return revalidated(response)


@blueprint.get("/<name>")
def dump(name: str) -> Response:
    """One file, whole or in ranges. The name is looked up in the manifest and never becomes a path.

    A compressed file is sent as what it is, not as an encoding, so that it is saved compressed.
    """
    release = _release()
    file = release.manifest.file(name)
    if file is None:
        raise NotFound("The current release has no file of this name; /dumps/ lists those it has.")
    response = send_file(
        release.dump(file).resolve(),
        mimetype="application/gzip" if file.compressed else file.media_type,
        conditional=True,
        etag=file.sha256,
        last_modified=None,
    )
    response.headers["Munigraph-Release"] = release.id
    response.cache_control.public = True
    return response


def _release() -> Release:
    release = served().release
    if release is None:
        raise NotFound("A single file is served here, which has no dumps.")
    return release


def _entry(file: DumpFile) -> dict[str, str | int | bool]:
    return {
        "name": file.name,
        "title": file.title,
        "media_type": file.media_type,
        "compressed": file.compressed,
        "bytes": file.bytes,
        "sha256": file.sha256,
        "url": url_for("dumps.dump", name=file.name),
    }
