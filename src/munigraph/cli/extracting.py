"""Commands that read documents."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from munigraph.errors import MunigraphError, UsageError
from munigraph.extraction import input as documents
from munigraph.extraction.drafting.index import read_index
from munigraph.extraction.drafting.papers import Told
from munigraph.extraction.extract import Extraction
from munigraph.extraction.extract import extract as read
from munigraph.extraction.indexes import meeting_of
from munigraph.extraction.meetings import Meeting
from munigraph.extraction.profile import Profile, load
from munigraph.extraction.profile_files import profile_names
from munigraph.names import Names

from .drafting import Wanted, print_records, write_records
from .options import project_option, settings


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--as",
    "form",
    type=click.Choice(["facts", "record"]),
    default="facts",
    show_default=True,
    help="What to print: each fact as a line of JSON with its offsets, or the source entry and record.",
)
@click.option("--draft", "writes", is_flag=True, help="Write source entries and records into data/ instead.")
@click.option(
    "--index",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A list of documents (TSV: file, language, municipality, body, date, item, heading); all of them "
    "are read where no FILES are named.",
)
@click.option(
    "--profile",
    "name",
    help=f"The template: {', '.join(profile_names())}, or a YAML file (default: the one that fits).",
)
@click.option("--body", help="Whose meeting it was, where the text does not say.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Its day, where the text does not say.")
@click.option("--municipality", help="Of which municipality, for a record of a document that does not say.")
@click.option("--item", help="The number of the item, for a record of a document that does not say.")
@project_option
def extract(
    files: tuple[Path, ...],
    form: str,
    writes: bool,
    index: Path | None,
    name: str | None,
    body: str | None,
    date: datetime.datetime | None,
    municipality: str | None,
    item: str | None,
    project: Path | None,
) -> None:
    """Read documents (text, PDF, HTML): print their facts, or make drafts of records.

    What stands where decisions and votes stand and could not be read is told on standard error.
    A draft never changes what a human has written, corrected, accepted or rejected.
    """
    profile = load(name) if name else None
    day = date.date().isoformat() if date else None
    if not files and index is None:
        raise UsageError("name the files to read, or a list of them with --index")
    if writes or form == "record":
        wanted = Wanted(files, index, Told(municipality, body, day, item), profile)
        chosen = settings(project=project)
        (write_records if writes else print_records)(wanted, chosen.project, Names(chosen.base))
        return
    listed = [line.file for line in read_index(index)] if index and not files else files
    _print_facts(listed, profile, Meeting(body, day))


def _print_facts(files: Sequence[Path], profile: Profile | None, known: Meeting) -> None:
    failed: MunigraphError | None = None
    for file in files:
        try:
            _print(file, profile, known, several=len(files) > 1)
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
