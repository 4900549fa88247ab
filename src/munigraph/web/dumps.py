"""/dumps/, the files of the current release, and /release/{id}/{file}, those of any release at hand."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request, send_file, url_for
from werkzeug.exceptions import NotFound

from munigraph.release import DumpFile, Release

from .history import find
from .negotiation import prefers_html
from .page import at
from .revalidation import revalidated
from .site import public_url, served

blueprint = Blueprint("dumps", __name__)
SUMS = "SHA256SUMS"
"""The name of the list of checksums that `sha256sum --check` reads."""


@blueprint.get("/dumps/")
def listing() -> Response:
    """All files with size and checksum, for programs; people see the catalogue (303)."""
    current = release()
    if prefers_html(request.headers.get("Accept")):
        response = Response(status=303, headers={"Location": public_url(at("/page/catalogue#files"))})
        response.vary.add("Accept")
        return response
    files = [_entry(file) for file in current.manifest.files]
    response = jsonify({"release": current.id, "files": files})
    response.vary.add("Accept")
    return revalidated(response)


@blueprint.get("/dumps/<name>")
def dump(name: str) -> Response:
    """One file of the current release."""
    return _sent(release(), name)


@blueprint.get("/release/<release_id>/<file>")
def distribution(release_id: str, file: str) -> Response:
    """One file of a release, for as long as the release is at hand."""
    found = find(release(), release_id)
    if found is None:
        raise NotFound(f"No release {release_id} is kept here; /page/catalogue lists those that are.")
    return _sent(found, file)


def release() -> Release:
    """The release that is served. Raises NotFound where a file is."""
    current = served().release
    if current is None:
        raise NotFound("A single file is served here, which has no dumps.")
    return current


def _sent(of: Release, name: str) -> Response:
    """A file, whole or in ranges. The name is looked up in the manifest and never becomes a path.

    A compressed file is sent as what it is, not as an encoding, so that it is saved compressed.
    """
    if name == SUMS:
        response = Response(_sums(of), mimetype="text/plain")
        response.headers["Munigraph-Release"] = of.id
        return revalidated(response)
    file = of.manifest.file(name)
    if file is None:
        raise NotFound(f"Release {of.id} has no file of this name; /page/catalogue lists those it has.")
    try:
        response = send_file(
            of.dump(file).resolve(),
            mimetype="application/gzip" if file.compressed else file.media_type,
            conditional=True,
            etag=file.sha256,
            last_modified=None,
        )
    except FileNotFoundError as error:
        raise NotFound(f"Release {of.id} is not kept here any longer.") from error
    response.headers["Munigraph-Release"] = of.id
    response.cache_control.public = True
    return response


def _sums(of: Release) -> str:
    return "".join(f"{file.sha256}  {file.name}\n" for file in of.manifest.files)


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
