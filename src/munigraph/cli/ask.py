"""Commands that ask: a query, or why a triple holds."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import click
import pyoxigraph as ox
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from munigraph.engine import Answer, Dataset, Embedded, Form, Query, load
from munigraph.errors import MissingError, UsageError
from munigraph.evaluation.spool import Spool
from munigraph.formats import GRAPH_FORMATS, RESULT_FORMATS, called
from munigraph.names import Names
from munigraph.proofs import Proof, Prover
from munigraph.release import Releases

from .options import data_option, home_option, settings

_WIDE = 400
"""Columns of a page that is no terminal: wide enough to cut nothing."""
_LITERAL = re.compile(r'^"(?P<text>.*)"(?:@(?P<language>[A-Za-z-]+)|\^\^(?P<datatype>\S+))?$', re.DOTALL)


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default="-")
@home_option
@data_option
@click.option(
    "--format", "name", help="Answer in this format: json, csv, turtle, … or a media type's ending."
)
def query(file: Path, home: Path | None, data: Path | None, name: str | None) -> None:
    """Ask the SPARQL query in FILE, or on standard input.

    On a terminal the answer is a table; elsewhere it is JSON or Turtle unless --format says otherwise.
    """
    accepted = _accepted(name)
    text = _query_text(file)
    answer = _engine(home, data).answer(Query(text), Dataset(), accepted)
    if name is None and sys.stdout.isatty() and answer.form is not Form.GRAPH:
        Console().print(_table(answer, Names()))
        return
    try:
        for chunk in answer.stream:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    finally:
        answer.stream.close()


def _engine(home: Path | None, data: Path | None) -> Embedded:
    if data is not None:
        loaded = load(data)
        return Embedded(loaded.store, loaded.sha256, union=False)
    release = Releases(settings(home=home).home).current()
    return Embedded(release.store(), release.id, union=True)


def _query_text(file: Path) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MissingError(f"cannot read the query: {error}") from error


def _accepted(name: str | None) -> list[str]:
    if name is None:
        return ["json", "turtle"]
    chosen = called(name)
    if not chosen:
        known = ", ".join(entry.name for entry in (*RESULT_FORMATS, *GRAPH_FORMATS))
        raise UsageError(f"unknown format {name!r}", hint=f"formats are {known}")
    return [entry.name for entry in chosen]


def _table(answer: Answer[Spool], names: Names) -> Table | str:
    content = json.loads(answer.stream.read())
    if answer.form is Form.ASK:
        return "yes" if content["boolean"] else "no"
    columns = content["head"]["vars"]
    table = Table(*columns, caption=f"{answer.rows} rows, {answer.milliseconds:.0f} ms, {answer.source}")
    for binding in content["results"]["bindings"]:
        table.add_row(*(Text(_cell(binding.get(column), names)) for column in columns))
    return table


def _cell(value: dict[str, str] | None, names: Names) -> str:
    if value is None:
        return ""
    return _short_term(value["value"], names) if value["type"] == "uri" else value["value"]


@click.command()
@click.argument("subject")
@click.argument("predicate")
@click.argument("object_")
@home_option
def explain(subject: str, predicate: str, object_: str, home: Path | None) -> None:
    """Say why a triple holds: rule and premises, down to the evidence in a document.

    Terms are IRIs, prefixed names (mg:decidedBy, id:person/frank-jensen, a) or literals ("text"@da).
    """
    release = Releases(settings(home=home).home).current()
    names = Names(release.manifest.base)
    goal_terms = [_term(text, names) for text in (subject, predicate, object_)]
    if not isinstance(goal_terms[0], ox.NamedNode) or not isinstance(goal_terms[1], ox.NamedNode):
        raise UsageError("subject and predicate must be IRIs or prefixed names")
    goal = ox.Triple(goal_terms[0], goal_terms[1], goal_terms[2])
    proof = Prover(release.store(), names.graph("inferred")).prove(goal)
    if proof is None:
        raise MissingError(
            f"{_short(goal, names)} does not hold in release {release.id}",
            hint="it is neither asserted nor does it follow",
        )
    console = Console() if sys.stdout.isatty() else Console(width=_WIDE)
    console.print(_tree(proof, names, None))


def _tree(proof: Proof, names: Names, parent: Tree | None) -> Tree:
    statement = _short(proof.triple, names)
    node = parent.add(Text(statement)) if parent else Tree(Text(statement))
    if proof.rule is not None:
        node.add(Text(f"by {proof.rule.name}: {proof.rule.title}"))
    for graph in proof.graphs:
        node.add(Text(f"asserted in graph {_short_term(graph, names)}"))
    for evidence in proof.evidence:
        node.add(Text(f"evidence {_short_term(evidence, names)}"))
    for premise in proof.premises:
        _tree(premise, names, node)
    return node


def _term(text: str, names: Names) -> ox.NamedNode | ox.Literal:
    literal = _LITERAL.match(text)
    if literal:
        if literal["language"]:
            return ox.Literal(literal["text"], language=literal["language"])
        if literal["datatype"]:
            return ox.Literal(literal["text"], datatype=_iri(literal["datatype"], names))
        return ox.Literal(literal["text"])
    return _iri(text, names)


def _iri(text: str, names: Names) -> ox.NamedNode:
    bare = text.removeprefix("<").removesuffix(">")
    prefix, colon, local = bare.partition(":")
    if bare == "a":
        bare = names.prefixes()["rdf"] + "type"
    elif colon and prefix in names.prefixes():
        bare = names.prefixes()[prefix] + local
    try:
        return ox.NamedNode(bare)
    except ValueError as error:
        known = " ".join(f"{name}:" for name in names.prefixes())
        raise UsageError(f"{text!r} is no IRI and no prefixed name", hint=f"prefixes: {known}") from error


def _short(triple: ox.Triple, names: Names) -> str:
    parts = (triple.subject, triple.predicate, triple.object)
    return " ".join(
        _short_term(part.value, names) if isinstance(part, ox.NamedNode) else str(part) for part in parts
    )


def _short_term(iri: str, names: Names) -> str:
    for prefix, start in names.prefixes().items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return f"<{iri}>"
