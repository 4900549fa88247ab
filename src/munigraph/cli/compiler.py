"""Commands of the compiler: check, build, and a curator's tools."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import yaml

from munigraph import build as compiler
from munigraph.build import Compiler, Means, Reasoner
from munigraph.build.cache import Cache
from munigraph.build.following import changes
from munigraph.build.refusal import report_turtle
from munigraph.errors import MissingError, MunigraphError, RefusedBuildError
from munigraph.names import Names
from munigraph.records.context import read_context
from munigraph.records.evidence import locate as places
from munigraph.records.schema import FileKind, record_schema
from munigraph.release import Releases
from munigraph.validation import Report, Severity, Validator

from .options import base_option, home_option, project_option, report_option, settings, sources_option
from .progress import stopwatch

validator_option = click.option(
    "--validator",
    type=click.Choice([each.value for each in Validator]),
    default=Validator.COLUMNS.value,
    show_default=True,
    help="Who checks the shapes; pySHACL is slow, and knows all of SHACL.",
)


@contextmanager
def _reported(report: Path | None) -> Iterator[None]:
    """Where the input is refused, write why to a file as well, if one is named."""
    try:
        yield
    except RefusedBuildError as error:
        if report is not None:
            report.write_bytes(error.report)
        raise


@click.command()
@project_option
@base_option
@sources_option
@validator_option
@report_option
def check(
    project: Path | None, base: str | None, sources: Path | None, validator: str, report: Path | None
) -> None:
    """Find what is wrong with the input: form, references, offsets, shapes."""
    chosen = settings(project=project, base=base)
    names = Names(chosen.base)
    means = Means(validator=Validator(validator))
    with TemporaryDirectory() as folder, _reported(report), stopwatch() as watch:
        checked = compiler.check(chosen.project, names, sources, watch, means, Cache(Path(folder)).kept)
    if report is not None:
        report.write_bytes(report_turtle(checked.report, names))
    _tell_warnings(checked.report)
    click.echo(f"{len(checked.project.of('record'))} records, {checked.stated} statements: nothing wrong.")


@click.command()
@home_option
@project_option
@base_option
@sources_option
@click.option(
    "--reasoner",
    type=click.Choice([each.value for each in Reasoner]),
    default=Reasoner.COLUMNS.value,
    show_default=True,
    help="Who closes the graph; owlrl is slow, and knows axioms outside OWL 2 RL.",
)
@validator_option
@report_option
@click.option("--profile", is_flag=True, help="Say where the time goes.")
@click.option("--watch", is_flag=True, help="Go on: build again whenever an input file changes.")
def build(
    home: Path | None,
    project: Path | None,
    base: str | None,
    sources: Path | None,
    reasoner: str,
    validator: str,
    report: Path | None,
    profile: bool,
    watch: bool,
) -> None:
    """Make a release of the input and switch to it."""
    chosen = settings(home=home, project=project, base=base)
    means = Means(Reasoner(reasoner), Validator(validator))

    made_by = Compiler(chosen.project, Names(chosen.base), Releases(chosen.home), sources, means)

    def once() -> None:
        _build(made_by, report, profile)

    if watch:
        _build_again_and_again(chosen.project, once)
    else:
        once()


def _build(made_by: Compiler, report: Path | None, profile: bool) -> None:
    with _reported(report), stopwatch() as watch:
        release = made_by.build(watch)
    if report is not None:
        shutil.copyfile(release.path / "dumps" / "validation.ttl", report)
    manifest = release.manifest
    click.echo(
        f"Release {release.id}: {manifest.quads} quads in {len(manifest.graphs)} graphs, {release.path}"
    )
    if manifest.warnings:
        click.echo(
            f"{manifest.warnings} results below violation: see {release.path / 'dumps' / 'validation.md'}"
        )
    if profile:
        total = sum(seconds for _, seconds in watch.steps)
        for step, seconds in watch.steps:
            click.echo(f"{seconds:8.2f} s {seconds / total:5.0%}  {step}")
        click.echo(f"{total:8.2f} s        all")


def _build_again_and_again(project: Path, once: Callable[[], None]) -> None:
    """Build now and at each change of the input; what is wrong is told, and waits for the next change."""
    with contextlib.suppress(KeyboardInterrupt):
        for _ in changes(project):
            try:
                once()
            except MunigraphError as error:
                click.echo(f"Error: {error}", err=True)
            click.echo("Waiting for a file to change; Ctrl-C ends.", err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def source(file: Path) -> None:
    """Print a skeleton of a source entry for a text FILE."""
    data, text = _read_text(file)
    entry = {
        "id": "document/{slug}",
        "type": "SourceDocument",
        "title": {"en": "", "da": "", "sv": ""},
        "language": "DAN",
        "publisher": "municipality/{slug}",
        "documentKind": "",
        "issued": "",
        "textQuality": "clean",
        "sha256": hashlib.sha256(data).hexdigest(),
        "characters": len(text),
    }
    click.echo(yaml.safe_dump(entry, sort_keys=False, allow_unicode=True), nl=False)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("words", nargs=-1, required=True)
def locate(file: Path, words: tuple[str, ...]) -> None:
    """Print the offsets of a wording in a text FILE, as lines to paste into a record."""
    _, text = _read_text(file)
    wording = " ".join(words)
    found = places(text, wording)
    if not found:
        raise MissingError(
            f"{wording!r} does not stand in {file}",
            hint="offsets point at the text as it is, faults included",
        )
    anchor = json.dumps(" ".join(wording.split())[:60].rstrip(), ensure_ascii=False)
    for start, end in found:
        click.echo(f"- {{start: {start}, end: {end}, anchor: {anchor}}}")


@click.command()
@project_option
@click.option(
    "--kind", type=click.Choice(["record", "reference", "source"]), default="record", show_default=True
)
def schema(project: Path | None, kind: FileKind) -> None:
    """Print the JSON Schema of records, reference files or source entries, for your editor."""
    chosen = settings(project=project)
    context = read_context(chosen.project / "ontology" / "context.jsonld", Names(chosen.base))
    click.echo(json.dumps(record_schema(context, kind), ensure_ascii=False, indent=1))


def _read_text(file: Path) -> tuple[bytes, str]:
    try:
        data = file.read_bytes()
        return data, data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MissingError(f"{file} cannot be read as UTF-8 text: {error}") from error


def _tell_warnings(report: Report) -> None:
    for severity in (Severity.WARNING, Severity.INFO):
        for result in report.of(severity):
            click.echo(f"{severity.value.lower()}: {result.focus.value}: {result.message()}", err=True)
