"""Why a build is refused: for the curator with file and line, for programs as a SHACL report."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyoxigraph as ox

from munigraph.columns.arrays import values_of
from munigraph.columns.tables import Statement, Tables
from munigraph.errors import Fault, RefusedBuildError
from munigraph.names import ONTOLOGY, Names
from munigraph.reasoning import Clash
from munigraph.records import Project
from munigraph.validation import Report, Result, Severity, report_quads

from .canonical import canonical
from .dumps import rdf_bytes
from .places import Places

RULES = "https://www.w3.org/TR/owl2-profiles/#"
_EVIDENCE = f"<{ONTOLOGY}evidence>"


def report_turtle(report: Report, names: Names) -> bytes:
    """The report as a Turtle file."""
    return rdf_bytes(canonical(report_quads(report, names)), ox.RdfFormat.TURTLE, names.prefixes())


def violated(report: Report, project: Project) -> RefusedBuildError:
    """The build is refused because asserted data violate the shapes."""
    found = report.of(Severity.VIOLATION)
    places = Places(project, frozenset(result.focus.value for result in found))
    faults: list[Fault] = []
    for result in found:
        path, line = places.of(result.focus.value)
        value = "" if result.value is None else f" (value: {result.value.value})"
        key = result.path.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        faults.append(Fault(path, line, key, f"{result.message()}{value}", f"about {result.focus.value}"))
    lines = "\n".join(str(fault) for fault in sorted(faults))
    message = f"{lines}\n{len(faults)} violation{'s' if len(faults) != 1 else ''} of the shapes"
    return RefusedBuildError(message, report=report_turtle(report, project.names))


def contradicted(clashes: Sequence[Clash], facts: Tables, project: Project) -> RefusedBuildError:
    """The build is refused because the facts contradict the axioms."""
    report = _as_report(clashes, facts)
    subjects = frozenset(fact[0].strip("<>") for clash in clashes for fact in clash.facts)
    places = Places(project, subjects)
    return RefusedBuildError(
        "The facts contradict the ontology:\n" + "\n".join(_told(clash, places) for clash in clashes),
        hint="one of the facts is wrong, or the axiom is; an inferred fact rests on others",
        report=report_turtle(report, project.names),
    )


def _told(clash: Clash, places: Places) -> str:
    facts = "".join(f"\n    fact  {_text(fact)}{places.mention(fact[0])}" for fact in clash.facts)
    return f"  {clash.title} ({clash.name})\n    axiom {_text(clash.axiom)}{facts}"


def _text(statement: Statement) -> str:
    return " ".join(statement)


def _as_report(clashes: Sequence[Clash], facts: Tables) -> Report:
    """Contradictions as results: the rule is the component, the axiom and the facts are the messages.

    The evidence of the facts is that of the things they are about.
    """
    about = {fact[0] for clash in clashes for fact in clash.facts}
    names, column = facts.terms.names, facts[facts.property(_EVIDENCE)]
    evidence: dict[str, list[str]] = {}
    for subject in about:
        number = np.array([facts.terms.number(subject)], np.uint64)
        evidence[subject] = [names[each] for each in values_of(column, number).tolist()]
    return Report.made(_result(clash, evidence) for clash in clashes)


def _result(clash: Clash, evidence: dict[str, list[str]]) -> Result:
    subject, predicate, value = clash.facts[-1]
    known = sorted({each for fact in clash.facts for each in evidence.get(fact[0], ())})
    lines = [f"{clash.title}: axiom {_text(clash.axiom)}", *(f"fact {_text(fact)}" for fact in clash.facts)]
    lines += [f"evidence {each}" for each in known]
    return Result(
        severity=Severity.VIOLATION,
        focus=_term(subject),
        path=predicate.strip("<>"),
        value=_term(value),
        component=RULES + clash.name,
        shape=clash.axiom[0].strip("<>") if clash.axiom[0].startswith("<") else "",
        messages=(("en", "; ".join(lines)),),
    )


def _term(token: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    line = f"<x:s> <x:p> {token} ."
    (quad,) = ox.parse(line, ox.RdfFormat.N_TRIPLES)
    found = quad.object
    if not isinstance(found, ox.NamedNode | ox.BlankNode | ox.Literal):
        raise TypeError(f"{token} is a quoted triple, which our data does not use")
    return found
