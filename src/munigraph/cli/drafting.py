"""What `munigraph extract` does with documents that are to become records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from munigraph.extraction import input as documents
from munigraph.extraction.drafting import files
from munigraph.extraction.drafting.corpus import drafts
from munigraph.extraction.drafting.draft import Draft
from munigraph.extraction.drafting.index import Line, listed, read_index
from munigraph.extraction.drafting.known import Known
from munigraph.extraction.drafting.papers import Paper, Told, paper
from munigraph.extraction.extract import extract
from munigraph.extraction.meetings import Meeting
from munigraph.extraction.profile import Profile
from munigraph.names import Names
from munigraph.records import Project, read_project


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents are to be drafted, and what is told of them beside their text."""

    files: Sequence[Path]
    index: Path | None
    told: Told
    profile: Profile | None

    def lines(self) -> Iterator[Line]:
        """Each document with what is known of it: from the index, and from options, which win."""
        if self.index is not None and not self.files:
            yield from read_index(self.index)
            return
        indexed = {line.file.resolve(): line for line in read_index(self.index)} if self.index else {}
        for file in self.files:
            line = indexed.get(file.resolve()) or listed(file) or Line(file, str(file), None, Told())
            given = {name: value for name, value in _said(self.told) if value}
            yield replace(line, told=replace(line.told, **given))


def _said(told: Told) -> Iterator[tuple[str, str | None]]:
    yield from (
        ("municipality", told.municipality),
        ("body", told.body),
        ("date", told.date),
        ("item", told.item),
        ("title", told.title),
    )


def print_records(wanted: Wanted, folder: Path, names: Names) -> None:
    """Print the source entries and records that documents would get."""
    project = read_project(folder, names)
    for draft in _drafted(wanted, project):
        place = files.Place.of(draft, project)
        click.echo(f"--- # {place.source.relative_to(folder)}")
        click.echo(files.source_of(draft, None), nl=False)
        click.echo(f"--- # {place.record.relative_to(folder)}")
        click.echo(files.record_of(draft, files.combined(draft, project, frozenset(), anew=True)), nl=False)
        _tell(draft)


def write_records(wanted: Wanted, folder: Path, names: Names) -> None:
    """Write drafts into a project. What a human has said in a record before stays."""
    project = read_project(folder, names)
    ready = list(_drafted(wanted, project))
    needed = files.needed(project, (draft.slug for draft in ready))
    written = [files.write(draft, files.combined(draft, project, needed), project) for draft in ready]
    for draft, one in zip(ready, written, strict=True):
        _tell(draft)
        for conflict in one.conflicts:
            click.echo(f"{draft.slug}: {conflict}", err=True)
    nodes = sum(len(draft.nodes) for draft in ready)
    left = sum(len(draft.left_out) for draft in ready)
    changed = sum(one.changed for one in written)
    click.echo(f"{len(ready)} documents, {nodes} nodes; {changed} changed; {left} facts left out.")


def _drafted(wanted: Wanted, project: Project) -> Iterable[Draft]:
    known = Known.of(project)
    papers = [_read(line, wanted.profile) for line in wanted.lines()]
    return drafts(papers, known, lambda slugs: files.ledger(project, slugs))


def _read(line: Line, profile: Profile | None) -> Paper:
    document = documents.read(line.file)
    source = replace(document.source, language=line.language, name=line.name)
    for note in document.notes:
        click.echo(f"{line.file}: {note}", err=True)
    extraction = extract(source, profile=profile, known=Meeting(line.told.body, line.told.date))
    return paper(extraction, line.told)


def _tell(draft: Draft) -> None:
    for each in draft.left_out:
        click.echo(f"{draft.slug}: [{each.start}:{each.end}] {each.fact} left out: {each.reason}", err=True)
