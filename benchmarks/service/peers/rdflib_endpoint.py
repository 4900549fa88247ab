"""rdflib-endpoint, as its command line serves a file: rdflib's store in memory, under uvicorn."""

from __future__ import annotations

from ..processes import run
from .peer import Peer, Site, from_pypi

VERSION = "0.6.3"
LARGEST = 1_000_000
NOTE = "keeps its data in memory, reads them at each start, answers one query at a time, knows no deadline."


def _install(site: Site) -> str:
    code = (
        "from importlib.metadata import version as v; print(v('rdflib-endpoint'), 'on rdflib', v('rdflib'))"
    )
    return run(
        [str(from_pypi(site, f"rdflib-endpoint[cli]=={VERSION}") / "python"), "-c", code], site.tools
    ).strip()


def _load(site: Site) -> None:
    """It reads the file whenever it starts."""
    del site


def _command(site: Site, port: int, deadline: int) -> list[str]:
    del deadline  # it has none
    program = str(site.tools / "bin" / "rdflib-endpoint")
    return [program, "serve", str(site.data), "--host", "127.0.0.1", "--port", str(port), *site.options]


PEER = Peer("rdflib-endpoint", "/", _install, _load, _command, LARGEST, NOTE)
