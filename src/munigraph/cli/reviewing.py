"""The command that goes through a drafted record with a reviewer, node by node."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from munigraph.errors import MissingError, MunigraphError, WriteError
from munigraph.extraction.drafting.writing import node_text
from munigraph.extraction.reviewing import Open, accepted, corrected, faults, rejected
from munigraph.names import Names
from munigraph.records.context import Context, read_context
from munigraph.records.evidence import texts_by_digest
from munigraph.records.ontology import read_ontology
from munigraph.records.yamlfile import YamlFile, parse_yaml, read_yaml

from .options import project_option, settings, sources_option

_HELP = """a        accept it as it is
c        correct it in your editor ($VISUAL or $EDITOR)
key=…    change one value: status=rejected, proposedBy=[party/se-m, party/se-l]; key= takes it out
r        reject it: it goes, and stays out when the document is read again
s        leave it for another time
q        end; all answers so far are written"""
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a review needs besides the record: the text where it is at hand, and what keys mean."""

    text: str | None
    context: Context
    concepts: frozenset[str]


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@project_option
@sources_option
def review(file: Path, project: Path | None, sources: Path | None) -> None:
    """Go through the drafted record in FILE: each fact beside its wording, to accept, correct or reject.

    What you say is written at once, and no later reading of the document changes it. With --sources
    the wording is shown; the text is found there by its SHA-256.
    """
    chosen = settings(project=project)
    ontology, names = chosen.project / "ontology", Names(chosen.base)
    context = read_context(ontology / "context.jsonld", names)
    concepts = frozenset(read_ontology(ontology, names).concepts)
    desk = _Desk(_text(file, chosen.project, sources), context, concepts)
    opened = Open.of(file)
    waiting = opened.waiting
    click.echo(f"{len(waiting)} of {len(opened.record.blocks)} nodes wait for a human's word. ? tells more.")
    for at, name in enumerate(waiting, 1):
        if name not in opened.waiting:
            continue
        click.echo(f"\n[{at} of {len(waiting)}]")
        answer = _one(opened, name, desk)
        if answer is None:
            break
        opened = answer
    click.echo(f"\n{len(opened.waiting)} nodes still wait.")


def _text(file: Path, project: Path, sources: Path | None) -> str | None:
    """The text of the record's document, where a folder of texts is named and has it."""
    if sources is None:
        return None
    entry = next(iter((project / "data" / "sources").glob(f"**/{file.name}")), None)
    if entry is None:
        raise MissingError(f"there is no source entry for {file.stem}", hint="look in data/sources/")
    return texts_by_digest(sources).get(read_yaml(entry).content["sha256"])


def _one(opened: Open, name: str, desk: _Desk) -> Open | None:
    """Ask about one node until there is an answer; None to end."""
    _show(opened.block(name).node, desk.text)
    while True:
        said = click.prompt("a c r s q ?", default="s", show_default=False).strip()
        if said == "q":
            return None
        if said == "s":
            return opened
        if said == "?":
            click.echo(_HELP)
            continue
        try:
            answer = _answered(opened, name, said)
        except MunigraphError as error:
            click.echo(str(error), err=True)
            continue
        if answer is None or not _written(answer, desk):
            continue
        return answer


def _answered(opened: Open, name: str, said: str) -> Open | None:
    """The record after an answer; None where it is none."""
    node = opened.block(name).node
    simple: Mapping[str, Callable[[Open, str], Open]] = {"a": accepted, "r": rejected}
    if said in simple:
        return simple[said](opened, name)
    if said == "c":
        changed = _edited(node)
        return None if changed is None else corrected(opened, name, changed)
    key, sign, value = said.partition("=")
    if not sign:
        click.echo(_HELP)
        return None
    changed = {each: old for each, old in node.items() if each != key.strip()}
    if value.strip():
        changed = _in_place(node, key.strip(), _parsed(value).content["value"])
    return corrected(opened, name, changed)


def _in_place(node: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    if key in node:
        return {each: value if each == key else old for each, old in node.items()}
    return {**node, key: value}


def _parsed(value: str) -> YamlFile:
    return parse_yaml(Path("answer"), f"value: {value}".encode())


def _edited(node: Mapping[str, Any]) -> dict[str, Any] | None:
    """The node as it comes back from the reviewer's editor; None where nothing was changed."""
    before = textwrap.dedent(node_text(node).replace("  - ", "    ", 1))
    after = click.edit(before, extension=".yaml")
    if after is None or after == before:
        return None
    content = parse_yaml(Path("node.yaml"), after.encode("utf-8")).content
    if not isinstance(content, dict) or content.get("id") != node["id"]:
        raise MissingError("a node is keys and values, and keeps its id", hint="reject it to be rid of it")
    return content


def _written(opened: Open, desk: _Desk) -> bool:
    """Write the file if it has the right form; else say what is wrong."""
    wrong = faults(opened, desk.context, desk.concepts) if opened.record.blocks else []
    for each in wrong:
        click.echo(each, err=True)
    if wrong:
        return False
    try:
        opened.path.write_text(opened.text(), encoding="utf-8")
    except OSError as error:
        raise WriteError(f"{opened.path} cannot be written: {error.strerror}") from error
    return True


def _show(node: Mapping[str, Any], text: str | None) -> None:
    click.echo(node_text(node), nl=False)
    for span in node.get("evidence", []):
        place = f"{span['start']}–{span['end']}"
        if text is None:
            click.echo(f"  | {place}")
            continue
        wording = " ".join(text[span["start"] : span["end"]].split())
        for line in textwrap.wrap(
            f"{place}: {wording}", _WIDTH, initial_indent="  | ", subsequent_indent="  |   "
        ):
            click.echo(click.style(line, bold=True))
