"""Commands that read documents."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path

import click

from munigraph.errors import MunigraphError
from munigraph.extraction import input as documents
from munigraph.extraction.extract import Extraction
from munigraph.extraction.extract import extract as read
from munigraph.extraction.indexes import meeting_of
from munigraph.extraction.meetings import Meeting
from munigraph.extraction.profile import Profile, load
from munigraph.extraction.profile_files import profile_names


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--as",
    "form",
    type=click.Choice(["facts"]),
    default="facts",
    show_default=True,
    help="What to print: each fact as a line of JSON, with the offsets of its wording.",
)
@click.option(
    "--profile",
    "name",
    help=f"The template: {', '.join(profile_names())}, or a YAML file (default: the one that fits).",
)
@click.option("--body", help="Whose meeting it was, where the text does not say.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Its day, where the text does not say.")
def extract(
    files: tuple[Path, ...], form: str, name: str | None, body: str | None, date: datetime.datetime | None
) -> None:
    """Read documents (text, PDF, HTML) and print what they say.

    What stands where decisions and votes stand and could not be read is told on standard error.
    """
    profile = load(name) if name else None
    day = date.date().isoformat() if date else None
    failed: MunigraphError | None = None
    for file in files:
        try:
            _print(file, profile, Meeting(body, day), several=len(files) > 1)
        except MunigraphError as error:
            click.echo(f"munigraph: {error}", err=True)
            failed = error
    if failed:
        sys.exit(failed.exit_code)


def _print(file: Path, profile: Profile | None, known: Meeting, *, several: bool) -> None:
    """The facts of one file; of several, each says which it is from."""
    document = documents.read(file)
    listed = meeting_of(file)
    meeting = Meeting(known.body or listed.body, known.date or listed.date)
    extraction = read(document.source, profile=profile, known=meeting)
    for fact in extraction.facts:
        line = ({"file": str(file)} if several else {}) | fact.to_json()
        click.echo(json.dumps(line, ensure_ascii=False))
    _tell_unread(file, extraction, document.notes)


def _tell_unread(file: Path, extraction: Extraction, notes: tuple[str, ...]) -> None:
    for note in notes:
        click.echo(f"{file}: {note}", err=True)
    for each in extraction.unread:
        click.echo(
            f"{file}: [{each.start}:{each.end}] not read ({each.reader}: {each.reason}), "
            f"profile {extraction.profile.name}",
            err=True,
        )
