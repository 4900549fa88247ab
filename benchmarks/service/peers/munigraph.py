"""This project: a release made directly from the N-Quads, served by `munigraph serve`."""

from __future__ import annotations

import re
import sys
from importlib import metadata

import pyoxigraph as ox

from munigraph.names import PREFIXES
from munigraph.release import Manifest, Releases

from ..processes import run
from .peer import Peer, Site

RELEASE = "1-benchmark"
_DEADLINE = re.compile(r"--[\w-]*(?:timeout|deadline|seconds)[\w-]*")


def _install(site: Site) -> str:
    del site
    return metadata.version("munigraph")


def _load(site: Site) -> None:
    folder = site.folder / "releases" / RELEASE
    (folder / "dumps").mkdir(parents=True)
    store = ox.Store(str(folder / "store"))
    store.bulk_load(path=str(site.data))
    store.flush()
    Manifest(
        id=RELEASE,
        version="1",
        base="https://example.org/kg",
        title={"en": "Benchmark"},
        issued="2026-01-01",
        license="https://creativecommons.org/publicdomain/zero/1.0/",
        quads=len(store),
        graphs={},
        previous=None,
        prefixes=dict(PREFIXES),
        warnings=0,
        files=(),
    ).write(folder)
    Releases(site.folder).switch(RELEASE)


def _command(site: Site, port: int, deadline: int) -> list[str]:
    """Without a deadline given, its own default holds."""
    serve = [sys.executable, "-m", "munigraph.cli", "serve"]
    known = _DEADLINE.search(run([*serve, "--help"], site.folder, 60))
    limit = [known.group(), str(deadline)] if known and deadline else []
    place = ["--home", str(site.folder), "--host", "127.0.0.1", "--port", str(port)]
    return [*serve, *place, *site.options, *limit]


PEER = Peer("munigraph", "/sparql", _install, _load, _command)
