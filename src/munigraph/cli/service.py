"""Commands that serve, and that show how serving is set up."""

from __future__ import annotations

import logging
import signal
import sys
import tempfile
from dataclasses import fields
from pathlib import Path
from types import FrameType

import click
from rich.console import Console
from rich.table import Table

from munigraph.control import socket_path
from munigraph.engine import CurrentRelease, OneFile, Source, serve_file
from munigraph.release import Releases
from munigraph.settings import Settings
from munigraph.web import create_app, listening

from .options import base_option, data_option, home_option, project_option, resolved, settings


@click.command()
@home_option
@data_option
@click.option("--host", help="Address to listen on (default: 127.0.0.1).")
@click.option("--port", type=int, help="Port to listen on (default: 8000).")
@click.option("--public-url", help="Address the service is reached at from outside.")
@click.option("--workers", type=int, help="Processes that answer queries (default: by the number of cores).")
@click.option("--query-seconds", type=float, help="Longest time a query may take (default: 30).")
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    help="Folder of source texts: pages show the words that facts rest on.",
)
@click.option(
    "--allow-service",
    multiple=True,
    metavar="ORIGIN",
    help="Origin that SERVICE in queries may call, such as https://query.example.org; repeatable.",
)
@click.option("--log-requests/--no-log-requests", default=None, help="Write a line per request.")
def serve(home: Path | None, data: Path | None, allow_service: tuple[str, ...], **flags: object) -> None:
    """Serve the current release, or an RDF file, over HTTP."""
    chosen = settings(home=home, allow_service=",".join(allow_service) or None, **flags)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    with tempfile.TemporaryDirectory(prefix="munigraph-file-") as folder:
        source: Source
        source = OneFile(serve_file(data, Path(folder))) if data else CurrentRelease(Releases(chosen.home))
        served = source.current()
        app = create_app(source, chosen)
        server = listening(app, chosen.host, chosen.port)
        app.control_at(socket_path(chosen, server.port))
        address = chosen.public_url or f"http://{chosen.host}:{server.port}"
        what = f"release {served.id}" if served.release else str(data)
        click.echo(f"munigraph serves {what} ({served.triples} triples)")
        click.echo(f"  look   {address}/")
        click.echo(f"  ask    {address}/sparql")
        if served.release:
            click.echo(f"  take   {address}/dumps/")
        click.echo("Ctrl-C stops it.")
        signal.signal(signal.SIGTERM, _leave)
        server.run()


def _leave(number: int, frame: FrameType | None) -> None:
    """After the server has drained: end as a program that was asked to, and clean up."""
    sys.exit(0)


@click.command()
@home_option
@project_option
@base_option
def config(home: Path | None, project: Path | None, base: str | None) -> None:
    """Show all settings and where each came from."""
    found = resolved(home=home, project=project, base=base)
    table = Table("setting", "value", "from", "what it is")
    for setting in fields(Settings):
        value = str(getattr(found.settings, setting.name))
        table.add_row(setting.name, value, found.origins[setting.name], setting.metadata["help"])
    Console().print(table)
