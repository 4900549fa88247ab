"""Options that several commands share, and the settings they lead to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from munigraph.settings import Resolved, Settings, resolve

home_option = click.option(
    "--home", type=click.Path(path_type=Path), help="Where releases live (default: var/)."
)
project_option = click.option(
    "--project",
    type=click.Path(path_type=Path),
    help="The folder of ontology/, shapes/, data/ and queries/ (default: this one).",
)
base_option = click.option("--base", help="Base IRI of this site's things, graphs and releases.")
sources_option = click.option(
    "--sources",
    type=click.Path(path_type=Path),
    help="Folder of source texts: have every span checked against them.",
)

report_option = click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report of shapes and contradictions here (SHACL, Turtle), refused or not.",
)


def resolved(**flags: Any) -> Resolved:
    """All settings and where they came from, with these flags of the command line."""
    return resolve(flags, os.environ, Path())


def settings(**flags: Any) -> Settings:
    return resolved(**flags).settings


data_option = click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="An RDF file to ask instead of a release, as it is (its default graph, no inference).",
)
