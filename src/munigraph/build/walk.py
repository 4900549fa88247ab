"""The walk, from the input files to a release."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from munigraph.columns.bags import Bag
from munigraph.columns.tables import Statement, Tables, Terms, statement
from munigraph.description.examples import example_quads
from munigraph.errors import InputFaultsError
from munigraph.keeping import Keep, made_anew
from munigraph.names import Names
from munigraph.quality import Expectation, expectations
from munigraph.reasoning import Closure
from munigraph.records import Project, read_project
from munigraph.records.ontology import Ontology, read_ontology
from munigraph.validation import (
    Report,
    Validation,
    Validator,
    read_shapes,
    validate,
    validated,
    with_hierarchy,
)

from .canonical import canonical, lines_by_graph
from .means import BY_COLUMNS, Means
from .refusal import contradicted, violated
from .statements import Statements
from .stopwatch import Stopwatch

Listener = Callable[[str, Sequence[str]], None]
"""Hears the IRI of a graph and its lines."""


def nobody(graph: str, lines: Sequence[str]) -> None:
    """Does not listen."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Input that may be released as far as files, references and shapes go."""

    project: Project
    ontology: Ontology
    fixed: dict[str, list[str]]
    """The sorted lines of the graphs of ontology and examples, by the IRI of the graph."""
    statements: Statements
    facts: Bag
    """What the files state and the vocabularies: all that is validated and reasoned about."""
    data: Tables
    """The facts with the class hierarchy, as they were validated."""
    report: Report
    validation: Validation | None
    """What the report was made of, if by columns."""
    wanted: tuple[Expectation, ...]
    """What the shapes lead one to expect."""

    @property
    def stated(self) -> int:
        """How many statements the files make."""
        return len(self.facts) - len(self.ontology.vocabularies)


def check(
    folder: Path,
    names: Names,
    sources: Path | None,
    watch: Stopwatch,
    means: Means = BY_COLUMNS,
    keep: Keep = made_anew,
    hear: Listener = nobody,
) -> Checked:
    """Read everything, and find everything wrong with it that can be found without reasoning.

    With `sources`, a folder of source texts, each span must select its wording. `hear` is
    told the lines of each document's graph.

    Raises InputFaultsError for faulty files, RefusedBuildError when shapes are violated.
    """
    with watch.step("read"):
        project = read_project(folder, names, keep, watch)
        ontology = read_ontology(folder / "ontology", names)
        fixed = _fixed(ontology, folder, names)
        faults = list(project.faults(ontology.concepts))
        if sources is not None and not faults:
            faults += project.wording_faults(sources)
        if faults:
            raise InputFaultsError(faults)
    with watch.step("gather"):
        statements = Statements.of(project)
        facts = Bag.of(Terms(), _facts(statements, fixed[names.graph("vocabularies")], watch, hear))
    with watch.step("validate"):
        shapes = read_shapes(folder / "shapes")
        data = with_hierarchy(facts.tables, ontology.axioms)
        validation = validated(data, shapes) if means.validator is Validator.COLUMNS else None
        report = validate(data, shapes, means.validator) if validation is None else validation.report
    if not report.conforms:
        raise violated(report, project)
    wanted = expectations(shapes)
    return Checked(project, ontology, fixed, statements, facts, data, report, validation, wanted)


def _fixed(ontology: Ontology, folder: Path, names: Names) -> dict[str, list[str]]:
    examples = example_quads(folder / "queries", names)
    parts = (ontology.terms, ontology.vocabularies, ontology.alignments, ontology.links, examples)
    return lines_by_graph(canonical(chain.from_iterable(parts)))


def _facts(
    statements: Statements, vocabularies: Iterable[str], watch: Stopwatch, hear: Listener
) -> Iterator[Statement]:
    yield from map(statement, vocabularies)
    count = len(statements.common) + len(statements.project.of("source"))
    for graph, lines in watch.each(statements.graphs(), count):
        if graph not in statements.common:
            hear(graph, lines)
        yield from map(statement, lines)


def reason(checked: Checked, means: Means, keep: Keep) -> Closure:
    """Close what was checked.

    Raises RefusedBuildError when facts contradict the axioms.
    """
    closure = means.reasoner.close(checked.facts.tables, checked.ontology.axioms, keep)
    if closure.clashes:
        raise contradicted(closure.clashes, checked.facts.tables, checked.project)
    return closure
