"""Commands that ask: a query, or why a triple holds."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pyoxigraph as ox
from rich.console import Console
from rich.tree import Tree

from munigraph.errors import MissingError, UsageError
from munigraph.names import Names
from munigraph.reasoning import Proof, Prover
from munigraph.release import Releases

from .options import home_option, settings

_LITERAL = re.compile(r'^"(?P<text>.*)"(?:@(?P<language>[A-Za-z-]+)|\^\^(?P<datatype>\S+))?$', re.DOTALL)


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
    Console(soft_wrap=True).print(_tree(proof, names, None))


def _tree(proof: Proof, names: Names, parent: Tree | None) -> Tree:
    statement = _short(proof.triple, names)
    node = parent.add(statement, highlight=False) if parent else Tree(statement, highlight=False)
    if proof.rule is not None:
        node.add(f"by {proof.rule.name}: {proof.rule.title}", highlight=False)
    for graph in proof.graphs:
        node.add(f"asserted in graph {_short_term(graph, names)}", highlight=False)
    for evidence in proof.evidence:
        node.add(f"evidence {_short_term(evidence, names)}", highlight=False)
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
