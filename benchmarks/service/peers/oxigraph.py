"""Oxigraph's own server, from the wheel on PyPI."""

from __future__ import annotations

from ..processes import run
from .peer import Peer, Site, from_pypi

VERSION = "0.5.13"
NOTE = (
    "with a deadline set it keeps a sleeping thread for each query until the deadline has passed, and dies "
    "of them at some thousand queries per second; so it has one under siege only."
)


def _install(site: Site) -> str:
    return run([str(from_pypi(site, f"oxigraph=={VERSION}") / "oxigraph"), "--version"], site.tools).split()[
        -1
    ]


def _load(site: Site) -> None:
    program = str(site.tools / "bin" / "oxigraph")
    run([program, "load", "--location", str(site.folder / "store"), "--file", str(site.data)], site.folder)


def _command(site: Site, port: int, deadline: int) -> list[str]:
    program = [str(site.tools / "bin" / "oxigraph"), "serve-read-only", "--union-default-graph"]
    place = ["--location", str(site.folder / "store"), "--bind", f"127.0.0.1:{port}"]
    limit = ["--timeout-s", str(deadline)] if deadline else []
    return [*program, *place, *site.options, *limit]


PEER = Peer("oxigraph", "/query", _install, _load, _command, note=NOTE)
