"""The command line: each arrow of the walk is a command."""

from __future__ import annotations

import os
import sys

import click

from munigraph.errors import MunigraphError

from .ask import explain, query
from .compiler import build, check, locate, schema, source
from .extracting import extract
from .releases import release
from .reviewing import review
from .service import config, serve
from .top import top


class _Group(click.Group):
    """Turns our errors into one clear message and an exit code that fits."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except MunigraphError as error:
            click.echo(f"munigraph: {error}", err=True)
            sys.exit(error.exit_code)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="munigraph")
def main() -> None:
    """munigraph: documents of municipal government in, a validated, reasoned, versioned graph out."""


for command in (
    build,
    check,
    source,
    locate,
    schema,
    extract,
    review,
    release,
    query,
    explain,
    serve,
    top,
    config,
):
    main.add_command(command)
