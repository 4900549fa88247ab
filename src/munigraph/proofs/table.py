"""A proof as a table: SPARQL 1.1 Query Results JSON, so that it travels and reads as any answer does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from .prover import Proof

COLUMNS = ("step", "because", "subject", "predicate", "object", "rule", "title", "graph", "evidence")
"""A step, the step it is a premise of, its triple, and the rule that gives it or where it is asserted."""

Term = Mapping[str, str]


def rows(proof: Proof | None) -> bytes:
    """One row for a step, several where a triple is asserted in several graphs or has several evidences.

    What cannot be proved has no rows.
    """
    bindings = [] if proof is None else list(_steps(proof, "", "1"))
    return json.dumps(
        {"head": {"vars": COLUMNS}, "results": {"bindings": bindings}},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def _steps(proof: Proof, parent: str, number: str) -> Iterator[Mapping[str, Term]]:
    """The rows of a proof; its steps are numbered like the sections of a text."""
    row = {
        "step": _text(number),
        "subject": _term(proof.triple.subject),
        "predicate": _term(proof.triple.predicate),
        "object": _term(proof.triple.object),
    }
    if parent:
        row["because"] = _text(parent)
    if proof.rule is not None:
        yield {**row, "rule": _text(proof.rule.name), "title": _text(proof.rule.title)}
    for graph in proof.graphs:
        for evidence in proof.evidence or ("",):
            found = {"evidence": _iri(evidence)} if evidence else {}
            yield {**row, "graph": _iri(graph), **found}
    for place, premise in enumerate(proof.premises, 1):
        yield from _steps(premise, number, f"{number}.{place}")


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    if isinstance(term, ox.NamedNode):
        return _iri(term.value)
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    return _text(str(term))


def _iri(iri: str) -> Term:
    return {"type": "uri", "value": iri}


def _text(text: str) -> Term:
    return {"type": "literal", "value": text}
