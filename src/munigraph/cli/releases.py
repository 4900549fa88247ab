"""Commands that look after releases."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from munigraph.errors import DamagedReleaseError, MissingError
from munigraph.release import Changes, Release, Releases, damages, patch_lines

from .options import home_option, settings


def _releases(home: Path | None) -> Releases:
    return Releases(settings(home=home).home)


def _chosen(releases: Releases, release_id: str | None) -> Release:
    return releases.get(release_id) if release_id else releases.current()


@click.group()
def release() -> None:
    """List, look at, compare, roll back and verify releases."""


@release.command("list")
@home_option
def list_(home: Path | None) -> None:
    """List all releases; the current one has a star."""
    releases = _releases(home)
    current = releases.current_id()
    table = Table("", "release", "issued", "quads", "graphs", "since")
    for release_id in releases.ids():
        manifest = releases.get(release_id).manifest
        star = "*" if release_id == current else ""
        counts = (str(manifest.quads), str(len(manifest.graphs)))
        table.add_row(star, release_id, manifest.issued, *counts, manifest.previous or "")
    Console().print(table)


@release.command()
@click.argument("release_id", required=False)
@home_option
@click.option("--json", "as_json", is_flag=True, help="Print the whole manifest as JSON.")
def show(release_id: str | None, home: Path | None, as_json: bool) -> None:
    """Show a release (default: the current one)."""
    chosen = _chosen(_releases(home), release_id)
    if as_json:
        click.echo(json.dumps(asdict(chosen.manifest), ensure_ascii=False, indent=1))
        return
    click.echo(f"{chosen.id}  {chosen.manifest.issued}  {chosen.path}")
    graphs = Table("graph", "triples")
    for graph, count in chosen.manifest.graphs.items():
        graphs.add_row(graph, str(count))
    files = Table("file", "bytes", "what it is")
    for file in chosen.manifest.files:
        files.add_row(file.name, str(file.bytes), file.title)
    console = Console()
    console.print(graphs)
    console.print(files)


@release.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@home_option
def diff(old: str | None, new: str | None, home: Path | None) -> None:
    """Print what changed from release OLD to NEW as an RDF Patch.

    NEW defaults to the current release, OLD to the one it was built after.
    """
    releases = _releases(home)
    after = _chosen(releases, new)
    before_id = old or after.manifest.previous
    if before_id is None:
        raise MissingError(f"release {after.id} has no predecessor", hint="name the release to compare with")
    before = releases.get(before_id)
    counts = Counter[str]()
    for line in patch_lines(Changes.between(before, after), before.id, after.id):
        counts[line[:2]] += 1
        click.echo(line)
    click.echo(f"{counts['D ']} quads removed, {counts['A ']} added", err=True)


@release.command()
@click.argument("release_id", required=False)
@home_option
def rollback(release_id: str | None, home: Path | None) -> None:
    """Switch back to a release (default: the one before the current)."""
    releases = _releases(home)
    current = releases.current()
    target = release_id or current.manifest.previous
    if target is None:
        raise MissingError(f"release {current.id} has no predecessor", hint="name the release to go back to")
    chosen = releases.get(target)
    releases.switch(chosen.id)
    click.echo(f"{current.id} → {chosen.id}")


@release.command()
@click.argument("release_id", required=False)
@home_option
def verify(release_id: str | None, home: Path | None) -> None:
    """Check a release against its manifest: files, checksums, hash of the quads, store."""
    chosen = _chosen(_releases(home), release_id)
    found = list(damages(chosen))
    if found:
        raise DamagedReleaseError(
            f"release {chosen.id} is damaged:\n" + "\n".join(f"  {damage}" for damage in found),
            hint="remove its folder and build again, or fetch it anew",
        )
    click.echo(
        f"release {chosen.id} is whole: {len(chosen.manifest.files)} files, {chosen.manifest.quads} quads"
    )
